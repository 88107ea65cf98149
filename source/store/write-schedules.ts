/**
 * Keeps the schedules that sources reveal. The same job with the same definition and timing is the same schedule;
 * when it is switched on or off the old one ends and a new one begins, so that the past can be told.
 */
import type {ScheduleObservation} from '../domain/schedule.ts';
import {DAY_MS} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {encodeTiming} from './encode-timing.ts';
import {addJob} from './identities.ts';
import type {CollectionScope} from './write-runs.ts';

/** Announced instants are kept this long. Days further back have no slots from timers. */
const INSTANTS_KEPT_MS = 40 * DAY_MS;

type InForceRow = [
  id: number,
  job: number,
  timing: string,
  definition: string,
  isActive: number,
  knownSince: number,
];

type InForce = {id: number; isActive: boolean; knownSince: number};

/** `retires`: the answer is the whole list; a schedule that it does not show ends. */
export function writeSchedules(
  connection: Connection,
  scope: CollectionScope,
  schedules: readonly ScheduleObservation[],
  retires: boolean,
): void {
  if (schedules.length === 0 && !retires) return;
  const inForce = readInForce(connection, scope);
  // By the id of the schedule in force, so that two timers of one job and definition add up.
  const shown = new Map<number, number[]>();
  for (const schedule of withoutOutdone(schedules)) {
    const id = writeSchedule(connection, scope, schedule, inForce);
    const announced = schedule.timing.kind === 'instants' ? schedule.timing.dueAt : [];
    shown.set(id, [...(shown.get(id) ?? []), ...announced]);
  }
  for (const [id, dueAt] of shown) if (dueAt.length > 0) writeInstants(connection, scope, id, dueAt);
  if (!retires) return;
  for (const {id} of inForce.values()) if (!shown.has(id)) endSchedule(connection, scope, id);
}

/** Of equal schedules in one answer those that are switched off change nothing while another is in force. */
function withoutOutdone(schedules: readonly ScheduleObservation[]): readonly ScheduleObservation[] {
  if (schedules.every(({isActive}) => isActive)) return schedules;
  const nameOf = ({job, timing, definition}: ScheduleObservation): string =>
    [job, encodeTiming(timing), definition].join('\n');
  const active = new Set(schedules.filter(({isActive}) => isActive).map(nameOf));
  return schedules.filter(schedule => schedule.isActive || !active.has(nameOf(schedule)));
}

function readInForce(connection: Connection, scope: CollectionScope): Map<string, InForce> {
  const rows = connection
    .rows<[number, number], InForceRow>(
      'SELECT id, job, timing, definition, is_active, known_since FROM schedule WHERE env = ? AND source = ? AND gone_since IS NULL',
    )
    .all(scope.env, scope.source);
  return new Map(
    rows.map(([id, job, timing, definition, isActive, knownSince]) => [
      identityOf(job, timing, definition),
      {id, isActive: isActive === 1, knownSince},
    ]),
  );
}

/** Returns the id of the schedule in force. */
function writeSchedule(
  connection: Connection,
  scope: CollectionScope,
  {job, timing, definition, isActive}: ScheduleObservation,
  inForce: Map<string, InForce>,
): number {
  const jobId = addJob(connection, scope.env, job, scope.day);
  const text = encodeTiming(timing);
  const identity = identityOf(jobId, text, definition);
  const known = inForce.get(identity);
  if (known && known.isActive !== isActive) endSchedule(connection, scope, known.id);
  const isKept = known !== undefined && known.isActive === isActive;
  const id = isKept ? known.id : insertSchedule(connection, scope, jobId, text, definition, isActive);
  if (isKept && known.knownSince > scope.endedAt) bringForward(connection, scope, id);
  inForce.set(identity, {id, isActive, knownSince: scope.endedAt});
  return id;
}

/** It was first seen before the clock was set back: it would not be in force until that time comes. */
function bringForward(connection: Connection, {endedAt}: CollectionScope, id: number): void {
  connection.command<[number, number]>('UPDATE schedule SET known_since = ? WHERE id = ?').run(endedAt, id);
}

function insertSchedule(
  connection: Connection,
  scope: CollectionScope,
  job: number,
  timing: string,
  definition: string,
  isActive: boolean,
): number {
  const {lastInsertRowid} = connection
    .command<[number, number, number, string, string, number, number]>(
      'INSERT INTO schedule(env, source, job, timing, definition, is_active, known_since) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(scope.env, scope.source, job, timing, definition, isActive ? 1 : 0, scope.endedAt);
  return Number(lastInsertRowid);
}

function endSchedule(connection: Connection, scope: CollectionScope, id: number): void {
  connection
    .command<[number, number]>('UPDATE schedule SET gone_since = ? WHERE id = ?')
    .run(scope.endedAt, id);
}

/**
 * A timer announces only its next elapse (and tells its last): what it announced adds up to its schedule. An instant
 * that had not come when the scheduler no longer announced it was withdrawn, and nothing is due then.
 */
function writeInstants(
  connection: Connection,
  scope: CollectionScope,
  schedule: number,
  dueAt: readonly number[],
): void {
  const insert = connection.command<[number, number, number]>(
    'INSERT INTO schedule_instant(schedule, at, known_since) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET withdrawn = NULL WHERE withdrawn IS NOT NULL',
  );
  for (const at of dueAt) insert.run(schedule, at, scope.endedAt);
  connection
    .command<[number, number, number, string]>(
      `UPDATE schedule_instant SET withdrawn = ?
        WHERE schedule = ? AND at > ? AND withdrawn IS NULL AND at NOT IN (SELECT value FROM json_each(?))`,
    )
    .run(scope.endedAt, schedule, scope.endedAt, JSON.stringify(dueAt));
  connection
    .command<[number, number]>('DELETE FROM schedule_instant WHERE schedule = ? AND at < ?')
    .run(schedule, scope.startedAt - INSTANTS_KEPT_MS);
}

function identityOf(job: number, timing: string, definition: string): string {
  return `${job}\n${timing}\n${definition}`;
}
