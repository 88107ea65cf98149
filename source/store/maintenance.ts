/** What `db check`, `db backup` and `db restore` do. */

import {chmodSync, chownSync, existsSync, renameSync, rmSync, statSync} from 'node:fs';
import type Database from 'better-sqlite3';
import {StoreError} from '../domain/errors.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import {NoDatabaseError, toStoreError} from './errors.ts';
import {COMPANIONS, checkHeader, createPrivateFile, restoringPath, syncFile} from './files.ts';
import {readSchemaVersion} from './migrations.ts';
import {openReadable} from './open-readable.ts';
import {listPutAside} from './put-aside.ts';
import {findRollupErrors} from './recount.ts';

export type CheckResult = {
  /** What is wrong, one sentence each; empty when the database is sound. */
  problems: string[];
  /** Schema version; 0 when the file cannot be read. */
  version: number;
  runs: number;
};

export type RestoreResult = {
  /** Where the replaced database was put; absent when there was none. */
  keptAs?: string;
};

/** Reads the whole database: its structure, its references, and whether the rollup equals a recount. Changes nothing. */
export async function checkDatabase(path: string): Promise<CheckResult> {
  if (!existsSync(path)) throw new NoDatabaseError(path);
  try {
    return readFrom(path, db => {
      const version = readSchemaVersion(db, path);
      if (version === 0) return {problems: [`${path} is empty.`], version, runs: 0};
      const [runs] = db.prepare<[], [number]>('SELECT count(*) FROM run').raw(true).get() ?? [0];
      return {problems: [...findDamage(db), ...findRollupErrors(db)], version, runs};
    });
  } catch (error) {
    return {problems: [toStoreError(error, path).message], version: 0, runs: 0};
  }
}

/** Writes a compact copy while others may go on writing. Refuses to overwrite. */
export async function backupDatabase(path: string, target: string): Promise<void> {
  if (!existsSync(path)) throw new NoDatabaseError(path);
  try {
    readFrom(path, db => copyDatabase(db, target));
  } catch (error) {
    throw toStoreError(error, path);
  }
}

/**
 * Puts a checked copy of a backup in the place of a database and keeps what it replaces beside it, under a name with the
 * instant `now` (default: when that was last modified). Nothing else may have the database open: it would go on writing
 * to the one that was replaced.
 */
export async function restoreDatabase(path: string, from: string, now?: EpochMs): Promise<RestoreResult> {
  if (!existsSync(from))
    throw new StoreError(
      `${from} does not exist; ${path} stays as it is. Name a file that \`jobtrack-tui db backup\` has written.`,
    );
  const {problems} = await checkDatabase(from);
  if (problems.length > 0) {
    throw new StoreError(`${from} is not a sound backup; ${path} stays as it is. ${problems.join(' ')}`);
  }
  const fresh = restoringPath(path);
  try {
    rmSync(fresh, {force: true});
    await backupDatabase(from, fresh);
    const keptAs = putAside(path, fresh, now);
    renameSync(fresh, path);
    return keptAs === undefined ? {} : {keptAs};
  } catch (error) {
    rmSync(fresh, {force: true});
    throw toStoreError(error, path);
  }
}

/** Gives the new file the owner and mode of the old one, and moves that with its log. */
function putAside(path: string, fresh: string, now?: EpochMs): string | undefined {
  if (!existsSync(path)) return moveLog(path, listPutAside(path).at(-1)?.path);
  const {mode, uid, gid, mtimeMs} = statSync(path);
  if (process.platform !== 'win32') chownSync(fresh, uid, gid);
  chmodSync(fresh, mode);
  const keptAs = freeName(`${path}.replaced-${formatStamp(now ?? mtimeMs)}`);
  renameSync(path, keptAs);
  moveLog(path, keptAs);
  return keptAs;
}

/**
 * The log belongs to the database that it stands beside; left behind it would be replayed into the new one. Where an earlier
 * attempt was cut off it is that of the database that was put aside last.
 */
function moveLog(path: string, keptAs?: string): undefined {
  for (const suffix of COMPANIONS) {
    if (!existsSync(path + suffix)) continue;
    if (keptAs === undefined || existsSync(keptAs + suffix)) rmSync(path + suffix);
    else renameSync(path + suffix, keptAs + suffix);
  }
}

/** Renaming overwrites what has the name: a second one in the same second gets a number. */
export function freeName(name: string): string {
  let free = name;
  for (let number = 2; existsSync(free); number++) free = `${name}-${number}`;
  return free;
}

function readFrom<T>(path: string, read: (db: Database.Database) => T): T {
  checkHeader(path);
  const {db, release} = openReadable(path);
  try {
    return read(db);
  } finally {
    db.close();
    release();
  }
}

/** VACUUM INTO: one consistent moment, without the free pages. The file is private and on disk when this returns. */
export function copyDatabase(db: Database.Database, target: string): void {
  if (existsSync(target)) {
    throw new StoreError(
      `${target} exists already and is not overwritten. Name another file, or remove it first.`,
    );
  }
  createPrivateFile(target);
  try {
    db.prepare<[string]>('VACUUM INTO ?').run(target);
    syncFile(target);
  } catch (error) {
    rmSync(target, {force: true});
    throw toStoreError(error, target);
  }
}

/** `20261123T064000Z`: sorts by time and needs no quoting. */
export function formatStamp(instant: EpochMs): string {
  return formatInstant(instant).replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
}

function findDamage(db: Database.Database): string[] {
  const damage = db.prepare<[], [string]>('PRAGMA integrity_check(20)').raw(true).all();
  const orphans = db.prepare<[], [string, number]>('PRAGMA foreign_key_check').raw(true).all();
  return [
    ...damage.map(([text]) => text.replaceAll('\n', ' ')).filter(text => text !== 'ok'),
    ...orphans
      .slice(0, 20)
      .map(([table, row]) => `Row ${row} of ${table} names something that does not exist.`),
  ];
}
