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
  return deriveTrendsPage(jobs, {
    environment,
    now,
    today,
    from: range.from,
    to,
    trends: await store.readTrends({...range, jobs}),
    durations: await store.readDurations({environment: name, jobs, knownAt, ...usual}),
    answered: indexAnsweredDays(answered.get(name)),
    schedules: judged?.facts.schedules ?? (await store.readSchedules({environment: name, knownAt})),
    judged,
  });
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
  {environment, now, judged, trends, durations, ...range}: TrendsFacts,
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
    nextDueAt: due.length > 0 ? Math.min(...due) : nextPlanned(judgedJob, now),
  };
}

/** A job without a schedule may still stand in the scheduler's plan of the day. */
function nextPlanned(job: JudgedJob | undefined, now: EpochMs): EpochMs | null {
  const slot = job?.slots.find(
    ({verdict, dueAt}) => verdict === 'pending' && dueAt !== undefined && dueAt > now,
  );
  return slot?.dueAt ?? null;
}
