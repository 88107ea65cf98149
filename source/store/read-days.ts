/** What is known of whole business days: which sources answered, and on which days a slot came to a bad end. */
import type {Day, EpochMs} from '../domain/time.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {DAY_SPAN} from './day-span.ts';
import {environmentName, findEnvironment} from './identities.ts';
import type {BadEnd, DayRange} from './store.ts';

type DayFilter = DayRange & {environment?: string; knownAt?: EpochMs};
type DayQuery = {first: number; last: number; env: number | null; knownAt: number};

const AT_PRESENT = Number.MAX_SAFE_INTEGER;

/** Evidence is as it is now; as of an instant, a complete answer must have ended by then. */
const IS_ANSWERED = `e.complete IS NOT NULL AND (:knownAt = ${AT_PRESENT} OR EXISTS (
  SELECT 1 FROM collection c WHERE c.day = e.day AND c.env = e.env AND c.source = e.source
    AND c.outcome IN ('ok', 'empty') AND c.ended <= :knownAt))`;
const ANSWERED = `SELECT e.day, e.env, e.source FROM evidence e WHERE e.day BETWEEN :first AND :last AND ${IS_ANSWERED}`;
const ANSWERED_OF_ONE = `${DAY_SPAN} SELECT e.day, e.env, e.source
  FROM span CROSS JOIN evidence e ON e.day = span.day AND e.env = :env WHERE ${IS_ANSWERED}`;

/** By environment, then by source: the days of which it gave a complete answer. */
export function readAnsweredDays(
  connection: Connection,
  filter: DayFilter,
): Map<string, Map<string, Set<Day>>> {
  const answered = new Map<string, Map<string, Set<Day>>>();
  const query = readQuery(connection, filter);
  if (!query) return answered;
  const names = new Map(connection.rows<[], [number, string]>('SELECT id, name FROM source').all());
  const rows = connection
    .rows<[DayQuery], [day: number, env: number, source: number]>(
      query.env === null ? ANSWERED : ANSWERED_OF_ONE,
    )
    .all(query);
  for (const [day, env, source] of rows) {
    const sources = answered.getOrInsertComputed(environmentName(connection, env), () => new Map());
    sources.getOrInsertComputed(names.get(source) ?? '', () => new Set<Day>()).add(fromDayNumber(day));
  }
  return answered;
}

/** What is a slot's last verdict. Few ever are bad, and they have indexes of their own. */
const selectDays = (verdict: BadEnd): string => `SELECT DISTINCT v.day, v.env FROM verdict_change v
  WHERE v.verdict = '${verdict}' AND v.day BETWEEN :first AND :last AND (:env IS NULL OR v.env = :env) AND v.at <= :knownAt
    AND NOT EXISTS (SELECT 1 FROM verdict_change later
      WHERE later.day = v.day AND later.env = v.env AND later.job = v.job AND later.due IS v.due
        AND later.id > v.id AND later.at <= :knownAt)`;

/** By environment: the days on which this is the last that was remembered of a slot. */
export function readVerdictDays(
  connection: Connection,
  verdict: BadEnd,
  filter: DayFilter,
): Map<string, Set<Day>> {
  const found = new Map<string, Set<Day>>();
  const query = readQuery(connection, filter);
  if (!query) return found;
  for (const [day, env] of connection.rows<[DayQuery], [number, number]>(selectDays(verdict)).all(query)) {
    found.getOrInsertComputed(environmentName(connection, env), () => new Set()).add(fromDayNumber(day));
  }
  return found;
}

/** Undefined for an environment of which nothing was ever stored. */
function readQuery(
  connection: Connection,
  {from, to, environment, knownAt = AT_PRESENT}: DayFilter,
): DayQuery | undefined {
  const env = environment === undefined ? null : findEnvironment(connection, environment);
  return env === undefined ? undefined : {first: toDayNumber(from), last: toDayNumber(to), env, knownAt};
}
