/** Opens the database and gives it the interface of `store.ts`. */
import {existsSync, statSync} from 'node:fs';
import type Database from 'better-sqlite3';
import {StoreError} from '../domain/errors.ts';
import type {EpochMs} from '../domain/time.ts';
import {readAcknowledgements, withdrawAcknowledgements, writeAcknowledgements} from './acknowledgements.ts';
import {readCollections, readRejectedLines} from './collections.ts';
import type {Connection} from './connection.ts';
import {
  attempt,
  createConnection,
  openDatabase,
  readDataVersion,
  readTogether,
  transact,
} from './connection.ts';
import {readDailyTotals} from './daily.ts';
import {DAMAGE_REMEDY, NoDatabaseError, toStoreError} from './errors.ts';
import {readEvidence} from './evidence.ts';
import {checkHeader, createDatabaseFile, refuseCutOffRestore, shareWithGroup} from './files.ts';
import {readForecasts} from './forecasts.ts';
import {readJobs} from './jobs.ts';
import {dropLease, takeLease} from './leases.ts';
import {copyDatabase, formatStamp, freeName} from './maintenance.ts';
import {MIGRATIONS, migrate, readSchemaVersion} from './migrations.ts';
import {readLearnedState, readModels, readShareOfJobs} from './models.ts';
import {openReadable, READ_BUSY_TIMEOUT_MS} from './open-readable.ts';
import {pruneDatabase, readLastDay} from './prune.ts';
import {readCompleteAnswers} from './read-complete-answers.ts';
import {readCounts, readStartedBy} from './read-counts.ts';
import {readAnsweredDays, readVerdictDays} from './read-days.ts';
import {readDurations} from './read-durations.ts';
import {readMadeGood} from './read-made-good.ts';
import {readDayRuns, readLastGood, readRunHistory, readRuns, readRunsStarted} from './read-runs.ts';
import {readSchedules} from './read-schedules.ts';
import {readStartedRuns} from './read-started-runs.ts';
import {readTrends} from './read-trends.ts';
import {readUnevenJobs} from './read-uneven-jobs.ts';
import {readWholeDays} from './read-whole-days.ts';
import {readRunText} from './run-texts.ts';
import type {Store} from './store.ts';
import {readCache, writeCache} from './value-cache.ts';
import {readVerdictChanges, writeVerdictChanges} from './verdicts.ts';
import {writeCollection} from './write-collection.ts';
import {writeLearning} from './write-learning.ts';

export type StoreOptions = {
  path: string;
  /** `write` makes the database and its directory when they are missing; `read` changes nothing on disk. */
  mode: 'write' | 'read';
  /** A Unix group (name or number) that shares the database. */
  group?: string;
  /** How long to wait for another process's transaction. Waiting blocks the event loop. Default 5 s, for reading 250 ms. */
  busyTimeoutMs?: number;
  /** Goes into the name of a backup made before a migration. Default: when the file was last modified. */
  now?: EpochMs;
};

/** Longer than the longest transaction of another collector. */
const WRITE_BUSY_TIMEOUT_MS = 5000;

/** Up to this size a database is checked whenever it is opened for writing: some 20 ms. */
const CHECKED_BYTES = 4 * 2 ** 20;

/** Rejects with a StoreError that names the remedy; NoDatabaseError when there is nothing to read yet. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return createStore(openConnection(options));
}

/** The store's connection itself, for what is not in the interface: benchmarks, and tests of migrations to come. */
export function openConnection(options: StoreOptions, migrations = MIGRATIONS): Connection {
  try {
    return options.mode === 'write'
      ? openForWriting(options, migrations)
      : openForReading(options, migrations);
  } catch (error) {
    throw toStoreError(error, options.path);
  }
}

function openForReading(
  {path, busyTimeoutMs = READ_BUSY_TIMEOUT_MS}: StoreOptions,
  migrations: readonly string[],
): Connection {
  refuseCutOffRestore(path);
  if (!existsSync(path) || statSync(path).size === 0) throw new NoDatabaseError(path);
  checkHeader(path);
  const {db, release} = openReadable(path, busyTimeoutMs);
  const connection = createConnection(path, db, release);
  try {
    const version = readSchemaVersion(db, path, migrations.length);
    if (version === 0) throw new NoDatabaseError(path);
    if (version < migrations.length) {
      throw new StoreError(
        `${path} has schema version ${version} of an older jobtrack-tui; this one reads version ${migrations.length}. ` +
          'Run `jobtrack-tui collect` once, which backs it up and brings it up to date.',
      );
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function openForWriting(
  {path, group, busyTimeoutMs = WRITE_BUSY_TIMEOUT_MS, now}: StoreOptions,
  migrations: readonly string[],
): Connection {
  checkHeader(path);
  createDatabaseFile(path, group);
  const db = openDatabase(path, {isReadOnly: false, busyTimeoutMs});
  const connection = createConnection(path, db);
  try {
    checkSmall(db, path);
    const backUp = (fromVersion: number): void => {
      const stamp = formatStamp(now ?? statSync(path).mtimeMs);
      copyDatabase(db, freeName(`${path}.backup-v${fromVersion}-${stamp}`));
    };
    migrate(db, path, backUp, migrations);
    if (group !== undefined) shareWithGroup(path, group);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * A damaged database takes rows for a long time before anything fails. Reading the whole of a large one would take too long
 * at every start (about 100 MB a second); there `db check` does it.
 */
function checkSmall(db: Database.Database, path: string): void {
  if (statSync(path).size > CHECKED_BYTES) return;
  const [problem] = db.prepare<[], [string]>('PRAGMA quick_check(1)').raw(true).get() ?? ['ok'];
  if (problem !== 'ok')
    throw new StoreError(`${path} is damaged (${problem.split('\n').at(-1)}). ${DAMAGE_REMEDY}`);
}

function createStore(connection: Connection): Store {
  const read = <T>(work: () => T): Promise<T> => attempt(connection, () => readTogether(connection, work));
  const write = <T>(work: () => T): Promise<T> => attempt(connection, () => transact(connection, work));
  return {
    recordCollection: input => write(() => writeCollection(connection, input)),
    recordVerdictChanges: changes => write(() => writeVerdictChanges(connection, changes)),
    acquireLease: request => write(() => takeLease(connection, request)),
    releaseLease: lease => write(() => dropLease(connection, lease)),
    acknowledge: entries => write(() => writeAcknowledgements(connection, entries)),
    withdrawAcknowledgements: (findings, by, at) =>
      write(() => withdrawAcknowledgements(connection, findings, by, at)),
    readAcknowledgements: filter => read(() => readAcknowledgements(connection, filter)),
    readDayRuns: (environment, day, knownAt) =>
      read(() => readDayRuns(connection, environment, day, knownAt)),
    readRunsStarted: (environment, day, from, until, knownAt) =>
      read(() => readRunsStarted(connection, environment, day, from, until, knownAt)),
    readRuns: filter => read(() => readRuns(connection, filter)),
    readCounts: filter => read(() => readCounts(connection, filter)),
    readDailyTotals: range => read(() => readDailyTotals(connection, range)),
    readStartedBy: (environment, days) => read(() => readStartedBy(connection, environment, days)),
    readEvidence: filter => read(() => readEvidence(connection, filter)),
    readCollections: filter => read(() => readCollections(connection, filter)),
    readCompleteAnswers: filter => read(() => readCompleteAnswers(connection, filter)),
    readRejectedLines: collection => read(() => readRejectedLines(connection, collection)),
    readSchedules: filter => read(() => readSchedules(connection, filter)),
    readJobs: filter => read(() => readJobs(connection, filter)),
    readLastGood: (environment, jobs, until) =>
      read(() => readLastGood(connection, environment, jobs, until)),
    readTrends: filter => read(() => readTrends(connection, filter)),
    readDurations: filter => read(() => readDurations(connection, filter)),
    readAnsweredDays: filter => read(() => readAnsweredDays(connection, filter)),
    readWholeDays: filter => read(() => readWholeDays(connection, filter)),
    readVerdictDays: (verdict, filter) => read(() => readVerdictDays(connection, verdict, filter)),
    readMadeGood: range => read(() => readMadeGood(connection, range)),
    readUnevenJobs: day => read(() => readUnevenJobs(connection, day)),
    readLearnedState: environment => read(() => readLearnedState(connection, environment)),
    readShareOfJobs: environment => read(() => readShareOfJobs(connection, environment)),
    readModels: filter => read(() => readModels(connection, filter)),
    readStartedRuns: range => read(() => readStartedRuns(connection, range)),
    recordLearning: learned => write(() => writeLearning(connection, learned)),
    readForecasts: range => read(() => readForecasts(connection, range)),
    readVerdictChanges: filter => read(() => readVerdictChanges(connection, filter)),
    readRunHistory: (environment, day, job, runKey) =>
      read(() => readRunHistory(connection, environment, day, job, runKey)),
    readRunText: run => read(() => readRunText(connection, run)),
    readCache: key => read(() => readCache(connection, key)),
    writeCache: (key, value) => attempt(connection, () => writeCache(connection, key, value)),
    readDataVersion: () => attempt(connection, () => readDataVersion(connection)),
    readLastDay: before => attempt(connection, () => readLastDay(connection, before)),
    prune: (retention, today, isDryRun) =>
      attempt(connection, () => pruneDatabase(connection, retention, today, isDryRun)),
    close: async () => connection.close(),
  };
}
