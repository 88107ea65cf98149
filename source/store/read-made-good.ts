/** Which of the runs that ended badly were made good: a year of fifty environments at once. */
import type {BadRuns} from '../domain/run-day.ts';
import type {Day} from '../domain/time.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {environmentName} from './identities.ts';
import type {DayRange} from './store.ts';
import {BASE_OFFSET} from './stored-runs.ts';

type Row = [day: number, env: number, failed: number, cancelled: number];

/** As `isMadeGood`: a failure at an unknown time is later than all, a success at one earlier. */
const SELECT = `WITH bad AS (
    SELECT DISTINCT day, env, job FROM run WHERE (status & 7) IN (2, 3) AND day BETWEEN ? AND ?),
  made_good AS (
    SELECT r.day, r.env, sum((r.status & 7) = 2) AS failed, sum((r.status & 7) = 3) AS cancelled
    FROM bad CROSS JOIN run r ON r.day = bad.day AND r.env = bad.env AND r.job = bad.job
    GROUP BY r.day, r.env, r.job
    HAVING max(CASE WHEN (r.status & 7) IN (0, 1) THEN r.start + ${BASE_OFFSET} END)
      > max(CASE WHEN (r.status & 7) IN (2, 3) THEN coalesce(r.start + ${BASE_OFFSET}, 9e15) END))
  SELECT day, env, sum(failed), sum(cancelled) FROM made_good GROUP BY day, env`;

export function readMadeGood(connection: Connection, {from, to}: DayRange): Map<string, Map<Day, BadRuns>> {
  const found = new Map<string, Map<Day, BadRuns>>();
  const rows = connection.rows<[number, number], Row>(SELECT).all(toDayNumber(from), toDayNumber(to));
  for (const [day, env, failed, cancelled] of rows) {
    found
      .getOrInsertComputed(environmentName(connection, env), () => new Map())
      .set(fromDayNumber(day), {failed, cancelled});
  }
  return found;
}
