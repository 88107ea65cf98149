/** Rows of `run` as records, as they are now or as they were known at an instant. */
import type {RunRecord} from '../domain/run.ts';
import {compareText} from '../domain/text.ts';
import {DAY_MS, fromDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {RunNote, RunState, StateColumns} from './encode-run.ts';
import {decodeState} from './encode-run.ts';
import {jobName} from './identities.ts';
import type {IsKnown} from './known-at.ts';
import type {StoredKey} from './run-key.ts';
import {decodeRunKey, INSTANT_BIAS_S, instantOfKey} from './run-key.ts';
import type {RunId} from './write-runs.ts';
import {readNote} from './write-runs.ts';

/** A row as `RUN_COLUMNS` selects it. `seen` is the id of the collection. */
export type StoredRun = [...id: RunId, ...StateColumns, seen: number];

/** For `FROM daily d CROSS JOIN run r`: the rollup's row holds what the runs' `seen` counts from. */
export const RUN_COLUMNS =
  'r.day, r.env, r.job, r.key, r.start, r.duration, r.status, r.scheduled, r.seen + d.first_seen';

/**
 * SQL: seconds from the UTC midnight of a run's business day to what its times count from (see `run-key.ts`). Text and
 * blobs are greater than every number.
 */
export const BASE_OFFSET = `CASE WHEN key < 0 THEN -1 - key - ${INSTANT_BIAS_S} ELSE 0 END`;

type ChangeRow = [seen: number, ...StateColumns, ...RunNote];

/** The record; undefined when the run was not known yet. */
export function decodeRun(connection: Connection, row: StoredRun, isKnown?: IsKnown): RunRecord | undefined {
  const [day, env, job, key, start, duration, status, scheduled, seen] = row;
  const id: RunId = [day, env, job, key];
  if (!isKnown || isKnown(seen)) {
    const state = decodeState(
      [start, duration, status, scheduled],
      baseOf(day, key),
      readNote(connection, id, status),
    );
    return toRecord(connection, id, seen, state);
  }
  const earlier = readChanges(connection, id).findLast(change => isKnown(change[0]));
  return earlier && decodeChange(connection, id, earlier);
}

/** Every state of a run, oldest first. */
export function decodeHistory(connection: Connection, row: StoredRun): RunRecord[] {
  const [day, env, job, key] = row;
  const id: RunId = [day, env, job, key];
  const present = decodeRun(connection, row);
  const earlier = readChanges(connection, id).map(change => decodeChange(connection, id, change));
  return present ? [...earlier, present] : earlier;
}

/** By start; runs that have none last, by key. */
export function compareRuns(a: RunRecord, b: RunRecord): number {
  const byStart = (a.startedAt ?? Number.POSITIVE_INFINITY) - (b.startedAt ?? Number.POSITIVE_INFINITY);
  return byStart || compareText(a.runKey, b.runKey);
}

function readChanges(connection: Connection, id: RunId): ChangeRow[] {
  return connection
    .rows<RunId, ChangeRow>(
      `SELECT seen, start, duration, status, scheduled, exit, message FROM run_change
        WHERE day = ? AND env = ? AND job = ? AND key = ? ORDER BY superseded`,
    )
    .all(...id);
}

function decodeChange(connection: Connection, id: RunId, change: ChangeRow): RunRecord {
  const [seen, start, duration, status, scheduled, exit, message] = change;
  const state = decodeState([start, duration, status, scheduled], baseOf(id[0], id[3]), [exit, message]);
  return toRecord(connection, id, seen, state);
}

function toRecord(
  connection: Connection,
  [day, env, job, key]: RunId,
  seenIn: number,
  state: RunState,
): RunRecord {
  return {
    job: jobName(connection, env, job),
    runKey: decodeRunKey(key, day * DAY_MS),
    businessDay: fromDayNumber(day),
    seenIn,
    ...state,
  };
}

function baseOf(day: number, key: StoredKey): number {
  return instantOfKey(key, day * DAY_MS) ?? day * DAY_MS;
}
