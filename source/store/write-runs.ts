/** Stores the runs of one collection: merges each with what is known, and keeps the state that it replaces. */
import type {Observations} from '../domain/observations.ts';
import type {RunObservation} from '../domain/run.ts';
import type {Day} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import type {OpenDay, OpenDays} from './daily.ts';
import type {EncodedState, RunNote, RunState, StateColumns} from './encode-run.ts';
import {decodeState, encodeState, hasNote} from './encode-run.ts';
import {addRunningJob} from './identities.ts';
import {isSameState, mergeRun} from './merge-run.ts';
import type {StoredKey} from './run-key.ts';
import {encodeRunKey, instantOfKey} from './run-key.ts';
import {openRunTexts} from './run-texts.ts';
import type {RecordedCollection} from './store.ts';

/** The collection that is being written, in ids. */
export type CollectionScope = {
  id: number;
  env: number;
  source: number;
  /** Business day number that the collection asked for. */
  day: number;
  startedAt: number;
  endedAt: number;
};

export type RunId = [day: number, env: number, job: number, key: StoredKey];

type PresentRow = [...StateColumns, seen: number];
type ChangeRow = [...RunId, superseded: number, seen: number, ...StateColumns, ...RunNote];

/** Returns how many runs were new or changed, and their business days. */
export function writeRuns(
  connection: Connection,
  scope: CollectionScope,
  {runs, readRunText}: Pick<Observations, 'runs' | 'readRunText'>,
  days: OpenDays,
): Pick<RecordedCollection, 'changedRuns' | 'changedDays'> {
  let changedRuns = 0;
  const changedDays = new Set<Day>();
  const inserts = openInserts(connection);
  const texts = openRunTexts(connection, scope);
  for (const [index, run] of foldRuns(runs).entries()) {
    if (!run || !writeRun(connection, scope, run, days.open(run.businessDay), inserts)) continue;
    changedRuns++;
    changedDays.add(run.businessDay);
    const text = readRunText?.(index);
    if (text) texts.add(run, text);
  }
  inserts.flush();
  texts.flush();
  return {changedRuns, changedDays: [...changedDays]};
}

export function readNote(connection: Connection, id: RunId, status: number): RunNote | undefined {
  if (!hasNote(status)) return undefined;
  return connection
    .rows<RunId, RunNote>(
      'SELECT exit, message FROM run_note WHERE day = ? AND env = ? AND job = ? AND key = ?',
    )
    .get(...id);
}

/**
 * One observation a run, in the place of its last one; the places of its earlier ones are empty. A log tells of a run
 * several times; merging those first, and the result with what is known after, makes the second reading of the same log
 * change nothing.
 */
function foldRuns(runs: readonly RunObservation[]): (RunObservation | undefined)[] {
  const folded: (RunObservation | undefined)[] = [...runs];
  const places = new Map<string, number>();
  for (const [place, run] of runs.entries()) {
    const {job, runKey, businessDay} = run;
    const identity = `${businessDay}\n${runKey}\n${job}`;
    const earlierPlace = places.get(identity);
    places.set(identity, place);
    if (earlierPlace === undefined) continue;
    const earlier = folded[earlierPlace] ?? run;
    folded[earlierPlace] = undefined;
    folded[place] = {...mergeRun(earlier, run), job, runKey, businessDay};
  }
  return folded;
}

function writeRun(
  connection: Connection,
  scope: CollectionScope,
  run: RunObservation,
  day: OpenDay,
  inserts: Inserts,
): boolean {
  // The rollup of a pruned day already holds its runs: storing some of them again would count them twice.
  if (day.firstSeen === undefined) return false;
  const isGood = run.status === 'succeeded';
  const job = addRunningJob(connection, scope.env, run.job, {day: day.number, source: scope.source, isGood});
  const key = encodeRunKey(run.runKey, day.midnight);
  const base = instantOfKey(key, day.midnight) ?? day.midnight;
  const id: RunId = [day.number, scope.env, job, key];
  const present = day.isNew ? undefined : readPresent(connection, id);
  const seen = scope.id - day.firstSeen;
  if (!present) {
    const {columns, note} = encodeState(run, base);
    inserts.add([...id, ...columns, seen]);
    if (note) writeNote(connection, id, note);
    day.add(run.status, 1);
    return true;
  }
  const [start, duration, status, scheduled, presentSeen] = present;
  const columns: StateColumns = [start, duration, status, scheduled];
  const note = readNote(connection, id, status);
  const known = decodeState(columns, base, note);
  const merged = mergeRun(known, run);
  if (isSameState(known, merged)) return false;
  keepState(connection, [...id, scope.id, presentSeen + day.firstSeen, ...columns, ...(note ?? NO_NOTE)]);
  replaceRun(connection, id, encodeState(merged, base), seen);
  moveTally(day, known, merged);
  return true;
}

const NO_NOTE: RunNote = [null, null];

function readPresent(connection: Connection, id: RunId): PresentRow | undefined {
  return connection
    .rows<RunId, PresentRow>(
      'SELECT start, duration, status, scheduled, seen FROM run WHERE day = ? AND env = ? AND job = ? AND key = ?',
    )
    .get(...id);
}

type NewRow = [...RunId, ...StateColumns, seen: number];
type Inserts = {add(row: NewRow): void; flush(): void};

/** Calling into SQLite costs as much as inserting a row: new runs go in many at a time. */
const ROWS_A_STATEMENT = 32;
const ONE_ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?)';
const INSERT_ONE = `INSERT INTO run VALUES ${ONE_ROW}`;
const INSERT_MANY = `INSERT INTO run VALUES ${Array(ROWS_A_STATEMENT).fill(ONE_ROW).join(', ')}`;

/** The runs of one collection are different ones (see `foldRuns`), so none of them has to be seen before the flush. */
function openInserts(connection: Connection): Inserts {
  let rows: NewRow[] = [];
  return {
    add(row) {
      rows.push(row);
      if (rows.length < ROWS_A_STATEMENT) return;
      connection.command<NewRow[number][]>(INSERT_MANY).run(...rows.flat());
      rows = [];
    },
    flush() {
      for (const row of rows) connection.command<NewRow>(INSERT_ONE).run(...row);
      rows = [];
    },
  };
}

function replaceRun(connection: Connection, id: RunId, {columns, note}: EncodedState, seen: number): void {
  connection
    .command<[...StateColumns, number, ...RunId]>(
      `UPDATE run SET start = ?, duration = ?, status = ?, scheduled = ?, seen = ?
        WHERE day = ? AND env = ? AND job = ? AND key = ?`,
    )
    .run(...columns, seen, ...id);
  if (note) writeNote(connection, id, note);
  else {
    connection
      .command<RunId>('DELETE FROM run_note WHERE day = ? AND env = ? AND job = ? AND key = ?')
      .run(...id);
  }
}

function writeNote(connection: Connection, id: RunId, note: RunNote): void {
  connection
    .command<[...RunId, ...RunNote]>('INSERT OR REPLACE INTO run_note VALUES (?, ?, ?, ?, ?, ?)')
    .run(...id, ...note);
}

function keepState(connection: Connection, row: ChangeRow): void {
  connection
    .command<ChangeRow>('INSERT INTO run_change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(...row);
}

function moveTally(day: OpenDay, from: RunState, to: RunState): void {
  if (from.status === to.status) return;
  day.add(from.status, -1);
  day.add(to.status, 1);
}
