/** Compares the rollup with a recount of the runs and counts it stands for. */
import type Database from 'better-sqlite3';
import {fromDayNumber} from '../domain/time.ts';
import {TALLIES} from './daily.ts';
import {STATUSES} from './encode-run.ts';

const STATUS_OF_RUN = `CASE status & 7 ${STATUSES.map((status, code) => `WHEN ${code} THEN '${status}'`).join(' ')} END`;

const FIND_ERRORS = `
  WITH fact(day, env, tally, amount) AS (
    SELECT day, env, ${STATUS_OF_RUN}, count(*) FROM run GROUP BY 1, 2, 3
    UNION ALL
    SELECT day, env, iif(status = '', 'counted', status), count FROM count
  ), recount AS (
    SELECT day, env, ${TALLIES.map(tally => `sum(iif(tally = '${tally}', amount, 0)) AS ${tally}`).join(', ')}
    FROM fact GROUP BY day, env
  )
  SELECT coalesce(d.day, r.day), e.name FROM daily d FULL JOIN recount r ON r.day = d.day AND r.env = d.env
    LEFT JOIN environment e ON e.id = coalesce(d.env, r.env)
  WHERE (d.day IS NULL OR d.first_seen IS NOT NULL) AND (${TALLIES.map(
    tally => `d.${tally} IS NOT coalesce(r.${tally}, 0)`,
  ).join(' OR ')}) LIMIT 20`;

/** One sentence for each environment's day that differs, the first 20. Days whose runs were pruned cannot be recounted. */
export function findRollupErrors(db: Database.Database): string[] {
  return db
    .prepare<[], [day: number, environment: string | null]>(FIND_ERRORS)
    .raw(true)
    .all()
    .map(
      ([day, environment]) =>
        `The daily totals of ${environment ?? 'an unknown environment'} on ${fromDayNumber(day)} differ from its runs.`,
    );
}
