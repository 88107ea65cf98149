/**
 * What runs were read from: lines of an output, kept for the collection that first saw a run in its present state.
 *
 * Lines of one source resemble each other, and most collections tell of a run or two. So the lines of a source's business
 * day are compressed together, in segments: a collection adds its own to the last segment until that is full. Compressed
 * by themselves they would take three times the room.
 */
import type {RunObservation, RunRecord} from '../domain/run.ts';
import {compress, decompress} from './compress.ts';
import type {Connection} from './connection.ts';
import type {CollectionScope} from './write-runs.ts';

/** Most that is kept of one collection, in characters, with what tells the texts apart. What is beyond is not kept. */
export const MAX_COLLECTION_TEXT = 4 * 2 ** 20;

/** A segment that is longer, in bytes before compression, is not added to: each time all of it is compressed anew. */
const MAX_OPEN_SEGMENT = 16 * 2 ** 10;

const MAX_UTF8_BYTES = 3;

/** No cleaned text has these characters. */
const ENTRY = '\u0001';
const FIELD = '\0';

type RunIdentity = Pick<RunObservation, 'businessDay' | 'job' | 'runKey'>;

/** The run, and the collection that first saw it in a state. */
type RunTextKey = RunIdentity & Pick<RunRecord, 'seenIn'>;

type RunTexts = {add(run: RunIdentity, text: string): void; flush(): void};

export function openRunTexts(connection: Connection, scope: CollectionScope): RunTexts {
  // Put together once, at the end: a text that grows entry by entry takes four times as long.
  const fields: string[] = [];
  const start = startOf(scope.id);
  let length = 0;
  return {
    add({businessDay, job, runKey}, text) {
      const fieldsLength = start.length + businessDay.length + job.length + runKey.length + text.length;
      if (length + fieldsLength > MAX_COLLECTION_TEXT) return;
      // Each field is followed by a separator.
      length += fieldsLength + 5;
      fields.push(start, businessDay, job, runKey, text);
    },
    flush() {
      if (fields.length === 0) return;
      // A separator after the last one, too.
      fields.push('');
      writeTexts(connection, scope, fields.join(FIELD));
    },
  };
}

/** Undefined when there is none, when it was pruned, or when it cannot be read. */
export function readRunText(connection: Connection, run: RunTextKey): string | undefined {
  const row = connection
    .rows<[number], [texts: Uint8Array]>(
      `SELECT t.texts FROM collection c
        JOIN run_text t ON t.day = c.day AND t.env = c.env AND t.source = c.source AND t.collection <= c.id
        WHERE c.id = ? ORDER BY t.collection DESC LIMIT 1`,
    )
    .get(run.seenIn);
  const texts = row && decompress(row[0], MAX_COLLECTION_TEXT * MAX_UTF8_BYTES);
  return texts === undefined ? undefined : findText(texts, run);
}

/** A text is the last of its entry's fields, each of which ends with `FIELD`. */
function findText(texts: string, {seenIn, businessDay, job, runKey}: RunTextKey): string | undefined {
  const before = [startOf(seenIn), businessDay, job, runKey, ''].join(FIELD);
  const at = texts.indexOf(before);
  if (at === -1) return undefined;
  const begin = at + before.length;
  return texts.slice(begin, texts.indexOf(FIELD, begin));
}

function startOf(collection: number): string {
  return `${ENTRY}${collection}`;
}

function writeTexts(connection: Connection, scope: CollectionScope, added: string): void {
  const segment = added.length < MAX_OPEN_SEGMENT ? readOpenSegment(connection, scope) : undefined;
  if (segment) {
    connection
      .command<[Uint8Array, number]>('UPDATE run_text SET texts = ? WHERE collection = ?')
      .run(compress(segment.texts + added), segment.collection);
    return;
  }
  const {id, day, env, source} = scope;
  connection
    .command<[number, number, number, number, Uint8Array]>('INSERT INTO run_text VALUES (?, ?, ?, ?, ?)')
    .run(id, day, env, source, compress(added));
}

/** The last segment of the source's day, if it has room. A damaged one has none. */
function readOpenSegment(
  connection: Connection,
  {day, env, source}: CollectionScope,
): {collection: number; texts: string} | undefined {
  // With the plus signs SQLite prepares the statement once; without them, because of ORDER BY, for every value anew.
  const row = connection
    .rows<[number, number, number, number], [collection: number, texts: Uint8Array | null]>(
      `SELECT collection, CASE WHEN length(texts) <= ? THEN texts END FROM run_text
        WHERE day = +? AND env = +? AND source = +? ORDER BY collection DESC LIMIT 1`,
    )
    .get(MAX_OPEN_SEGMENT, day, env, source);
  if (!row?.[1]) return undefined;
  const texts = decompress(row[1], MAX_OPEN_SEGMENT);
  return texts === undefined ? undefined : {collection: row[0], texts};
}
