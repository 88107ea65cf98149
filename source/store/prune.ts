/**
 * Forgets what is older than the retention says. Runs go before counts: a day's rollup stays when its runs are gone.
 * Done in one transaction a day (or a few thousand rows), so that collections find the lock free in between.
 */
import type {Retention} from '../domain/retention.ts';
import type {Day} from '../domain/time.ts';
import {DAY_MS, fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Connection} from './connection.ts';
import {transact} from './connection.ts';
import {prunePutAside} from './put-aside.ts';
import type {PruneResult} from './store.ts';

/** The first day number that is kept, of each kind. 0: everything. */
type Cutoffs = {runs: number; counts: number; changes: number; collections: number; texts: number};

const BATCH_ROWS = 5000;

export async function pruneDatabase(
  connection: Connection,
  retention: Retention,
  today: Day,
  isDryRun: boolean,
): Promise<PruneResult> {
  const cutoffs = deriveCutoffs(retention, toDayNumber(today));
  const found = {
    runs: countRows(connection, 'run', cutoffs.runs),
    days: countRows(connection, 'daily', cutoffs.counts),
    counts: countRows(connection, 'count', cutoffs.counts),
    changes: sum(changeTables(cutoffs).map(([table, cutoff]) => countRows(connection, table, cutoff))),
    collections: countCollections(connection, cutoffs),
    acknowledgements: countAcknowledgements(connection, cutoffs),
    texts: countTexts(connection, cutoffs),
  };
  if (!isDryRun) await dropAll(connection, cutoffs);
  return {...found, replaced: await prunePutAside(connection.path, retention, today, isDryRun), isDryRun};
}

export function readLastDay(connection: Connection, before: Day): Day | undefined {
  const last = connection
    .rows<[number], [number | null]>('SELECT max(day) FROM daily WHERE day < ?')
    .get(toDayNumber(before))?.[0];
  return last === null || last === undefined ? undefined : fromDayNumber(last);
}

async function dropAll(connection: Connection, cutoffs: Cutoffs): Promise<void> {
  await forEachDay(connection, RUN_DAYS, cutoffs.runs, day => dropRuns(connection, day));
  for (const [table, cutoff] of changeTables(cutoffs)) {
    await forEachDay(connection, daysOf(table), cutoff, day => dropDay(connection, table, day));
  }
  for (const table of ['count', 'daily']) {
    await forEachDay(connection, daysOf(table), cutoffs.counts, day => dropDay(connection, table, day));
  }
  await forEachDay(connection, daysOf('run_text'), cutoffs.texts, day =>
    dropDay(connection, 'run_text', day),
  );
  await dropCollections(connection, cutoffs);
  transact(connection, () => dropAcknowledgements(connection, cutoffs));
  transact(connection, () => dropModels(connection, cutoffs.runs));
}

function deriveCutoffs(
  {runsDays, countsDays, changesDays, collectionsDays, textsDays}: Retention,
  today: number,
): Cutoffs {
  const cutoff = (days: number | undefined): number => (days === undefined ? 0 : Math.max(0, today - days));
  const runs = cutoff(runsDays);
  const collections = cutoff(collectionsDays);
  return {
    runs,
    // A run's `seen` counts from its day in the rollup, so the rollup outlives it whatever the retention says.
    counts: Math.min(cutoff(countsDays), runsDays === undefined ? 0 : runs),
    changes: cutoff(changesDays),
    collections,
    texts: Math.max(cutoff(textsDays), runs, collections),
  };
}

/** What a run or a count was once does not outlive it. */
function changeTables({runs, counts, changes}: Cutoffs): [table: string, cutoff: number][] {
  return [
    ['run_change', Math.max(changes, runs)],
    ['count_change', Math.max(changes, counts)],
    ['verdict_change', changes],
  ];
}

const RUN_DAYS = 'SELECT min(day) FROM daily WHERE day >= ? AND day < ? AND first_seen IS NOT NULL';

function daysOf(table: string): string {
  return `SELECT min(day) FROM ${table} WHERE day >= ? AND day < ?`;
}

async function forEachDay(
  connection: Connection,
  nextDay: string,
  end: number,
  drop: (day: number) => void,
): Promise<void> {
  const next = connection.rows<[number, number], [number | null]>(nextDay);
  for (let day = next.get(0, end)?.[0] ?? null; day !== null; day = next.get(day + 1, end)?.[0] ?? null) {
    const found = day;
    transact(connection, () => drop(found));
    await nextTurn();
  }
}

/** Lets others have their turn. Not from node:timers/promises, which whoever opens a database would load. */
function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** What was learned of a job outlives the runs that it was learned from, but not the last sight of the job. */
function dropModels(connection: Connection, cutoff: number): void {
  connection
    .command<[number]>('DELETE FROM learned_job WHERE job IN (SELECT id FROM job WHERE last_day < ?)')
    .run(cutoff);
}

/**
 * The evidence goes with the runs: a day of which it is known that it was collected, but not what ran, would show every
 * expected run as missing.
 */
function dropRuns(connection: Connection, day: number): void {
  for (const table of ['run', 'run_note', 'evidence', 'forecast']) dropDay(connection, table, day);
  connection.command<[number]>('UPDATE daily SET first_seen = NULL WHERE day = ?').run(day);
}

function dropDay(connection: Connection, table: string, day: number): void {
  connection.command<[number]>(`DELETE FROM ${table} WHERE day = ?`).run(day);
}

/** Collections that decide a day whose runs are kept are kept with them. */
const OLD_COLLECTIONS = `FROM collection AS c WHERE c.day < ? AND NOT EXISTS (
  SELECT 1 FROM evidence e WHERE e.day = c.day AND e.env = c.env AND e.source = c.source AND e.day >= ?
    AND c.id IN (e.latest, e.answer, e.complete))`;

async function dropCollections(connection: Connection, {collections, runs}: Cutoffs): Promise<void> {
  const sql = `DELETE FROM collection WHERE id IN (SELECT c.id ${OLD_COLLECTIONS} LIMIT ${BATCH_ROWS})`;
  const drop = connection.command<[number, number]>(sql);
  while (transact(connection, () => drop.run(collections, runs).changes) === BATCH_ROWS) await nextTurn();
}

function countCollections(connection: Connection, {collections, runs}: Cutoffs): number {
  return (
    connection
      .rows<[number, number], [number]>(`SELECT count(*) ${OLD_COLLECTIONS}`)
      .get(collections, runs)?.[0] ?? 0
  );
}

/**
 * They go with the runs: as long as a day can be judged, what excuses its held runs must be known. A finding of a business
 * day may have been acknowledged on the UTC day before it.
 */
const OLD_ACKNOWLEDGEMENTS =
  'FROM acknowledgement WHERE max(made, coalesce(until, made), coalesce(withdrawn, made)) < ?';

function dropAcknowledgements(connection: Connection, {runs}: Cutoffs): void {
  connection.command<[number]>(`DELETE ${OLD_ACKNOWLEDGEMENTS}`).run((runs - 1) * DAY_MS);
}

function countAcknowledgements(connection: Connection, {runs}: Cutoffs): number {
  const count = connection.rows<[number], [number]>(`SELECT count(*) ${OLD_ACKNOWLEDGEMENTS}`);
  return count.get((runs - 1) * DAY_MS)?.[0] ?? 0;
}

function countTexts(connection: Connection, {texts}: Cutoffs): number {
  const sql = 'SELECT count(*) FROM (SELECT DISTINCT day, env, source FROM run_text WHERE day < ?)';
  return connection.rows<[number], [number]>(sql).get(texts)?.[0] ?? 0;
}

function countRows(connection: Connection, table: string, cutoff: number): number {
  return (
    connection.rows<[number], [number]>(`SELECT count(*) FROM ${table} WHERE day < ?`).get(cutoff)?.[0] ?? 0
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
