/** One open database: its statements, made when first needed and kept, and its transactions. */
import Database from 'better-sqlite3';
import {StoreError} from '../domain/errors.ts';
import {toStoreError} from './errors.ts';

/** What rows of a statement look like: arrays, which better-sqlite3 fills faster than objects. */
type Row = unknown[];

/** A job as the `job` table has it. Days are day numbers. */
export type JobEntry = {
  id: number;
  source: number | null;
  firstDay: number;
  lastDay: number;
  lastGoodDay: number | null;
};

/** Names and their ids as already read or written. Ids never change; the rest holds until another connection writes. */
type Identities = {
  /** SQLite's count of other connections' commits when this was begun. */
  dataVersion: number;
  environments: Map<string, number>;
  environmentNames: Map<number, string>;
  /** By environment id, then by name. */
  sources: Map<number, Map<string, number>>;
  jobs: Map<number, Map<string, JobEntry>>;
  jobsRemembered: number;
  jobNames: Map<number, string>;
  /** Jobs whose entries differ from the table until the transaction ends. */
  changedJobs: Set<JobEntry>;
};

export type Connection = {
  /** The database that was asked for, for messages. */
  path: string;
  db: Database.Database;
  isReadOnly: boolean;
  identities: Identities;
  /** The kept statement of an SQL text; its rows are arrays. */
  rows<Parameters extends unknown[], Result extends Row>(sql: string): Database.Statement<Parameters, Result>;
  /** The kept statement of an SQL text that returns nothing. */
  command<Parameters extends unknown[]>(sql: string): Database.Statement<Parameters>;
  /** Closes the database and removes what was made to read it. */
  close(): void;
};

export type DatabaseOptions = {isReadOnly: boolean; busyTimeoutMs: number};

/** Opens an existing or new database with the settings every connection needs. Throws what SQLite throws. */
export function openDatabase(file: string, {isReadOnly, busyTimeoutMs}: DatabaseOptions): Database.Database {
  const db = new Database(file, {readonly: isReadOnly, fileMustExist: isReadOnly, timeout: busyTimeoutMs});
  try {
    // A damaged or foreign file opens without a word; the first page is read here.
    db.pragma('schema_version');
    if (!isReadOnly) {
      db.pragma('journal_mode = WAL');
      db.pragma('journal_size_limit = 67108864');
      // In WAL mode NORMAL cannot damage the file; a power cut may lose the last transactions, which are collected again.
      db.pragma('synchronous = NORMAL');
      // A writer works on one business day of one environment at a time; better-sqlite3's 16 MB would be mostly the past.
      db.pragma('cache_size = -4000');
    }
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export function createConnection(path: string, db: Database.Database, release = (): void => {}): Connection {
  const kept = new Map<string, Database.Statement>();
  return {
    path,
    db,
    isReadOnly: db.readonly,
    identities: createIdentities(0),
    rows<Parameters extends unknown[], Result extends Row>(sql: string) {
      // One map keeps statements of every shape: the text decides the shape, so what is found under it has this one.
      const known = kept.get(sql) as Database.Statement<Parameters, Result> | undefined;
      if (known) return known;
      const statement = db.prepare<Parameters, Result>(sql).raw(true);
      kept.set(sql, statement);
      return statement;
    },
    command<Parameters extends unknown[]>(sql: string) {
      const known = kept.get(sql) as Database.Statement<Parameters> | undefined;
      if (known) return known;
      const statement = db.prepare<Parameters>(sql);
      kept.set(sql, statement);
      return statement;
    },
    close() {
      db.close();
      release();
    },
  };
}

function createIdentities(dataVersion: number): Identities {
  return {
    dataVersion,
    environments: new Map(),
    environmentNames: new Map(),
    sources: new Map(),
    jobs: new Map(),
    jobsRemembered: 0,
    jobNames: new Map(),
    changedJobs: new Set(),
  };
}

/**
 * Runs work in one transaction that has the write lock from its beginning: two deferred transactions that read before they
 * write fail each other at once, whatever the busy timeout. Any error undoes all of it.
 */
export function transact<T>(connection: Connection, work: () => T): T {
  if (connection.isReadOnly) {
    throw new StoreError(
      `${connection.path} was opened for reading only; changing it needs it opened for writing.`,
    );
  }
  const {db} = connection;
  connection.command('BEGIN IMMEDIATE').run();
  try {
    forgetWhenChanged(connection);
    const result = work();
    connection.command('COMMIT').run();
    return result;
  } catch (error) {
    // Ids given out in this transaction do not exist any more.
    connection.identities = createIdentities(0);
    // A full disk has rolled back already; a second ROLLBACK would hide the cause.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Runs several reads on one moment of the database. It is also faster: outside a transaction every statement locks and
 * unlocks the file, which costs more than finding a row.
 */
export function readTogether<T>(connection: Connection, work: () => T): T {
  if (connection.db.inTransaction) return work();
  connection.command('BEGIN').run();
  try {
    return work();
  } finally {
    if (connection.db.inTransaction) connection.command('COMMIT').run();
  }
}

/** Makes a piece of work asynchronous to its caller, with every error in words. */
export async function attempt<T>(connection: Connection, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreError(error, connection.path);
  }
}

/** SQLite's count of other connections' commits, as this connection sees it now. */
export function readDataVersion(connection: Connection): number {
  return connection.rows<[], [number]>('PRAGMA data_version').get()?.[0] ?? 0;
}

/** A collector of a thousand environments would remember all their jobs, and each is needed in its own collections only. */
const MOST_JOBS_REMEMBERED = 20_000;

/** Another process's commit may have changed what is remembered of jobs. */
function forgetWhenChanged(connection: Connection): void {
  const version = readDataVersion(connection);
  const {dataVersion, jobsRemembered} = connection.identities;
  if (dataVersion !== version || jobsRemembered > MOST_JOBS_REMEMBERED) {
    connection.identities = createIdentities(version);
  }
}
