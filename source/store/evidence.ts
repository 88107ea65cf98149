/** Which collections decide what is known of a source and business day. */
import type {Collection, Outcome} from '../domain/collection.ts';
import {isAnswer, isComplete} from '../domain/collection.ts';
import type {EpochMs} from '../domain/time.ts';
import {MINUTE_MS, toDayNumber} from '../domain/time.ts';
import {readCollection, readCollections} from './collections.ts';
import type {Connection} from './connection.ts';
import {findEnvironment} from './identities.ts';
import type {DayRange, SourceEvidence} from './store.ts';
import type {CollectionScope} from './write-runs.ts';

type EvidenceIds = [latest: number, answer: number | null, complete: number | null];
type EvidenceFilter = DayRange & {environment?: string; knownAt?: EpochMs};

/**
 * What is on record cannot have begun after what is recorded now has ended, but for the seconds that recording may wait: if it
 * seems to, the clock has been set back since, and what began in that future is no evidence of anything.
 */
const CLOCK_SET_BACK_MS = MINUTE_MS;

/** The later start wins, not the later end: what a collection tells of absence is as of its start. */
const UPSERT = `INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET ${['latest', 'answer', 'complete'].map(takeLaterStart).join(', ')}`;

export function writeEvidence(
  connection: Connection,
  {id, env, source, day}: CollectionScope,
  outcome: Outcome,
): void {
  connection
    .command<[number, number, number, ...EvidenceIds]>(UPSERT)
    .run(day, env, source, id, isAnswer(outcome) ? id : null, isComplete(outcome) ? id : null);
}

export function readEvidence(connection: Connection, filter: EvidenceFilter): SourceEvidence[] {
  return filter.knownAt === undefined
    ? readPresentEvidence(connection, filter)
    : derivePastEvidence(connection, filter);
}

function takeLaterStart(column: string): string {
  const read = (what: 'started' | 'ended', table: 'excluded' | 'evidence'): string =>
    `(SELECT ${what} FROM collection WHERE id = ${table}.${column})`;
  return `${column} = CASE
    WHEN excluded.${column} IS NULL THEN ${column}
    WHEN ${column} IS NULL OR ${read('started', 'excluded')} >= ${read('started', 'evidence')}
      OR ${read('ended', 'excluded')} + ${CLOCK_SET_BACK_MS} < ${read('started', 'evidence')} THEN excluded.${column}
    ELSE ${column} END`;
}

function readPresentEvidence(
  connection: Connection,
  {from, to, environment}: EvidenceFilter,
): SourceEvidence[] {
  const env = environment === undefined ? null : findEnvironment(connection, environment);
  if (env === undefined) return [];
  const rows = connection
    .rows<[number, number, number | null, number | null], EvidenceIds>(
      'SELECT latest, answer, complete FROM evidence WHERE day BETWEEN ? AND ? AND (? IS NULL OR env = ?)',
    )
    .all(toDayNumber(from), toDayNumber(to), env, env);
  return rows.flatMap(ids => toEvidence(connection, ids));
}

function toEvidence(connection: Connection, [latestId, answerId, completeId]: EvidenceIds): SourceEvidence[] {
  const latest = readCollection(connection, latestId);
  if (!latest) return [];
  const find = (id: number | null): Collection | undefined => {
    if (id === null) return undefined;
    return id === latestId ? latest : readCollection(connection, id);
  };
  return [assemble(latest, find(answerId), find(completeId))];
}

function assemble(
  latest: Collection,
  latestAnswer?: Collection,
  latestComplete?: Collection,
): SourceEvidence {
  const {environment, source, businessDay} = latest;
  return {
    environment,
    source,
    businessDay,
    latest,
    ...(latestAnswer && {latestAnswer}),
    ...(latestComplete && {latestComplete}),
  };
}

/** The kept ids tell of now; for an earlier instant the collections themselves are gone through. */
function derivePastEvidence(connection: Connection, filter: EvidenceFilter): SourceEvidence[] {
  const bySlot = Map.groupBy(
    readCollections(connection, filter).sort((a, b) => b.startedAt - a.startedAt || b.id - a.id),
    ({environment, source, businessDay}) => [businessDay, environment, source].join('\n'),
  );
  return [...bySlot.values()].flatMap(collections => {
    const latest = collections[0];
    const answer = collections.find(({outcome}) => isAnswer(outcome));
    const complete = collections.find(({outcome}) => isComplete(outcome));
    return latest ? [assemble(latest, answer, complete)] : [];
  });
}
