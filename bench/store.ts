/**
 * The store at size: builds a database through the store's own code, then times what the screen asks of it.
 *
 *   node bench/store.ts [--environments 50] [--jobs 400] [--days 120] [--texts] [--file PATH]
 *
 * The full size is `--days 1826` (36 million runs, about 1.1 GB, five minutes or more). With `--file` the database is kept, and
 * one that is there already is only read. Every environment has one run a job a day; a third of the environments have
 * numeric run keys and scheduled times, a third the start instant for a key (as logs without ids), a third
 * five-character order ids. 1% of the runs fail with an exit code and a message. With `--texts` each run comes with the line
 * that it was read from.
 */
import {existsSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import Database from 'better-sqlite3';
import {formatCount} from '../source/domain/text.ts';
import {addDays, DAY_MS, toDayNumber} from '../source/domain/time.ts';
import {transact} from '../source/store/connection.ts';
import {openConnection, openStore} from '../source/store/sqlite-store.ts';
import type {CollectionInput, Store} from '../source/store/store.ts';
import {writeCollection} from '../source/store/write-collection.ts';
import {environmentOf, jobOf, LAST_DAY, makeCollection} from './store-fleet.ts';

type Size = {environments: number; jobs: number; days: number; hasTexts: boolean};
type Ingest = {runs: number; storeMs: number; bareRuns: number; bareMs: number};
type Question = {name: string; targets: string; ask: (store: Store) => Promise<number>};

/** Bare inserts of the full size would take gigabytes: they are measured beside the store's during this many days. */
const BARE_DAYS = 60;
const WARM_ROUNDS = 25;
const COLD_ROUNDS = 7;

const {values} = parseArgs({
  options: {
    environments: {type: 'string', default: '50'},
    jobs: {type: 'string', default: '400'},
    days: {type: 'string', default: '120'},
    texts: {type: 'boolean', default: false},
    file: {type: 'string'},
  },
});
const size: Size = {
  environments: Number(values.environments),
  jobs: Number(values.jobs),
  days: Number(values.days),
  hasTexts: values.texts,
};
const folder = mkdtempSync(join(tmpdir(), 'jobtrack-bench-'));
try {
  const file = values.file ?? join(folder, 'jobtrack.db');
  if (existsSync(file)) console.log(`Reading ${file}, which is there already.\n`);
  else printIngest(build(file, size), statSync(file).size);
  await printQuestions(file, questionsOf(size));
} finally {
  rmSync(folder, {recursive: true, force: true});
}

/** One transaction a day, of as many collections as there are environments: wider than in use, where each has its own. */
function build(file: string, {environments, jobs, days, hasTexts}: Size): Ingest {
  const connection = openConnection({path: file, mode: 'write'});
  const bare = new Database(join(folder, 'bare.db'));
  bare.pragma('journal_mode = WAL');
  bare.pragma('synchronous = NORMAL');
  const insertBare = prepareBare(bare);
  const ingest: Ingest = {runs: 0, storeMs: 0, bareRuns: 0, bareMs: 0};
  for (let index = 0; index < days; index++) {
    const day = addDays(LAST_DAY, index - days + 1);
    const inputs = Array.from({length: environments}, (_, environment) =>
      makeCollection(environment, jobs, day, hasTexts),
    );
    const runs = inputs.reduce((sum, {observations}) => sum + observations.runs.length, 0);
    ingest.storeMs += time(() =>
      transact(connection, () => inputs.map(input => writeCollection(connection, input))),
    );
    ingest.runs += runs;
    if (index >= BARE_DAYS) continue;
    ingest.bareMs += time(() => insertBare(inputs));
    ingest.bareRuns += runs;
  }
  connection.db.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  bare.close();
  return ingest;
}

function prepareBare(bare: Database.Database): (inputs: readonly CollectionInput[]) => void {
  bare.exec(
    'CREATE TABLE run(environment TEXT, job TEXT, run_key TEXT, day TEXT, status TEXT, scheduled INTEGER, started INTEGER, ended INTEGER, exit INTEGER, message TEXT)',
  );
  const insert = bare.prepare('INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return bare.transaction((inputs: readonly CollectionInput[]) => {
    for (const {environment, observations} of inputs) {
      for (const run of observations.runs) {
        const {job, runKey, businessDay, status, scheduledAt, startedAt, endedAt, exitCode, message} = run;
        insert.run(
          environment,
          job,
          runKey,
          businessDay,
          status,
          scheduledAt,
          startedAt,
          endedAt,
          exitCode,
          message,
        );
      }
    }
  });
}

/** The targets are for the full size, warm and cold, in milliseconds. */
function questionsOf({environments, jobs}: Size): Question[] {
  const names = Array.from({length: environments}, (_, index) => environmentOf(index));
  const expected = Array.from({length: jobs}, (_, index) => jobOf(index));
  const readToday = async (
    store: Store,
    judge: (runs: ReadonlyMap<string, unknown>) => number,
  ): Promise<number> => {
    let found = 0;
    for (const name of names) found += judge(await store.readDayRuns(name, LAST_DAY));
    return found;
  };
  return [
    {
      name: "today's totals of all environments",
      targets: '5 / 25',
      ask: async store => (await store.readDailyTotals({from: LAST_DAY, to: LAST_DAY})).length,
    },
    {
      name: '90 days of totals of all environments',
      targets: '5 / 25',
      ask: async store => (await store.readDailyTotals({from: addDays(LAST_DAY, -89), to: LAST_DAY})).length,
    },
    {
      name: "one job's year",
      targets: '2 / 80',
      ask: async store => {
        const filter = {
          environment: environmentOf(0),
          job: jobOf(7),
          from: addDays(LAST_DAY, -364),
          to: LAST_DAY,
        };
        return (await store.readRuns(filter)).length;
      },
    },
    {
      name: "today's evidence of all sources",
      targets: '',
      ask: async store => (await store.readEvidence({from: LAST_DAY, to: LAST_DAY})).length,
    },
    {
      name: "today's runs of all environments",
      targets: '',
      ask: store => readToday(store, runs => runs.size),
    },
    {
      name: `missing today of ${formatCount(environments * jobs)} expected`,
      targets: '',
      ask: store => readToday(store, runs => expected.filter(job => !runs.has(job)).length),
    },
    {
      name: 'last good run of all jobs of one environment',
      targets: '',
      ask: async store => (await store.readLastGood(environmentOf(0), expected, LAST_DAY)).size,
    },
    {
      name: 'started by noon on 4 earlier days, one environment',
      targets: '',
      ask: async store => {
        const days = [7, 14, 21, 28].map(back => addDays(LAST_DAY, -back));
        const asked = days.map(day => ({day, until: (toDayNumber(day) + 0.5) * DAY_MS}));
        return (await store.readStartedBy(environmentOf(0), asked)).size;
      },
    },
  ];
}

function printIngest({runs, storeMs, bareRuns, bareMs}: Ingest, bytes: number): void {
  const storeRate = runs / storeMs;
  const bareRate = bareRuns / bareMs;
  console.log(
    `${formatCount(runs)} runs, ${formatCount(bytes)} bytes: ${(bytes / runs).toFixed(1)} bytes a run with everything`,
  );
  console.log(
    `store       ${formatCount(Math.round(storeRate * 1000))} runs/s (one transaction a day over all environments)`,
  );
  console.log(
    `bare insert ${formatCount(Math.round(bareRate * 1000))} runs/s into one table without keys (${(bareRate / storeRate).toFixed(2)} x)\n`,
  );
}

async function printQuestions(file: string, questions: readonly Question[]): Promise<void> {
  const isColdPossible = dropOsCache();
  console.log(
    `${'milliseconds, medians'.padEnd(52)}${'rows'.padStart(8)}${'warm'.padStart(9)}${'cold'.padStart(9)}   target`,
  );
  for (const {name, targets, ask} of questions) {
    const store = await openStore({path: file, mode: 'read'});
    const rows = await ask(store);
    const warm = await medianOf(WARM_ROUNDS, () => timeAsync(() => ask(store)));
    await store.close();
    const cold = await medianOf(COLD_ROUNDS, () => askCold(file, ask));
    console.log(
      `${name.padEnd(52)}${formatCount(rows).padStart(8)}${warm.toFixed(2).padStart(9)}${cold.toFixed(2).padStart(9)}   ${targets}`,
    );
  }
  console.log('\nwarm: the same connection again. cold: opening a fresh connection and asking once,');
  console.log(
    isColdPossible
      ? "with the operating system's cache dropped before."
      : "the operating system's cache could not be dropped (needs root).",
  );
}

async function askCold(file: string, ask: Question['ask']): Promise<number> {
  dropOsCache();
  let store: Store | undefined;
  const elapsed = await timeAsync(async () => {
    store = await openStore({path: file, mode: 'read'});
    return ask(store);
  });
  await store?.close();
  return elapsed;
}

/** Linux, as root. */
function dropOsCache(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '1');
    return true;
  } catch {
    return false;
  }
}

async function medianOf(rounds: number, measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await measure());
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

function time(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

async function timeAsync(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
