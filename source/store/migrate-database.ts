/** What `db migrate` does: the same that opening for writing does, with what it was before. */
import {existsSync} from 'node:fs';
import {NoDatabaseError, toStoreError} from './errors.ts';
import {checkHeader} from './files.ts';
import {MIGRATIONS, readSchemaVersion} from './migrations.ts';
import {openReadable} from './open-readable.ts';
import type {StoreOptions} from './sqlite-store.ts';
import {openConnection} from './sqlite-store.ts';

/** Schema versions; equal when there was nothing to do. */
export type MigrateResult = {from: number; to: number};

/**
 * Brings an existing database to this program's schema, backed up before the first change. Rejects with a StoreError when a
 * step fails (the steps before it stay) and when there is no database.
 */
export async function migrateDatabase(
  options: Omit<StoreOptions, 'mode'>,
  migrations = MIGRATIONS,
): Promise<MigrateResult> {
  const from = readVersion(options.path, migrations.length);
  openConnection({...options, mode: 'write'}, migrations).close();
  return {from, to: migrations.length};
}

function readVersion(path: string, newest: number): number {
  if (!existsSync(path)) throw new NoDatabaseError(path);
  try {
    checkHeader(path);
    const {db, release} = openReadable(path);
    try {
      return readSchemaVersion(db, path, newest);
    } finally {
      db.close();
      release();
    }
  } catch (error) {
    throw toStoreError(error, path);
  }
}
