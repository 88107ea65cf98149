/** Reads what the store knows of one job, for its page. */
import type {JudgedJob} from '../../analysis/judge-day.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Collection} from '../../domain/collection.ts';
import type {JobTrendFacts, RunDuration, VerdictChange} from '../../domain/facts.ts';
import {literalPattern} from '../../domain/glob.ts';
import type {RunRecord} from '../../domain/run.ts';
import {isTerminal, latestRun, RUN_STATUSES} from '../../domain/run.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {EnvironmentFacts, Moment} from '../read-facts.ts';
import type {JudgedDay} from '../read-report.ts';
import type {AnsweredDays} from './job-days.ts';
import {indexAnsweredDays} from './job-days.ts';
import {chooseSlots} from './slot-items.ts';
import {usualDurationFilter} from './usual-duration.ts';

/** 53 weeks, so that a calendar grid's first column is whole. */
export const CALENDAR_DAYS = 371;
const RECENT_DAYS = 30;
const MOST_RUNS_OF_JOB = 500;
const MOST_CHANGES = 500;
const MOST_DURATIONS = 200;

export type JobFacts = {
  job: string;
  facts: EnvironmentFacts;
  now: EpochMs;
  today: Day;
  /** Undefined when nothing is said of the job on the shown day. */
  judged: JudgedJob | undefined;
  /** The first of the calendar's days. */
  from: Day;
  trend: JobTrendFacts | undefined;
  answered: AnsweredDays;
  /** Newest first, both. */
  durations: readonly RunDuration[];
  recentDurations: readonly RunDuration[];
  runs: readonly RunRecord[];
  lastGood: RunRecord | undefined;
  changes: readonly VerdictChange[];
  /** Those that slots and changes rest on and that are still kept. */
  collections: readonly Collection[];
};

export async function readJobFacts(
  store: Store,
  {facts, jobs}: JudgedDay,
  job: string,
  {now, knownAt}: Moment,
): Promise<JobFacts> {
  const {environment, day} = facts;
  const judged = jobs.find(candidate => candidate.job === job);
  const of = {environment: environment.name, jobs: [job], knownAt};
  const calendar = {from: addDays(day, 1 - CALENDAR_DAYS), to: day};
  const usual = usualDurationFilter(day);
  const ended = {statuses: RUN_STATUSES.filter(isTerminal), limit: MOST_DURATIONS};
  const changes = await readChanges(store, environment.name, job, day, knownAt);
  const evidence = [
    ...chooseSlots(judged?.slots ?? [], now).map(slot => slot.evidence),
    ...changes.map(change => change.collection),
  ];
  const answered = await store.readAnsweredDays({...calendar, environment: environment.name, knownAt});
  return {
    job,
    facts,
    now,
    today: businessDayOf(now, environment.clock),
    judged,
    from: calendar.from,
    trend: (await store.readTrends({...of, ...calendar})).get(job),
    answered: indexAnsweredDays(answered.get(environment.name)),
    durations: (await store.readDurations({...of, ...calendar, ...ended})).get(job) ?? [],
    recentDurations: (await store.readDurations({...of, ...usual})).get(job) ?? [],
    runs: await readNewestRuns(store, environment.name, job, day, knownAt),
    lastGood: await readLastGood(store, facts, job),
    changes,
    collections: await readCollectionsOf(store, evidence),
  };
}

export async function readCollectionsOf(
  store: Store,
  ids: Iterable<number | undefined>,
): Promise<Collection[]> {
  const known = [...new Set(ids)].filter(id => id !== undefined);
  return known.length > 0 ? store.readCollections({ids: known}) : [];
}

/** The latest success of the shown day as it is known, else of an earlier one. */
async function readLastGood(
  store: Store,
  {environment, day, runs}: EnvironmentFacts,
  job: string,
): Promise<RunRecord | undefined> {
  const own = runs.get(job)?.filter(({status}) => status === 'succeeded') ?? [];
  return latestRun(own) ?? (await store.readLastGood(environment.name, [job], addDays(day, -1))).get(job);
}

/** Newest first. A job may run every minute: the days are asked for in pieces until there are enough. */
async function readNewestRuns(
  store: Store,
  environment: string,
  job: string,
  day: Day,
  knownAt: EpochMs | undefined,
): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  for (let ago = 0, days = 1; ago < RECENT_DAYS && runs.length < MOST_RUNS_OF_JOB; ) {
    const from = addDays(day, 1 - Math.min(ago + days, RECENT_DAYS));
    const range = {environment, job: literalPattern(job), from, to: addDays(day, -ago), knownAt};
    const rows = await store.readRuns(range);
    const byDay = Map.groupBy(rows, ({businessDay}) => businessDay);
    // One by one: a day of a job that runs every second does not fit on the stack.
    for (const ofDay of byDay.values()) for (const run of ofDay.reverse()) runs.push(run);
    ago += days;
    days *= 2;
  }
  return runs.slice(0, MOST_RUNS_OF_JOB);
}

/** Newest first; of one instant, the last that was written. */
async function readChanges(
  store: Store,
  environment: string,
  job: string,
  day: Day,
  knownAt = Number.MAX_SAFE_INTEGER,
): Promise<VerdictChange[]> {
  const range = {environment, job: literalPattern(job), from: addDays(day, 1 - RECENT_DAYS), to: day};
  const changes = await store.readVerdictChanges(range);
  return changes
    .filter(({at}) => at <= knownAt)
    .reverse()
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST_CHANGES);
}
