/** What is due next: of every job the next times at which it is expected, whoever says so. */
import {indexExpectations} from '../analysis/expectations.ts';
import type {Environment} from '../domain/environment.ts';
import {matchAny} from '../domain/glob.ts';
import type {ScheduleOrigin} from '../domain/schedule.ts';
import type {EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import {deriveSchedules} from './pages/job-schedules.ts';
import type {EnvironmentFacts, Moment} from './read-facts.ts';
import {readJudgedJobs} from './read-report.ts';

export type UpcomingRun = {
  job: string;
  dueAt: EpochMs;
  /** In plain words, and as it is written. */
  words: string;
  definition: string;
  origin: ScheduleOrigin;
};

export type UpcomingQuestion = {
  matches: (job: string) => boolean;
  /** Due instants of each schedule of a job, at most. */
  count: number;
};

/**
 * Ascending by due instant. Times that a calendar or a maintenance window excuses are left out. What is learned is foretold
 * for the present business day and the next alone, a scheduler's plan for the day that it is of.
 */
export async function readUpcoming(
  store: Store,
  environment: Environment,
  moment: Moment,
  {matches, count}: UpcomingQuestion,
): Promise<UpcomingRun[]> {
  const {facts: known, jobs} = await readJudgedJobs(store, environment, moment);
  const facts = {...known, forecasts: await readForetold(store, known)};
  const index = indexExpectations(environment.expectations);
  const upcoming: UpcomingRun[] = [];
  const add = (about: Pick<Parameters<typeof deriveSchedules>[0], 'job' | 'rules' | 'slots'>): void => {
    for (const {isInForce, next, words, definition, origin} of deriveSchedules({
      ...about,
      facts,
      now: moment.now,
      count,
    })) {
      if (isInForce)
        for (const dueAt of next) upcoming.push({job: about.job, dueAt, words, definition, origin});
    }
  };
  const told = new Set<string>();
  for (const {job, rules, slots} of jobs) {
    told.add(job);
    if (matches(job)) add({job, rules, slots});
  }
  for (const forecast of facts.forecasts.values()) {
    for (const job of forecast.jobs()) {
      if (told.has(job) || !matches(job)) continue;
      told.add(job);
      add({job, rules: index.rulesOf(job), slots: []});
    }
  }
  return upcoming.sort((a, b) => a.dueAt - b.dueAt);
}

/** Judging asks for the next day's forecasts at the end of this one only. */
async function readForetold(
  store: Store,
  {environment, day, forecasts}: EnvironmentFacts,
): Promise<EnvironmentFacts['forecasts']> {
  const {name, silence, isLearned} = environment;
  if (!isLearned) return forecasts;
  const isSilent = matchAny(silence);
  return store.readForecasts({
    environment: name,
    from: day,
    to: addDays(day, 1),
    isWanted: job => !isSilent(job),
  });
}
