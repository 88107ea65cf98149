/**
 * Keeps the validated configuration as JSON in the user's own cache directory, so that starting does not load zod and
 * yaml (about 50 ms). It is believed only when nothing differs: the fingerprint holds everything that the configuration
 * was made from. Failing to keep it is silent: it only costs time.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

import path from 'node:path';
import type {Config} from './config.ts';

/** Where entries live and who we are; `uid` is absent on Windows, where the profile directory is private already. */
export type ConfigCache = {directory: string; uid: number | undefined};

type Entry = {fingerprint: string; config: Config};

/** The identity of a file's content, as far as the file system tells it. */
export type FileIdentity = {size: bigint; mtimeNs: bigint; ctimeNs: bigint; ino: bigint; dev: bigint};

/**
 * A file that was changed a moment ago could change again within the same tick of the file system's clock, unseen: it is
 * not kept yet (git calls this a racily clean entry). Ticks are at most 10 ms, or 2 s where times are whole seconds.
 */
export function isSettled(file: FileIdentity, now: number): boolean {
  return [file.mtimeNs, file.ctimeNs].every(changedAt => {
    const tickMs = changedAt % 1_000_000_000n === 0n ? 2000 : 10;
    return now - Number(changedAt / 1_000_000n) > 2 * tickMs;
  });
}

/** Everything that the result depends on, as one string. */
export function buildFingerprint(parts: Readonly<Record<string, string>>, file?: FileIdentity): string {
  const identity = file && [file.dev, file.ino, file.size, file.mtimeNs, file.ctimeNs].join(':');
  return JSON.stringify({...parts, identity});
}

/** The configuration kept under a name, or undefined when there is none that can be believed. */
export function readCachedConfig(cache: ConfigCache, name: string, fingerprint: string): Config | undefined {
  try {
    if (!isOurs(cache)) return undefined;
    const file = openSync(entryPath(cache, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const {uid, mode} = fstatSync(file);
      if (!isPrivate({uid, mode}, cache.uid)) return undefined;
      const entry: Entry = JSON.parse(readFileSync(file, 'utf8'));
      return entry.fingerprint === fingerprint ? entry.config : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

export function writeCachedConfig(
  cache: ConfigCache,
  name: string,
  fingerprint: string,
  config: Config,
): void {
  const target = entryPath(cache, name);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    mkdirSync(cache.directory, {recursive: true, mode: 0o700});
    if (!isOurs(cache)) return;
    const entry: Entry = {fingerprint, config};
    // It may hold secrets from `env`; `wx` refuses a file that someone put there.
    writeFileSync(temporary, JSON.stringify(entry), {mode: 0o600, flag: 'wx'});
    renameSync(temporary, target);
  } catch {
    discard(temporary);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, {force: true});
  } catch {
    // It was never written: its directory is not one, or not ours.
  }
}

function isOurs({directory, uid}: ConfigCache): boolean {
  const rights = lstatSync(directory);
  return rights.isDirectory() && isPrivate(rights, uid);
}

function isPrivate(rights: {uid: number; mode: number}, uid: number | undefined): boolean {
  return uid === undefined || (rights.uid === uid && (rights.mode & 0o022) === 0);
}

function entryPath({directory}: ConfigCache, name: string): string {
  // A path made a file name; the fingerprint holds the whole path, so that two that are cut alike are never confused.
  return path.join(directory, `config-${encodeURIComponent(name).slice(-180)}.json`);
}
