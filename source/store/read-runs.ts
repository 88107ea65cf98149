/** Reads runs: of a day, of jobs over many days, the last good ones, and the states of one run. */
import type {RunRecord} from '../domain/run.ts';
import {latestRun} from '../domain/run.ts';
import {compareText} from '../domain/text.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {DAY_MS, SECOND_MS, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {DaySpan} from './day-span.ts';
import {DAY_SPAN, spanOfJobs} from './day-span.ts';
import {ALL_STATUSES, STATUS_IS_WANTED, statusMask} from './encode-run.ts';
import {environmentName, findEnvironment, findJob} from './identities.ts';
import type {StoredJob} from './jobs.ts';
import {chooseJobs, findJobs} from './jobs.ts';
import type {IsKnown} from './known-at.ts';
import {knownAtInstant} from './known-at.ts';
import type {StoredKey} from './run-key.ts';
import {encodeRunKey} from './run-key.ts';
import type {RunFilter, RunRow} from './store.ts';
import type {StoredRun} from './stored-runs.ts';
import {BASE_OFFSET, compareRuns, decodeHistory, decodeRun, RUN_COLUMNS} from './stored-runs.ts';

/** Further back than this nobody looks for a job's last good run. */
const LAST_GOOD_DAYS = 400;

const SELECT_OF_DAY = `SELECT ${RUN_COLUMNS} FROM daily d CROSS JOIN run r ON r.day = d.day AND r.env = d.env`;

/** A job's rows are one seek a day away, in a table that is ordered by day. */
const SELECT_OF_JOB = `${DAY_SPAN} SELECT ${RUN_COLUMNS} FROM span CROSS JOIN daily d ON d.day = span.day AND d.env = :env
    CROSS JOIN run r ON r.day = span.day AND r.env = :env AND r.job = :job`;

type DayJob = {day: number; env: number; job: number; statuses: number};
type JobSpan = DaySpan & {env: number; job: number; statuses: number};

export function readDayRuns(
  connection: Connection,
  environment: string,
  day: Day,
  knownAt?: EpochMs,
): Map<string, RunRecord[]> {
  const env = findEnvironment(connection, environment);
  if (env === undefined) return new Map();
  return groupByJob(connection, selectDay(connection, toDayNumber(day), env), knownAt);
}

/** The runs of a day that started in `[from, until)`. */
export function readRunsStarted(
  connection: Connection,
  environment: string,
  day: Day,
  from: EpochMs,
  until: EpochMs,
  knownAt?: EpochMs,
): Map<string, RunRecord[]> {
  const env = findEnvironment(connection, environment);
  if (env === undefined) return new Map();
  const number = toDayNumber(day);
  const hasStarted = ({startedAt}: RunRecord): boolean =>
    startedAt !== undefined && startedAt >= from && startedAt < until;
  // A rerun may have moved the start since: the past is filtered after it is known.
  if (knownAt !== undefined)
    return groupByJob(connection, selectDay(connection, number, env), knownAt, hasStarted);
  const offset = (instant: EpochMs): number => (instant - number * DAY_MS) / SECOND_MS;
  const rows = connection
    .rows<[number, number, number, number], StoredRun>(
      `${SELECT_OF_DAY} WHERE d.day = ? AND d.env = ? AND r.start + ${BASE_OFFSET} >= ? AND r.start + ${BASE_OFFSET} < ?`,
    )
    .all(number, env, offset(from), offset(until));
  return groupByJob(connection, rows);
}

export function readRuns(connection: Connection, filter: RunFilter): RunRow[] {
  const env = filter.environment === undefined ? undefined : findEnvironment(connection, filter.environment);
  if (env === undefined && filter.environment !== undefined) return [];
  const query: RunQuery = {
    first: toDayNumber(filter.from),
    last: toDayNumber(filter.to),
    env,
    limit: filter.limit ?? Number.POSITIVE_INFINITY,
    statuses: filter.statuses ? statusMask(filter.statuses) : ALL_STATUSES,
    isWanted: run => filter.statuses?.includes(run.status) ?? true,
    isKnown: filter.knownAt === undefined ? undefined : knownAtInstant(connection, filter.knownAt),
  };
  return filter.job === undefined ? readByDay(connection, query) : readByJob(connection, query, filter.job);
}

/** Each job's latest succeeded run of the latest day, up to `until`, on which one of its runs succeeded. */
export function readLastGood(
  connection: Connection,
  environment: string,
  jobs: readonly string[],
  until: Day,
): Map<string, RunRecord> {
  const good = new Map<string, RunRecord>();
  const env = findEnvironment(connection, environment);
  if (env === undefined) return good;
  for (const name of jobs) {
    const run = readLastGoodOf(connection, env, name, toDayNumber(until));
    if (run) good.set(name, run);
  }
  return good;
}

export function readRunHistory(
  connection: Connection,
  environment: string,
  day: Day,
  job: string,
  runKey: string,
): RunRecord[] {
  const env = findEnvironment(connection, environment);
  const entry = env === undefined ? undefined : findJob(connection, env, job);
  if (env === undefined || !entry) return [];
  const number = toDayNumber(day);
  const row = connection
    .rows<[number, number, number, StoredKey], StoredRun>(
      `${SELECT_OF_DAY} WHERE d.day = ? AND d.env = ? AND r.job = ? AND r.key = ?`,
    )
    .get(number, env, entry.id, encodeRunKey(runKey, number * DAY_MS));
  return row ? decodeHistory(connection, row) : [];
}

function selectDay(connection: Connection, day: number, env: number): StoredRun[] {
  return connection
    .rows<[number, number], StoredRun>(`${SELECT_OF_DAY} WHERE d.day = ? AND d.env = ?`)
    .all(day, env);
}

function groupByJob(
  connection: Connection,
  rows: readonly StoredRun[],
  knownAt?: EpochMs,
  isWanted: (run: RunRecord) => boolean = () => true,
): Map<string, RunRecord[]> {
  const isKnown = knownAt === undefined ? undefined : knownAtInstant(connection, knownAt);
  const runs = new Map<string, RunRecord[]>();
  for (const row of rows) {
    const run = decodeRun(connection, row, isKnown);
    if (!run || !isWanted(run)) continue;
    const ofJob = runs.get(run.job);
    if (ofJob) ofJob.push(run);
    else runs.set(run.job, [run]);
  }
  for (const ofJob of runs.values()) if (ofJob.length > 1) ofJob.sort(compareRuns);
  return runs;
}

type RunQuery = {
  first: number;
  last: number;
  env: number | undefined;
  limit: number;
  statuses: number;
  isWanted: (run: RunRecord) => boolean;
  isKnown: IsKnown | undefined;
};

function readByDay(connection: Connection, query: RunQuery): RunRow[] {
  const env = query.env ?? null;
  const previousDay = connection.rows<[number, number, number | null, number | null], [number]>(
    'SELECT day FROM daily WHERE day BETWEEN ? AND ? AND (? IS NULL OR env = ?) ORDER BY day DESC LIMIT 1',
  );
  const ofDay = connection.rows<[{day: number; env: number | null; statuses: number}], StoredRun>(
    `${SELECT_OF_DAY} WHERE d.day = :day AND (:env IS NULL OR d.env = :env) AND ${STATUS_IS_WANTED}`,
  );
  const found: RunRow[] = [];
  let day = previousDay.get(query.first, query.last, env, env)?.[0];
  while (day !== undefined && found.length < query.limit) {
    const runs = decodeRows(connection, ofDay.all({day, env, statuses: presentMask(query)}), query);
    // One by one: the arguments of push(...runs) would not fit on the stack.
    for (const run of runs.sort(compareRows)) found.push(run);
    day = previousDay.get(query.first, day - 1, env, env)?.[0];
  }
  return cut(found, query.limit);
}

function readByJob(connection: Connection, query: RunQuery, pattern: string): RunRow[] {
  const jobs = findJobs(connection, query.env, chooseJobs(pattern));
  const found = jobs.flatMap(job => decodeRows(connection, readSpan(connection, job, query), query));
  return cut(found.sort(compareRows), query.limit);
}

function readSpan(connection: Connection, job: StoredJob, query: RunQuery): StoredRun[] {
  const span = spanOfJobs([job], query);
  if (!span) return [];
  return connection
    .rows<[JobSpan], StoredRun>(`${SELECT_OF_JOB} WHERE ${STATUS_IS_WANTED}`)
    .all({...span, env: job.env, job: job.id, statuses: presentMask(query)});
}

function readLastGoodOf(
  connection: Connection,
  env: number,
  name: string,
  until: number,
): RunRecord | undefined {
  const job = findJob(connection, env, name);
  if (!job || job.lastGoodDay === null) return undefined;
  const ofDay = connection.rows<[DayJob], StoredRun>(
    `${SELECT_OF_DAY} WHERE d.day = :day AND d.env = :env AND r.job = :job AND ${STATUS_IS_WANTED}`,
  );
  const statuses = statusMask(['succeeded']);
  // Nearly always the first day looked at has it: no run of a later day than lastGoodDay ever succeeded.
  const first = Math.max(job.firstDay, until - LAST_GOOD_DAYS);
  for (let day = Math.min(until, job.lastGoodDay); day >= first; day--) {
    const rows = ofDay.all({day, env, job: job.id, statuses});
    const runs = rows.flatMap(row => decodeRun(connection, row) ?? []).sort(compareRuns);
    if (runs.length > 0) return latestRun(runs);
  }
  return undefined;
}

/** What a row's status is now says nothing of what it was: the past is filtered after it is known. */
function presentMask(query: RunQuery): number {
  return query.isKnown ? ALL_STATUSES : query.statuses;
}

function decodeRows(connection: Connection, rows: StoredRun[], query: RunQuery): RunRow[] {
  const runs: RunRow[] = [];
  for (const row of rows) {
    const run = decodeRun(connection, row, query.isKnown);
    if (run && query.isWanted(run)) runs.push({environment: environmentName(connection, row[1]), ...run});
  }
  return runs;
}

function compareRows(a: RunRow, b: RunRow): number {
  return (
    compareText(b.businessDay, a.businessDay) ||
    compareText(a.environment, b.environment) ||
    compareText(a.job, b.job) ||
    compareRuns(a, b)
  );
}

function cut<T>(rows: T[], limit: number): T[] {
  return rows.length > limit ? rows.slice(0, limit) : rows;
}
