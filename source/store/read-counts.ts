/** Reads counts, and how many runs earlier days had by the same time of day. */
import type {Day, EpochMs} from '../domain/time.ts';
import {DAY_MS, fromDayNumber, SECOND_MS, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {decodeCountStatus, WHOLE_ENVIRONMENT} from './encode-count.ts';
import {environmentName, findEnvironment, jobName} from './identities.ts';
import {knownAtInstant} from './known-at.ts';
import type {CountRecord, DayRange} from './store.ts';
import {BASE_OFFSET} from './stored-runs.ts';

type CountFilter = DayRange & {environment?: string; knownAt?: EpochMs};
type CountRow = [
  day: number,
  env: number,
  source: string,
  job: number,
  status: string,
  count: number,
  seen: number,
];

const COLUMNS = 'c.day, c.env, s.name, c.job, c.status, c.count, c.seen';
const WHERE = 'JOIN source s ON s.id = c.source WHERE c.day BETWEEN ? AND ? AND (? IS NULL OR c.env = ?)';
const SELECT_PRESENT = `SELECT ${COLUMNS} FROM count c ${WHERE}`;
const SELECT_CHANGES = `SELECT ${COLUMNS}, c.superseded FROM count_change c ${WHERE}`;

export function readCounts(connection: Connection, filter: CountFilter): CountRecord[] {
  const env = filter.environment === undefined ? null : findEnvironment(connection, filter.environment);
  if (env === undefined) return [];
  const range: [number, number, number | null, number | null] = [
    toDayNumber(filter.from),
    toDayNumber(filter.to),
    env,
    env,
  ];
  const present = connection.rows<typeof range, CountRow>(SELECT_PRESENT).all(...range);
  if (filter.knownAt === undefined) return present.map(row => decodeCount(connection, row));
  const isKnown = knownAtInstant(connection, filter.knownAt);
  const superseded = connection
    .rows<typeof range, [...CountRow, superseded: number]>(SELECT_CHANGES)
    .all(...range)
    .filter(row => isKnown(row[6]) && !isKnown(row[7]));
  const visible = [...present.filter(row => isKnown(row[6])), ...superseded];
  return visible.map(([day, envId, source, job, status, count, seen]) =>
    decodeCount(connection, [day, envId, source, job, status, count, seen]),
  );
}

/**
 * How many runs of each day had started by an instant, with the counts known by then. A day of which nothing is known for
 * that instant (no run stored, or only counts that were collected later) is absent, not 0.
 */
export function readStartedBy(
  connection: Connection,
  environment: string,
  days: readonly {day: Day; until: EpochMs}[],
): Map<Day, number> {
  const started = new Map<Day, number>();
  const env = findEnvironment(connection, environment);
  if (env === undefined) return started;
  const runs = connection.rows<[number, number, number], [stored: number, begun: number]>(COUNT_STARTED);
  for (const {day, until} of days) {
    const number = toDayNumber(day);
    const [stored, begun] = runs.get((until - number * DAY_MS) / SECOND_MS, number, env) ?? [0, 0];
    const counts = readCounts(connection, {from: day, to: day, environment, knownAt: until});
    if (stored === 0 && counts.length === 0) continue;
    started.set(
      day,
      counts.reduce((sum, {count}) => sum + count, begun),
    );
  }
  return started;
}

/**
 * Seconds from the day's UTC midnight to a run's start as `encode-run.ts` writes it; without a start the
 * end, then (except in waiting, 5, and held, 6) the scheduled time, which then all count from the same base.
 */
const STARTED = `coalesce(start, duration, CASE WHEN (status & 7) NOT IN (5, 6) THEN scheduled END)
  + ${BASE_OFFSET}`;
const COUNT_STARTED = `SELECT count(*), coalesce(sum(${STARTED} <= ?), 0) FROM run WHERE day = ? AND env = ?`;

function decodeCount(
  connection: Connection,
  [day, env, source, job, text, count, seen]: CountRow,
): CountRecord {
  const status = decodeCountStatus(text);
  return {
    environment: environmentName(connection, env),
    source,
    businessDay: fromDayNumber(day),
    count,
    ...(job !== WHOLE_ENVIRONMENT && {job: jobName(connection, env, job)}),
    ...(status !== undefined && {status}),
    seenIn: seen,
  };
}
