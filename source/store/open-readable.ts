/** Opens a database for reading, wherever it lies. */
import type Database from 'better-sqlite3';
import {openDatabase} from './connection.ts';
import {errorCode} from './errors.ts';
import {copyForReading} from './files.ts';

/** `release` removes what was made to read it, after the database was closed. */
export type Readable = {db: Database.Database; release: () => void};

/**
 * A reader waits only this long: it runs in the process that draws the screen, and waiting is synchronous. In WAL mode
 * readers wait for nobody except a writer that is recovering the log after a crash.
 */
export const READ_BUSY_TIMEOUT_MS = 250;

/** In WAL mode even reading creates files beside the database, which a read-only directory or file system refuses. */
const NEEDS_COPY = ['SQLITE_CANTOPEN', 'SQLITE_READONLY'];

export function openReadable(path: string, busyTimeoutMs = READ_BUSY_TIMEOUT_MS): Readable {
  try {
    return {db: openDatabase(path, {isReadOnly: true, busyTimeoutMs}), release() {}};
  } catch (error) {
    if (!NEEDS_COPY.some(code => errorCode(error).startsWith(code))) throw error;
    return openCopy(path, busyTimeoutMs);
  }
}

function openCopy(path: string, busyTimeoutMs: number): Readable {
  const {file, remove} = copyForReading(path);
  try {
    // Opened for writing, because recovering a log that a killed writer left is writing; then nothing more is written.
    const db = openDatabase(file, {isReadOnly: false, busyTimeoutMs});
    db.pragma('query_only = ON');
    return {db, release: remove};
  } catch (error) {
    remove();
    throw error;
  }
}
