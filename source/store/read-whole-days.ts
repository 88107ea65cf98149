/** Which business days of an environment are known as a whole: only their numbers tell what is usual. */
import type {Day, EpochMs} from '../domain/time.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {findEnvironment} from './identities.ts';
import type {WholeDayFilter} from './store.ts';

/**
 * A day is whole when the latest complete answer of each source that was asked for it began after an instant (the day's
 * end, or a little before). As of an instant, any complete answer that had ended by then serves.
 */
const PRESENT = `SELECT e.day, min(coalesce((SELECT c.started FROM collection c WHERE c.id = e.complete), 0) >= wanted.after)
  FROM wanted CROSS JOIN evidence e ON e.day = wanted.day AND e.env = :env AND e.source IN asked GROUP BY e.day`;
const PAST = `SELECT e.day, min(EXISTS (SELECT 1 FROM collection c WHERE c.day = e.day AND c.env = e.env
    AND c.source = e.source AND c.outcome IN ('ok', 'empty') AND c.started >= wanted.after AND c.ended <= :knownAt))
  FROM wanted CROSS JOIN evidence e ON e.day = wanted.day AND e.env = :env AND e.source IN asked GROUP BY e.day`;
const WANTED = `WITH wanted(day, after) AS (
  SELECT value ->> 0, value ->> 1 FROM json_each(:days)),
  asked AS (SELECT s.id FROM source s WHERE s.env = :env AND s.name IN (SELECT value FROM json_each(:sources)))`;

type WholeDayQuery = {env: number; sources: string; days: string};

/** Days of which nothing was ever asked (or whose evidence was pruned) are absent. */
export function readWholeDays(
  connection: Connection,
  {environment, sources, days, knownAt}: WholeDayFilter,
): Map<Day, boolean> {
  const env = findEnvironment(connection, environment);
  if (env === undefined) return new Map();
  const query: WholeDayQuery = {
    env,
    sources: JSON.stringify(sources),
    days: JSON.stringify(days.map(({day, after}) => [toDayNumber(day), after])),
  };
  const rows =
    knownAt === undefined
      ? connection.rows<[WholeDayQuery], [number, number]>(`${WANTED} ${PRESENT}`).all(query)
      : connection
          .rows<[WholeDayQuery & {knownAt: EpochMs}], [number, number]>(`${WANTED} ${PAST}`)
          .all({...query, knownAt});
  return new Map(rows.map(([day, isWhole]) => [fromDayNumber(day), isWhole === 1]));
}
