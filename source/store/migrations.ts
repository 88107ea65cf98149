/**
 * Brings a database to this program's schema. Forward only: an entry, once released, is never changed, and a new version
 * is appended. Each is applied together with its number (SQLite's user_version) in one transaction.
 */
import type Database from 'better-sqlite3';
import {StoreError} from '../domain/errors.ts';
import {DAMAGE_REMEDY} from './errors.ts';
import {SCHEMA_V1, SCHEMA_V2, SCHEMA_V3, SCHEMA_V4, SCHEMA_V5} from './schema.ts';

/** The SQL that leads from version n - 1 to n, at index n - 1. */
export const MIGRATIONS: readonly string[] = [SCHEMA_V1, SCHEMA_V2, SCHEMA_V3, SCHEMA_V4, SCHEMA_V5];

/** SQLite's application_id of our databases: "JTRK". */
export const APPLICATION_ID = 0x4a54524b;

/**
 * The schema version of an open database, 0 for an empty one. Throws a StoreError for another program's database and for
 * one that a newer version of this program has written.
 */
export function readSchemaVersion(db: Database.Database, path: string, newest = MIGRATIONS.length): number {
  const [version, application, tables] = readIdentity(db);
  if (version === 0 && tables === 0) return 0;
  if (application !== APPLICATION_ID) {
    throw new StoreError(`${path} is the database of another program. ${DAMAGE_REMEDY}`);
  }
  if (version > newest) {
    throw new StoreError(
      `${path} was written by a newer jobtrack-tui: it has schema version ${version}, this program knows up to ${newest}. ` +
        'Upgrade jobtrack-tui on this host, or name another database.',
    );
  }
  return version;
}

/**
 * Applies what is missing. `backUp` is called once, before the first change to a database that holds data. Another process
 * may do the same at the same time: the version is read again under the write lock.
 */
export function migrate(
  db: Database.Database,
  path: string,
  backUp: (fromVersion: number) => void,
  migrations: readonly string[] = MIGRATIONS,
): void {
  const before = readSchemaVersion(db, path, migrations.length);
  if (before === migrations.length) return;
  if (before > 0) backUp(before);
  for (const [index, sql] of migrations.entries()) {
    if (index >= before) applyMigration(db, path, index + 1, sql, migrations.length);
  }
}

function applyMigration(
  db: Database.Database,
  path: string,
  version: number,
  sql: string,
  newest: number,
): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    if (readSchemaVersion(db, path, newest) < version) {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function readIdentity(db: Database.Database): [version: number, application: number, tables: number] {
  const number = (sql: string): number => db.prepare<[], [number]>(sql).raw(true).get()?.[0] ?? 0;
  return [
    number('PRAGMA user_version'),
    number('PRAGMA application_id'),
    number('SELECT count(*) FROM sqlite_schema'),
  ];
}
