/**
 * Who may have written a configuration. It runs commands as whoever reads it, so a file that someone else can change is
 * refused, as sshd does with authorized_keys (safe_path in OpenSSH's misc.c).
 */
import {lstatSync, realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {ConfigError} from '../domain/errors.ts';

/** What is looked at of a file: its owner and its permission bits. */
type FileRights = {uid: number; mode: number};

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/**
 * Throws a ConfigError with the command that mends it when the file, or a directory in which it can be replaced, may be
 * written by anyone but the user and root. Without `uid` (Windows) there is nothing to check.
 */
export function checkPermissions(file: string, uid: number | undefined): void {
  if (uid === undefined) return;
  const real = realpathSync(file);
  const directories = new Set([path.dirname(real), path.dirname(file)]);
  const objections = [
    objectionToFile(real, statSync(real), uid),
    ...[...directories].map(directory =>
      objectionToDirectory(directory, lstatSync(realpathSync(directory)), uid),
    ),
  ].filter(objection => objection !== undefined);
  if (objections.length > 0) {
    throw new ConfigError(
      [`refusing ${file}, because it runs commands and others could have changed it:`, ...objections].join(
        '\n  ',
      ),
    );
  }
}

/** What is wrong with the file and how to mend it; undefined when nothing is. */
export function objectionToFile(file: string, rights: FileRights, uid: number): string | undefined {
  if (rights.uid !== 0 && rights.uid !== uid) {
    return `it belongs to user ${rights.uid}, not to you or root; mend it with: chown ${uid} ${shellWord(file)}`;
  }
  if ((rights.mode & WRITABLE_BY_OTHERS) === 0) return undefined;
  return `${writers(rights.mode)} may write it; mend it with: chmod go-w ${shellWord(file)}`;
}

/** A sticky directory (like /tmp) is fine: there only a file's owner may replace it. */
export function objectionToDirectory(directory: string, rights: FileRights, uid: number): string | undefined {
  if (rights.uid !== 0 && rights.uid !== uid) {
    return `its directory belongs to user ${rights.uid}, not to you or root; mend it with: chown ${uid} ${shellWord(directory)}`;
  }
  if ((rights.mode & WRITABLE_BY_OTHERS) === 0 || (rights.mode & STICKY) !== 0) return undefined;
  return `${writers(rights.mode)} may write its directory; mend it with: chmod go-w ${shellWord(directory)}`;
}

function writers(mode: number): string {
  if ((mode & 0o002) !== 0) return 'everyone';
  return 'its group';
}

/** A path as a POSIX shell reads it back, so that the remedy can be pasted. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
