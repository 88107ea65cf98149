/** How long the last runs of some jobs took. */
import type {RunDuration} from '../domain/facts.ts';
import {durationOf} from '../domain/run.ts';
import {DAY_MS, SECOND_MS, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {JobSpan} from './day-span.ts';
import {JOB_DAYS, JOB_SPAN, piecesOfSpan, spanOfJobs} from './day-span.ts';
import {STATUS_IS_WANTED, STATUSES, statusMask} from './encode-run.ts';
import {selectRunsKnownAt} from './job-runs.ts';
import {findNamedJobs} from './jobs.ts';
import type {DurationFilter} from './store.ts';
import {BASE_OFFSET} from './stored-runs.ts';

/** A day's runs come in no useful order: whole days are taken until a job has enough, then sorted and cut. */
export function readDurations(connection: Connection, filter: DurationFilter): Map<string, RunDuration[]> {
  const durations = new Map<string, RunDuration[]>();
  const found = findNamedJobs(connection, filter.environment, filter.jobs);
  const span = spanOfJobs(found, {first: toDayNumber(filter.from), last: toDayNumber(filter.to)});
  if (!span) return durations;
  const names = new Map(found.map(({id, name}) => [id, name]));
  let wanting = found;
  for (const days of piecesOfSpan(span)) {
    const [first] = wanting;
    if (!first) break;
    const piece = {...days, env: first.env, jobs: JSON.stringify(wanting.map(({id}) => id))};
    for (const {job, ...duration} of selectDurations(connection, piece, names, filter)) {
      durations.getOrInsertComputed(job, () => []).push(duration);
    }
    wanting = wanting.filter(({name}) => (durations.get(name)?.length ?? 0) < filter.limit);
  }
  for (const [job, own] of durations) durations.set(job, newest(own, filter.limit));
  return durations;
}

function newest(durations: RunDuration[], limit: number): RunDuration[] {
  return durations.sort((a, b) => b.startedAt - a.startedAt).slice(0, limit);
}

type JobDuration = RunDuration & {job: string};
type DurationRow = [day: number, job: number, start: number, duration: number, code: number];

/** `start` in seconds from the day's UTC midnight. */
const SELECT = `${JOB_SPAN} SELECT r.day, r.job, r.start + ${BASE_OFFSET}, r.duration, r.status & 7
  FROM ${JOB_DAYS} CROSS JOIN run r ON r.day = span.day AND r.env = :env AND r.job = wanted.job
  WHERE r.start IS NOT NULL AND r.duration >= 0 AND ${STATUS_IS_WANTED}`;

function selectDurations(
  connection: Connection,
  span: JobSpan,
  names: ReadonlyMap<number, string>,
  {statuses, knownAt}: DurationFilter,
): JobDuration[] {
  if (knownAt === undefined) {
    return connection
      .rows<[JobSpan & {statuses: number}], DurationRow>(SELECT)
      .all({...span, statuses: statusMask(statuses)})
      .map(([day, job, start, duration, code]) => ({
        job: names.get(job) ?? '',
        startedAt: day * DAY_MS + Math.round(start * SECOND_MS),
        durationMs: Math.round(duration * SECOND_MS),
        status: STATUSES[code] ?? 'unknown',
      }));
  }
  return selectRunsKnownAt(connection, span, knownAt).flatMap(run => {
    const {job, startedAt, status} = run;
    const durationMs = durationOf(run);
    if (startedAt === undefined || durationMs === undefined || durationMs < 0) return [];
    return statuses.includes(status) ? [{job, startedAt, durationMs, status}] : [];
  });
}
