/**
 * A run's state as the columns of `run` hold it. The base is the instant that the run's key stands for, else the UTC
 * midnight of its business day; the anchor is the start, else the base.
 *
 *  - `start`: seconds from the base · `duration`: seconds from the anchor to the end · `scheduled`: seconds from the anchor
 *  - `status`: a code below, plus 8 when `run_note` holds an exit code or a message. 0 and 1 take no byte in SQLite,
 *    so they stand for nearly every run: a success without an exit code and one with exit code 0
 *
 * Seconds are integers; a source with milliseconds costs a float a column.
 */
import type {RunObservation, RunStatus} from '../domain/run.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';

/** What may change about a run. Job, key and business day say which run it is. */
export type RunState = Omit<RunObservation, 'job' | 'runKey' | 'businessDay'>;

export type RunNote = [exit: number | null, message: string | null];
export type StateColumns = [
  start: number | null,
  duration: number | null,
  status: number,
  scheduled: number | null,
];
export type EncodedState = {columns: StateColumns; note?: RunNote};

/** Part of the file format: a code is never given another meaning. Code 1 is a success with exit code 0. */
const STATUS_CODES: Record<RunStatus, number> = {
  succeeded: 0,
  failed: 2,
  cancelled: 3,
  running: 4,
  waiting: 5,
  held: 6,
  unknown: 7,
};
const SUCCESS_WITH_EXIT_CODE = 1;
/** By code. */
export const STATUSES: readonly RunStatus[] = [
  'succeeded',
  'succeeded',
  'failed',
  'cancelled',
  'running',
  'waiting',
  'held',
  'unknown',
];
const NOTE_FLAG = 8;

/** SQL: whether a row's status is in the bit set `:statuses` that `statusMask` made. */
export const STATUS_IS_WANTED = '(:statuses >> (r.status & 7)) & 1';
export const ALL_STATUSES = 0xff;

export function statusMask(statuses: readonly RunStatus[]): number {
  return STATUSES.reduce((mask, status, code) => (statuses.includes(status) ? mask | (1 << code) : mask), 0);
}

export function hasNote(status: number): boolean {
  return (status & NOTE_FLAG) !== 0;
}

export function encodeState(state: RunState, base: EpochMs): EncodedState {
  const anchor = state.startedAt ?? base;
  const isPlainSuccess = state.status === 'succeeded' && state.exitCode === 0;
  const exit = isPlainSuccess ? null : (state.exitCode ?? null);
  const message = state.message ?? null;
  const isNoted = exit !== null || message !== null;
  const code = isPlainSuccess ? SUCCESS_WITH_EXIT_CODE : STATUS_CODES[state.status];
  const columns: StateColumns = [
    secondsFrom(base, state.startedAt),
    secondsFrom(anchor, state.endedAt),
    isNoted ? code | NOTE_FLAG : code,
    secondsFrom(anchor, state.scheduledAt),
  ];
  return isNoted ? {columns, note: [exit, message]} : {columns};
}

export function decodeState(columns: StateColumns, base: EpochMs, note?: RunNote): RunState {
  const [start, duration, status, scheduled] = columns;
  const code = status & ~NOTE_FLAG;
  const startedAt = instantFrom(base, start);
  const anchor = startedAt ?? base;
  const state: RunState = {status: STATUSES[code] ?? 'unknown'};
  if (scheduled !== null) state.scheduledAt = instantFrom(anchor, scheduled);
  if (startedAt !== undefined) state.startedAt = startedAt;
  if (duration !== null) state.endedAt = instantFrom(anchor, duration);
  if (code === SUCCESS_WITH_EXIT_CODE) state.exitCode = 0;
  else if (note && note[0] !== null) state.exitCode = note[0];
  if (note && note[1] !== null) state.message = note[1];
  return state;
}

function secondsFrom(from: EpochMs, instant: EpochMs | undefined): number | null {
  return instant === undefined ? null : (instant - from) / SECOND_MS;
}

function instantFrom(from: EpochMs, seconds: number | null): EpochMs | undefined {
  // Rounding undoes the division exactly: a double holds milliseconds of any date to far less than a half.
  return seconds === null ? undefined : from + Math.round(seconds * SECOND_MS);
}
