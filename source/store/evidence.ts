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

/** The later start wins, not the later end: what a collection tells of absence is as of its start. */
const UPSERT = `INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET ${['latest', 'answer', 'complete'].map(takeLaterStart).join(', ')}`;

export function writeEvidence(connection: Connection, scope: CollectionScope, outcome: Outcome): void {
  const {id, env, source, day} = scope;
  const ids: EvidenceIds = [id, isAnswer(outcome) ? id : null, isComplete(outcome) ? id : null];
  if (wasClockSetBack(connection, scope)) replaceEvidence(connection, scope);
  else connection.command<[number, number, number, ...EvidenceIds]>(UPSERT).run(day, env, source, ...ids);
}

/** What is recorded waits for a busy database no longer than this, and smaller corrections of a clock do no harm. */
const RECORDED_WITHIN_MS = MINUTE_MS;

/** What was recorded before this one and began after its end was dated by a clock that was ahead. */
function wasClockSetBack(connection: Connection, {env, source, day, endedAt}: CollectionScope): boolean {
  const kept = connection.rows<[number, number, number, number], [number]>(
    `SELECT 1 FROM evidence e JOIN collection c ON c.id IN (e.latest, e.answer, e.complete)
      WHERE e.day = ? AND e.env = ? AND e.source = ? AND c.started > ?`,
  );
  return kept.get(day, env, source, Math.round(endedAt) + RECORDED_WITHIN_MS) !== undefined;
}

/** By what had begun by now: an answer from the future would prove the absence of runs that are still to come. */
function replaceEvidence(connection: Connection, {env, source, day, endedAt}: CollectionScope): void {
  const found = connection
    .rows<[number, number, number, number], [id: number, outcome: Outcome]>(
      `SELECT id, outcome FROM collection WHERE day = ? AND env = ? AND source = ? AND started <= ?
        ORDER BY started DESC, id DESC`,
    )
    .all(day, env, source, Math.round(endedAt));
  const newest = (accepts: (outcome: Outcome) => boolean): number | null =>
    found.find(([, outcome]) => accepts(outcome))?.[0] ?? null;
  connection
    .command<[number | null, number | null, number | null, number, number, number]>(
      'UPDATE evidence SET latest = ?, answer = ?, complete = ? WHERE day = ? AND env = ? AND source = ?',
    )
    .run(
      newest(() => true),
      newest(isAnswer),
      newest(isComplete),
      day,
      env,
      source,
    );
}

export function readEvidence(connection: Connection, filter: EvidenceFilter): SourceEvidence[] {
  return filter.knownAt === undefined
    ? readPresentEvidence(connection, filter)
    : derivePastEvidence(connection, filter);
}

function takeLaterStart(column: string): string {
  const started = (id: string): string => `(SELECT started FROM collection WHERE id = ${id})`;
  return `${column} = CASE
    WHEN excluded.${column} IS NULL THEN ${column}
    WHEN ${column} IS NULL OR ${started(`excluded.${column}`)} >= ${started(`evidence.${column}`)} THEN excluded.${column}
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
