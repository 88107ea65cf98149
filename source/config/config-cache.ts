/**
 * Keeps the validated configuration as JSON in the user's own cache directory, so that starting does not load zod and
 * yaml (about 50 ms). It is believed only when nothing differs: the fingerprint holds everything that the configuration
 * was made from.
 */
import type {Config} from './config.ts';
import type {PrivateDirectory} from './private-files.ts';
import {nameFile, readPrivateJson, writePrivateJson} from './private-files.ts';

type Entry = {fingerprint: string; config: Config};

/** The identity of a file's content, as far as the file system tells it. */
export type FileIdentity = {size: bigint; mtimeNs: bigint; ctimeNs: bigint; ino: bigint; dev: bigint};

/** Tells a file from one that was written anew or put in its place. */
export function identifyFile({dev, ino, size, mtimeNs, ctimeNs}: FileIdentity): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

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
  const identity = file && identifyFile(file);
  return JSON.stringify({...parts, identity});
}

/** The configuration kept under a name, or undefined when there is none that can be believed. */
export function readCachedConfig(
  cache: PrivateDirectory,
  name: string,
  fingerprint: string,
): Config | undefined {
  const entry = readPrivateJson(cache, nameFile('config', name)) as Entry | undefined;
  return entry?.fingerprint === fingerprint ? entry.config : undefined;
}

export function writeCachedConfig(
  cache: PrivateDirectory,
  name: string,
  fingerprint: string,
  config: Config,
): void {
  const entry: Entry = {fingerprint, config};
  writePrivateJson(cache, nameFile('config', name), entry);
}
