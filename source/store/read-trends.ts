/** What became of some jobs on many days: their runs in numbers, and the verdicts that were remembered. */
import type {RunStatus} from '../domain/run.ts';
import type {RunDay} from '../domain/run-day.ts';
import {addRuns, emptyRunDay} from '../domain/run-day.ts';
import type {Verdict} from '../domain/slot.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {JobSpan} from './day-span.ts';
import {JOB_DAYS, JOB_SPAN, spanOfJobs} from './day-span.ts';
import {STATUSES} from './encode-run.ts';
import {selectRunsKnownAt} from './job-runs.ts';
import type {StoredJob} from './jobs.ts';
import {findNamedJobs} from './jobs.ts';
import type {JobTrendFacts, TrendFilter} from './store.ts';
import {BASE_OFFSET} from './stored-runs.ts';
import {readLastVerdicts} from './verdicts.ts';

type OpenTrend = JobTrendFacts & {days: Map<Day, RunDay>; verdicts: Map<Day, Set<Verdict>>};

export function readTrends(connection: Connection, filter: TrendFilter): Map<string, JobTrendFacts> {
  const jobs = findNamedJobs(connection, filter.environment, filter.jobs);
  const trends = new Map(jobs.map(job => [job.name, openTrend(job)]));
  const days = spanOfJobs(jobs, {first: toDayNumber(filter.from), last: toDayNumber(filter.to)});
  const [first] = jobs;
  if (!days || !first) return trends;
  const names = new Map(jobs.map(({id, name}) => [id, name]));
  const span: JobSpan = {...days, env: first.env, jobs: JSON.stringify(jobs.map(({id}) => id))};
  for (const {job, day, ...runs} of selectRunGroups(connection, span, names, filter.knownAt)) {
    const own = trends.get(job)?.days.getOrInsertComputed(day, emptyRunDay);
    if (own) addRuns(own, runs.status, runs.count, runs.lastStart);
  }
  for (const {job, day, verdict} of readLastVerdicts(connection, span, filter.knownAt)) {
    const name = names.get(job) ?? '';
    trends
      .get(name)
      ?.verdicts.getOrInsertComputed(fromDayNumber(day), () => new Set())
      .add(verdict);
  }
  return trends;
}

function openTrend({source, firstDay, lastDay}: StoredJob): OpenTrend {
  return {
    ...(source !== null && {source}),
    firstDay: fromDayNumber(firstDay),
    lastDay: fromDayNumber(lastDay),
    days: new Map(),
    verdicts: new Map(),
  };
}

/** Runs of one job, day and status. `lastStart` on one scale a day. */
type RunGroup = {job: string; day: Day; status: RunStatus; count: number; lastStart: number | null};
type GroupRow = [day: number, job: number, code: number, count: number, lastStart: number | null];

/** A failure at an unknown time is later than all (see `addRuns`). */
const SELECT_GROUPS = `${JOB_SPAN} SELECT r.day, r.job, r.status & 7, count(*),
    max(coalesce(r.start + ${BASE_OFFSET}, CASE WHEN (r.status & 7) IN (2, 3) THEN 9e15 END))
  FROM ${JOB_DAYS} CROSS JOIN run r ON r.day = span.day AND r.env = :env AND r.job = wanted.job GROUP BY 1, 2, 3`;

function selectRunGroups(
  connection: Connection,
  span: JobSpan,
  names: ReadonlyMap<number, string>,
  knownAt: EpochMs | undefined,
): RunGroup[] {
  if (knownAt === undefined) {
    const rows = connection.rows<[JobSpan], GroupRow>(SELECT_GROUPS).all(span);
    return rows.map(([day, job, code, count, lastStart]) => ({
      job: names.get(job) ?? '',
      day: fromDayNumber(day),
      status: STATUSES[code] ?? 'unknown',
      count,
      lastStart,
    }));
  }
  return selectRunsKnownAt(connection, span, knownAt).map(({job, businessDay, status, startedAt}) => ({
    job,
    day: businessDay,
    status,
    count: 1,
    lastStart: startedAt ?? null,
  }));
}
