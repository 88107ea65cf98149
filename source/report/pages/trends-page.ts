/** The recent past of a few jobs: those on the screen. */
import type {ExpectationIndex} from '../../analysis/expectations.ts';
import {indexExpectations} from '../../analysis/expectations.ts';
import type {JudgedJob} from '../../analysis/judge-day.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {RunDuration} from '../../domain/facts.ts';
import type {ScheduleRecord} from '../../domain/schedule.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {JobTrendFacts, Store} from '../../store/store.ts';
import type {Moment} from '../read-facts.ts';
import type {JudgedDay} from '../read-report.ts';
import type {AnsweredDays} from './job-days.ts';
import {deriveJobDays, indexAnsweredDays} from './job-days.ts';
import {nextExpected, presentTimings} from './next-due.ts';
import type {JobTrend, TrendsPage} from './pages.ts';
import {deriveUsualDuration, usualDurationFilter} from './usual-duration.ts';

export type TrendsRequest = {
  /** Names. One read a job and day: for some fifty of them, not for all. */
  jobs: readonly string[];
  /** How many days, up to the shown one. */
  days: number;
};

/** `judged`, when it is the shown day of the environment, lends its verdicts and schedules. */
export async function readTrendsPage(
  store: Store,
  environment: Environment,
  {jobs, days}: TrendsRequest,
  {now, knownAt, day}: Moment,
  judged?: JudgedDay,
): Promise<TrendsPage> {
  const {name, clock} = environment;
  const today = businessDayOf(now, clock);
  const to = day ?? today;
  const range = {environment: name, from: addDays(to, 1 - days), to, knownAt};
  const usual = usualDurationFilter(to);
  const answered = await store.readAnsweredDays(range);
  const schedules = judged?.facts.schedules ?? (await store.readSchedules({environment: name, knownAt}));
  return deriveTrendsPage(jobs, {
    environment,
    now,
    today,
    from: range.from,
    to,
    trends: await store.readTrends({...range, jobs}),
    durations: await store.readDurations({environment: name, jobs, knownAt, ...usual}),
    answered: indexAnsweredDays(answered.get(name)),
    schedules,
    learnedDue: await readLearnedDue(store, environment, unscheduled(jobs, environment, schedules), now),
    judged,
  });
}

function unscheduled(
  jobs: readonly string[],
  {expectations}: Environment,
  schedules: readonly ScheduleRecord[],
): ReadonlySet<string> {
  const index = indexExpectations(expectations);
  const known = Map.groupBy(schedules, ({job}) => job);
  return new Set(
    jobs.filter(job => presentTimings(job, index.rulesOf(job), known.get(job) ?? []).length === 0),
  );
}

/** Further ahead nothing is foretold. */
const DAYS_AHEAD = 2;

async function readLearnedDue(
  store: Pick<Store, 'readForecasts'>,
  {name, clock, isLearned}: Environment,
  jobs: ReadonlySet<string>,
  now: EpochMs,
): Promise<Map<string, EpochMs>> {
  const due = new Map<string, EpochMs>();
  if (!isLearned || jobs.size === 0) return due;
  const from = businessDayOf(now, clock);
  const days = await store.readForecasts({
    environment: name,
    from,
    to: addDays(from, DAYS_AHEAD),
    isWanted: job => jobs.has(job),
  });
  for (const ofDay of days.values()) {
    for (const job of ofDay.expectedJobs()) {
      const {slots = [], rhythm} = ofDay.get(job) ?? {};
      const instants = [...slots.map(({dueAt}) => dueAt), ...(rhythm ? [rhythm.fromAt] : [])];
      for (const at of instants) if (at > now) due.set(job, Math.min(at, due.get(job) ?? at));
    }
  }
  return due;
}

export type TrendsFacts = {
  environment: Environment;
  now: EpochMs;
  today: Day;
  from: Day;
  to: Day;
  trends: ReadonlyMap<string, JobTrendFacts>;
  durations: ReadonlyMap<string, readonly RunDuration[]>;
  answered: AnsweredDays;
  schedules: readonly ScheduleRecord[];
  /** When jobs that nothing else tells a schedule of are expected next, as far as it is foretold. */
  learnedDue: ReadonlyMap<string, EpochMs>;
  judged?: Pick<JudgedDay, 'facts' | 'jobs'> | undefined;
};

export function deriveTrendsPage(jobs: readonly string[], facts: TrendsFacts): TrendsPage {
  const wanted = new Set(jobs);
  const judgedJobs = new Map(
    facts.judged?.jobs.flatMap(judged => (wanted.has(judged.job) ? [[judged.job, judged] as const] : [])),
  );
  const schedules = Map.groupBy(
    facts.schedules.filter(({job}) => wanted.has(job)),
    ({job}) => job,
  );
  const index = indexExpectations(facts.environment.expectations);
  return {
    from: facts.from,
    to: facts.to,
    // A Map's entries rather than assignments: a job may be called `__proto__`.
    jobs: Object.fromEntries(
      [...wanted].map(job => [job, deriveTrend(job, facts, index, judgedJobs.get(job), schedules.get(job))]),
    ),
  };
}

function deriveTrend(
  job: string,
  {environment, now, judged, trends, durations, learnedDue, ...range}: TrendsFacts,
  index: ExpectationIndex,
  judgedJob: JudgedJob | undefined,
  schedules: readonly ScheduleRecord[] = [],
): JobTrend {
  const cells = deriveJobDays({
    ...range,
    trend: trends.get(job),
    judged: judged && judgedJob && {day: judged.facts.day, job: judgedJob},
  });
  const due = presentTimings(job, index.rulesOf(job), schedules).flatMap(timing =>
    nextExpected(timing, environment, now, 1),
  );
  return {
    marks: cells.map(({mark}) => mark).join(''),
    runs: cells.map(({runs}) => runs),
    usual: deriveUsualDuration(durations.get(job)),
    nextDueAt:
      due.length > 0 ? Math.min(...due) : (nextPlanned(judgedJob, now) ?? learnedDue.get(job) ?? null),
  };
}

/** A job without a schedule may still stand in the scheduler's plan of the day. */
function nextPlanned(job: JudgedJob | undefined, now: EpochMs): EpochMs | null {
  const slot = job?.slots.find(
    ({verdict, dueAt}) => verdict === 'pending' && dueAt !== undefined && dueAt > now,
  );
  return slot?.dueAt ?? null;
}
