/** Jobs that ran on a day in one environment and not in another that has a job of this name. */
import {hasStarted, RUN_STATUSES} from '../domain/run.ts';
import type {Day} from '../domain/time.ts';
import {toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {STATUS_IS_WANTED, statusMask} from './encode-run.ts';

type Query = {day: number; statuses: number};

/** A subquery, which SQLite looks up in an index that it makes: of a join it went through the day's runs for each job. */
const SELECT = `SELECT j.name,
    sum(j.id IN (SELECT r.job FROM run r WHERE r.day = :day AND ${STATUS_IS_WANTED})) AS started
  FROM job j GROUP BY j.name HAVING started BETWEEN 1 AND count(*) - 1`;

const STARTED = statusMask(RUN_STATUSES.filter(hasStarted));

export function readUnevenJobs(connection: Connection, day: Day): string[] {
  const query = {day: toDayNumber(day), statuses: STARTED};
  return connection
    .rows<[Query], [string]>(SELECT)
    .all(query)
    .map(([name]) => name);
}
