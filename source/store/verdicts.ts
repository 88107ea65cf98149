/** Changes of slots' verdicts: what was told of a slot, and when that changed. */
import type {Verdict} from '../domain/slot.ts';
import {VERDICTS} from '../domain/slot.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {addEnvironment, addJob, environmentName, findEnvironment, flushJobs, jobName} from './identities.ts';
import {chooseJobs, findJobs} from './jobs.ts';
import type {DayRange, VerdictChange} from './store.ts';

/** A slot that is not due yet says nothing worth keeping. */
const PASSING: readonly Verdict[] = ['pending', 'due'];

type SlotId = [day: number, env: number, job: number, due: number | null];
type ChangeRow = [...SlotId, at: number, verdict: string, collection: number | null];

/** Returns how many were appended: those that differ from the slot's last one. A first `ok` is what everybody expects. */
export function writeVerdictChanges(connection: Connection, changes: readonly VerdictChange[]): number {
  const {length} = changes.filter(change => writeVerdictChange(connection, change));
  flushJobs(connection);
  return length;
}

export function readVerdictChanges(
  connection: Connection,
  {from, to, environment, job}: DayRange & {environment?: string; job?: string},
): VerdictChange[] {
  const env = environment === undefined ? null : findEnvironment(connection, environment);
  if (env === undefined) return [];
  const jobs =
    job === undefined
      ? undefined
      : new Set(findJobs(connection, env ?? undefined, chooseJobs(job)).map(({id}) => id));
  return connection
    .rows<[number, number, number | null, number | null], ChangeRow>(
      `SELECT day, env, job, due, at, verdict, collection FROM verdict_change
        WHERE day BETWEEN ? AND ? AND (? IS NULL OR env = ?) ORDER BY id`,
    )
    .all(toDayNumber(from), toDayNumber(to), env, env)
    .filter(row => !jobs || jobs.has(row[2]))
    .map(row => decodeChange(connection, row));
}

function writeVerdictChange(connection: Connection, change: VerdictChange): boolean {
  if (PASSING.includes(change.verdict)) return false;
  const env = addEnvironment(connection, change.environment);
  const day = toDayNumber(change.businessDay);
  const slot: SlotId = [day, env, addJob(connection, env, change.job, day), change.dueAt ?? null];
  const last = connection
    .rows<SlotId, [string]>(
      'SELECT verdict FROM verdict_change WHERE day = ? AND env = ? AND job = ? AND due IS ? ORDER BY id DESC LIMIT 1',
    )
    .get(...slot)?.[0];
  if (change.verdict === (last ?? 'ok')) return false;
  connection
    .command<ChangeRow>(
      'INSERT INTO verdict_change(day, env, job, due, at, verdict, collection) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(...slot, change.at, change.verdict, change.collection ?? null);
  return true;
}

function decodeChange(
  connection: Connection,
  [day, env, job, due, at, verdict, collection]: ChangeRow,
): VerdictChange {
  return {
    environment: environmentName(connection, env),
    businessDay: fromDayNumber(day),
    job: jobName(connection, env, job),
    ...(due !== null && {dueAt: due}),
    at,
    verdict: VERDICTS.find(known => known === verdict) ?? 'unknown',
    ...(collection !== null && {collection}),
  };
}
