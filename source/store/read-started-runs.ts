/** Runs as learning wants them: of many jobs over many days, and of each only when it started, how long it took and how it ended. */

import type {LearningRun} from '../domain/learned.ts';
import {hasStarted, RUN_STATUSES} from '../domain/run.ts';
import type {Day} from '../domain/time.ts';
import {DAY_MS, fromDayNumber, SECOND_MS, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {DAY_SPAN} from './day-span.ts';
import {STATUS_IS_WANTED, STATUSES, statusMask} from './encode-run.ts';
import {findEnvironment} from './identities.ts';
import type {DayRange, StartedRuns} from './store.ts';
import {BASE_OFFSET} from './stored-runs.ts';

type Range = DayRange & {environment: string; firstJob: number; lastJob: number};
type Query = {
  first: number;
  last: number;
  env: number;
  firstJob: number;
  lastJob: number;
  statuses: number;
};
type Row = [day: number, job: number, start: number, duration: number | null, code: number];

/** `start` in seconds from the day's UTC midnight. Jobs of one environment with neighbouring ids lie together in each day. */
const SELECT = `${DAY_SPAN} SELECT r.day, r.job, r.start + ${BASE_OFFSET}, r.duration, r.status & 7
  FROM span CROSS JOIN run r ON r.day = span.day AND r.env = :env AND r.job BETWEEN :firstJob AND :lastJob
  WHERE r.start IS NOT NULL AND ${STATUS_IS_WANTED}`;

const STARTED = statusMask(RUN_STATUSES.filter(hasStarted));

export function readStartedRuns(
  connection: Connection,
  {environment, from, to, firstJob, lastJob}: Range,
): StartedRuns {
  const jobs = new Map<number, {day: Day; runs: LearningRun[]}[]>();
  const env = findEnvironment(connection, environment);
  if (env === undefined) return jobs;
  const query = {first: toDayNumber(from), last: toDayNumber(to), env, firstJob, lastJob, statuses: STARTED};
  for (const [number, job, start, duration, code] of connection.rows<[Query], Row>(SELECT).all(query)) {
    const day = fromDayNumber(number);
    const days = jobs.getOrInsertComputed(job, () => []);
    if (days.at(-1)?.day !== day) days.push({day, runs: []});
    days.at(-1)?.runs.push(decodeStart(number, start, duration, code));
  }
  for (const days of jobs.values()) {
    // The newest day came first.
    days.reverse();
    for (const {runs} of days) if (runs.length > 1) runs.sort((a, b) => a.startedAt - b.startedAt);
  }
  return jobs;
}

function decodeStart(day: number, start: number, duration: number | null, code: number): LearningRun {
  const startedAt = day * DAY_MS + Math.round(start * SECOND_MS);
  const status = STATUSES[code] ?? 'unknown';
  return duration === null
    ? {startedAt, status}
    : {startedAt, endedAt: startedAt + Math.round(duration * SECOND_MS), status};
}
