/** The database's files: who may read them, and whether there is a database in them at all. */
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {ConfigError, StoreError} from '../domain/errors.ts';
import {DAMAGE_REMEDY, errorCode} from './errors.ts';

/** What SQLite keeps beside a database in WAL mode. */
export const COMPANIONS = ['-wal', '-shm'] as const;

const HEADER = 'SQLite format 3\0';

/** Where a backup is made ready to be put in a database's place. It is gone when that is done. */
export const restoringPath = (path: string): string => `${path}.restoring`;

/** An empty database in the place of one that was about to be replaced would hide that it is gone. */
export function refuseCutOffRestore(path: string): void {
  if (existsSync(path) || !existsSync(restoringPath(path))) return;
  throw new StoreError(
    `${path} is missing: putting a backup in its place was cut off. Run \`jobtrack-tui db restore <backup>\` again; ` +
      `what was there before stands beside it (${basename(path)}.replaced-...).`,
  );
}

/**
 * Makes the directory and an empty file with the right modes, so that SQLite, which gives its companions the mode of the
 * file, never makes one that others can read. What exists is left as its owner made it.
 */
export function createDatabaseFile(path: string, group?: string): void {
  const gid = group === undefined ? undefined : readGroupId(group);
  const directory = dirname(path);
  if (!existsSync(directory)) {
    makeDirectory(directory);
    // The set-group-ID bit hands the group on to every file made there.
    if (gid !== undefined) setMode(directory, 0o2770, gid);
  }
  refuseCutOffRestore(path);
  if (!existsSync(path)) {
    closeSync(openSync(path, 'a', 0o600));
    if (gid !== undefined) setMode(path, 0o660, gid);
  }
}

/** With its parents, one by one: Node's own recursion never ends where the system refuses a directory (below /proc). */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, {mode: 0o700});
}

/** Shares an open database's files with the group, as far as this user owns them. */
export function shareWithGroup(path: string, group: string): void {
  const gid = readGroupId(group);
  for (const file of [path, ...companionsOf(path)]) {
    try {
      setMode(file, 0o660, gid);
    } catch (error) {
      // Another user of the group made it, and shared it; or SQLite has just removed it.
      if (!['EPERM', 'ENOENT'].includes(errorCode(error))) throw error;
    }
  }
}

function companionsOf(path: string): string[] {
  return COMPANIONS.map(suffix => path + suffix);
}

/** Refuses a file that holds something else than a database. Nothing and an empty file pass. */
export function checkHeader(path: string): void {
  if (!existsSync(path)) return;
  const header = readStart(path, HEADER.length);
  if (header.length > 0 && header.toString('latin1') !== HEADER) {
    throw new StoreError(`${path} is not a SQLite database. ${DAMAGE_REMEDY}`);
  }
}

/** Makes a private empty file; throws EEXIST rather than touch one that is there. */
export function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'wx', 0o600));
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Copies a database that cannot be read where it lies (WAL mode needs a writable directory) to a private place. Copying
 * races with a writer elsewhere, so a copy during which the file changed is made again.
 */
export function copyForReading(path: string): {file: string; remove: () => void} {
  const directory = mkdtempSync(join(tmpdir(), 'jobtrack-'));
  const file = join(directory, basename(path));
  const remove = (): void => rmSync(directory, {recursive: true, force: true});
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = describeState(path);
      copyFileSync(path, file, constants.COPYFILE_FICLONE);
      if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${file}-wal`);
      if (describeState(path) === before) return {file, remove};
    }
    throw new StoreError(`${path} is being written while it is read from a read-only directory. Try again.`);
  } catch (error) {
    remove();
    throw error;
  }
}

function describeState(path: string): string {
  return [path, `${path}-wal`]
    .map(file => statSync(file, {throwIfNoEntry: false}))
    .map(stat => (stat ? `${stat.size} ${stat.mtimeMs}` : 'none'))
    .join();
}

function readStart(path: string, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

function setMode(path: string, mode: number, gid: number): void {
  if (process.platform === 'win32') return;
  const {uid, gid: present} = statSync(path);
  if (present !== gid) chownSync(path, uid, gid);
  chmodSync(path, mode);
}

/** Node has no look-up of groups. Groups that a directory service defines are given by number. */
function readGroupId(group: string): number {
  if (/^\d+$/.test(group)) return Number(group);
  const groups = existsSync('/etc/group') ? readFileSync('/etc/group', 'utf8').split('\n') : [];
  const entry = groups.map(line => line.split(':')).find(([name]) => name === group);
  if (entry?.[2] === undefined) {
    throw new ConfigError(
      `The group "${group}" of the database is not in /etc/group. Create it, or give its number (\`getent group ${group}\`).`,
    );
  }
  return Number(entry[2]);
}
