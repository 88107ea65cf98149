/** Reads the schedules that sources revealed, as they are or as they were known at an instant. */
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {EpochMs} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {decodeTiming} from './encode-timing.ts';
import {environmentName, findEnvironment, jobName} from './identities.ts';

type ScheduleFilter = {environment?: string; knownAt?: EpochMs};
type ScheduleRow = [
  id: number,
  env: number,
  source: string,
  job: number,
  timing: string,
  definition: string,
  isActive: number,
  knownSince: number,
  goneSince: number | null,
];

const SELECT = `SELECT c.id, c.env, s.name, c.job, c.timing, c.definition, c.is_active, c.known_since, c.gone_since
  FROM schedule c JOIN source s ON s.id = c.source
  WHERE (:env IS NULL OR c.env = :env) AND c.known_since <= :knownAt ORDER BY c.id`;

/** Those that ended are told too, with `goneSince`: they were in force on earlier days. */
export function readSchedules(
  connection: Connection,
  filter: ScheduleFilter,
): (ScheduleRecord & {environment: string})[] {
  const env = filter.environment === undefined ? null : findEnvironment(connection, filter.environment);
  if (env === undefined) return [];
  const knownAt = filter.knownAt ?? Number.MAX_SAFE_INTEGER;
  return connection
    .rows<[{env: number | null; knownAt: number}], ScheduleRow>(SELECT)
    .all({env, knownAt})
    .map(row => decodeSchedule(connection, row, knownAt));
}

function decodeSchedule(
  connection: Connection,
  row: ScheduleRow,
  knownAt: EpochMs,
): ScheduleRecord & {environment: string} {
  const [id, env, source, job, timing, definition, isActive, knownSince, goneSince] = row;
  return {
    environment: environmentName(connection, env),
    source,
    job: jobName(connection, env, job),
    timing: decodeTiming(timing, () => readInstants(connection, id, knownAt)),
    definition,
    isActive: isActive === 1,
    knownSince,
    ...(goneSince !== null && goneSince <= knownAt && {goneSince}),
  };
}

function readInstants(connection: Connection, schedule: number, knownAt: EpochMs): number[] {
  return connection
    .rows<[{schedule: number; knownAt: number}], [number]>(
      `SELECT at FROM schedule_instant
        WHERE schedule = :schedule AND known_since <= :knownAt AND (withdrawn IS NULL OR withdrawn > :knownAt) ORDER BY at`,
    )
    .all({schedule, knownAt})
    .map(([at]) => at);
}
