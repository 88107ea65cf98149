/** Reads collections and the lines they rejected. */
import type {Collection, Outcome} from '../domain/collection.ts';
import {OUTCOMES} from '../domain/collection.ts';
import type {RejectedLine} from '../domain/run.ts';
import {fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {environmentName, findEnvironment} from './identities.ts';
import type {CollectionFilter} from './store.ts';

type CollectionRow = [
  id: number,
  env: number,
  source: string,
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

const SELECT = `SELECT c.id, c.env, s.name, c.adapter, c.day, c.started, c.ended, c.outcome, c.rows, c.rejected, c.bytes,
  c.exit, c.error, c.stderr FROM collection c JOIN source s ON s.id = c.source`;

export function readCollection(connection: Connection, id: number): Collection | undefined {
  const row = connection.rows<[number], CollectionRow>(`${SELECT} WHERE c.id = ?`).get(id);
  return row && decodeCollection(connection, row);
}

/** Newest first. */
export function readCollections(connection: Connection, filter: CollectionFilter): Collection[] {
  const conditions: [condition: string, value: number | string][] = [];
  if (filter.ids) conditions.push(['c.id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids)]);
  if (filter.from !== undefined) conditions.push(['c.day >= ?', toDayNumber(filter.from)]);
  if (filter.to !== undefined) conditions.push(['c.day <= ?', toDayNumber(filter.to)]);
  if (filter.knownAt !== undefined) conditions.push(['c.ended <= ?', filter.knownAt]);
  if (filter.outcomes) {
    conditions.push(['c.outcome IN (SELECT value FROM json_each(?))', JSON.stringify(filter.outcomes)]);
  }
  if (filter.environment !== undefined) {
    const env = findEnvironment(connection, filter.environment);
    if (env === undefined) return [];
    conditions.push(['c.env = ?', env]);
  }
  if (filter.source !== undefined) conditions.push(['s.name = ?', filter.source]);
  const where =
    conditions.length > 0 ? `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}` : '';
  return connection
    .rows<(number | string)[], CollectionRow>(`${SELECT} ${where} ORDER BY c.id DESC LIMIT ?`)
    .all(...conditions.map(([, value]) => value), filter.limit ?? -1)
    .map(row => decodeCollection(connection, row));
}

export function readRejectedLines(connection: Connection, collection: number): RejectedLine[] {
  return connection
    .rows<[number], [line: number, reason: string, text: string]>(
      'SELECT line, reason, text FROM rejected_line WHERE collection = ? ORDER BY number',
    )
    .all(collection)
    .map(([line, reason, text]) => ({line, reason, text}));
}

function decodeCollection(connection: Connection, row: CollectionRow): Collection {
  const [id, env, source, adapter, day, started, ended, outcome, rows, rejected, bytes, exit, error, stderr] =
    row;
  return {
    id,
    environment: environmentName(connection, env),
    source,
    adapter,
    businessDay: fromDayNumber(day),
    startedAt: started,
    durationMs: ended - started,
    outcome: decodeOutcome(outcome),
    rows,
    rejected,
    bytes,
    ...(exit !== null && {exitCode: exit}),
    ...(error !== null && {error}),
    ...(stderr !== null && {stderrTail: stderr}),
  };
}

function decodeOutcome(text: string): Outcome {
  // Only this program writes the column; a word from elsewhere is no evidence of anything.
  return OUTCOMES.find(outcome => outcome === text) ?? 'parse';
}
