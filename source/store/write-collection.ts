/** Writes one collection with everything it saw. */
import type {Collection} from '../domain/collection.ts';
import {isAnswer, isComplete} from '../domain/collection.ts';
import {emptyObservations} from '../domain/observations.ts';
import type {RejectedLine} from '../domain/run.ts';
import {toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {openDays} from './daily.ts';
import {writeEvidence} from './evidence.ts';
import {addEnvironment, addSource, flushJobs} from './identities.ts';
import {restoreJobNames} from './job-names.ts';
import type {CollectionInput, RecordedCollection} from './store.ts';
import {writeCounts} from './write-counts.ts';
import type {CollectionScope} from './write-runs.ts';
import {writeRuns} from './write-runs.ts';
import {writeSchedules} from './write-schedules.ts';

/**
 * The work inside the transaction, which is the caller's. Facts are taken only from an answer: what a failed or
 * interrupted command printed before it failed is evidence of nothing.
 */
export function writeCollection(connection: Connection, input: CollectionInput): RecordedCollection {
  const {observations, retiresSchedules, ...collection} = input;
  const facts = isAnswer(input.outcome) ? observations : emptyObservations();
  const isWhole = isComplete(input.outcome) && observations.partialReason === undefined;
  const rows = facts.runs.length + facts.counts.length + facts.schedules.length;
  const scope = insertCollection(connection, {...collection, rows});
  writeRejectedLines(connection, scope.id, observations.rejected);
  const days = openDays(connection, scope.env, scope.id);
  const runs = restoreJobNames(connection, scope, facts);
  const changed = writeRuns(connection, scope, {...facts, runs}, days);
  writeCounts(connection, scope, facts.counts, days, isWhole);
  writeSchedules(connection, scope, facts.schedules, retiresSchedules && isWhole);
  days.flush();
  flushJobs(connection);
  writeEvidence(connection, scope, input.outcome);
  return {...collection, id: scope.id, rows, ...changed};
}

type CollectionColumns = [
  env: number,
  source: number,
  adapter: string,
  day: number,
  started: number,
  ended: number,
  outcome: string,
  rows: number,
  rejected: number,
  bytes: number,
  exit: number | null,
  error: string | null,
  stderr: string | null,
];

function insertCollection(connection: Connection, collection: Omit<Collection, 'id'>): CollectionScope {
  const env = addEnvironment(connection, collection.environment);
  const source = addSource(connection, env, collection.source);
  const day = toDayNumber(collection.businessDay);
  const {startedAt} = collection;
  const endedAt = startedAt + collection.durationMs;
  const {lastInsertRowid} = connection
    .command<CollectionColumns>(
      `INSERT INTO collection(env, source, adapter, day, started, ended, outcome, rows, rejected, bytes, exit, error, stderr)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      env,
      source,
      collection.adapter,
      day,
      // Instants and durations are whole milliseconds; a clock that gives fractions is not passed on.
      Math.round(startedAt),
      Math.round(endedAt),
      collection.outcome,
      collection.rows,
      collection.rejected,
      collection.bytes,
      collection.exitCode ?? null,
      collection.error ?? null,
      collection.stderrTail ?? null,
    );
  return {id: Number(lastInsertRowid), env, source, day, startedAt, endedAt};
}

function writeRejectedLines(
  connection: Connection,
  collection: number,
  lines: readonly RejectedLine[],
): void {
  const insert = connection.command<[number, number, number, string, string]>(
    'INSERT INTO rejected_line VALUES (?, ?, ?, ?, ?)',
  );
  for (const [number, {line, reason, text}] of lines.entries())
    insert.run(collection, number, line, reason, text);
}
