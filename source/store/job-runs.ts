/** Runs of some jobs on many days as they were known at an instant: what a run is now says nothing of what it was. */
import type {RunRecord} from '../domain/run.ts';
import type {EpochMs} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {JobSpan} from './day-span.ts';
import {JOB_DAYS, JOB_SPAN} from './day-span.ts';
import {knownAtInstant} from './known-at.ts';
import type {StoredRun} from './stored-runs.ts';
import {decodeRun, RUN_COLUMNS} from './stored-runs.ts';

const SELECT = `${JOB_SPAN} SELECT ${RUN_COLUMNS} FROM ${JOB_DAYS}
  CROSS JOIN daily d ON d.day = span.day AND d.env = :env
  CROSS JOIN run r ON r.day = span.day AND r.env = :env AND r.job = wanted.job`;

export function selectRunsKnownAt(connection: Connection, span: JobSpan, knownAt: EpochMs): RunRecord[] {
  const isKnown = knownAtInstant(connection, knownAt);
  const rows = connection.rows<[JobSpan], StoredRun>(SELECT).all(span);
  return rows.flatMap(row => decodeRun(connection, row, isKnown) ?? []);
}
