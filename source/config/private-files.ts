/**
 * JSON in the user's own cache directory, believed only when nobody else may have written it. Failing to keep something is
 * silent: it only costs time.
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

/** Where files live and who we are; `uid` is absent on Windows, where the profile directory is private already. */
export type PrivateDirectory = {directory: string; uid: number | undefined};

/** What was kept under a file name; undefined when there is nothing, or nothing that can be believed. Not checked further. */
export function readPrivateJson(place: PrivateDirectory, name: string): unknown {
  try {
    if (!isOurs(place)) return undefined;
    const file = openSync(path.join(place.directory, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const {uid, mode} = fstatSync(file);
      return isPrivate({uid, mode}, place.uid) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Replaces the file at once, so that a reader sees the old value or the new one. */
export function writePrivateJson(place: PrivateDirectory, name: string, value: unknown): void {
  const target = path.join(place.directory, name);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    mkdirSync(place.directory, {recursive: true, mode: 0o700});
    if (!isOurs(place)) return;
    // It may hold secrets; `wx` refuses a file that someone put there.
    writeFileSync(temporary, JSON.stringify(value), {mode: 0o600, flag: 'wx'});
    renameSync(temporary, target);
  } catch {
    discard(temporary);
  }
}

/** A path (or anything else) made a file name. It may be cut: what must not be confused has to stand in the value. */
export function nameFile(prefix: string, text: string): string {
  return `${prefix}-${encodeURIComponent(text).slice(-180)}.json`;
}

function discard(file: string): void {
  try {
    rmSync(file, {force: true});
  } catch {
    // It was never written: its directory is not one, or not ours.
  }
}

function isOurs({directory, uid}: PrivateDirectory): boolean {
  const rights = lstatSync(directory);
  return rights.isDirectory() && isPrivate(rights, uid);
}

function isPrivate(rights: {uid: number; mode: number}, uid: number | undefined): boolean {
  return uid === undefined || (rights.uid === uid && (rights.mode & 0o022) === 0);
}
