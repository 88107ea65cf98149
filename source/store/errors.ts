/** What SQLite and the file system say, in words that name the database and the remedy. */
import {errorMessage, StoreError} from '../domain/errors.ts';

/** There is no database at the path yet: nothing was ever collected. */
export class NoDatabaseError extends StoreError {
  constructor(path: string) {
    super(`No data yet: ${path} does not exist. Run \`jobtrack-tui collect\` to make it.`);
  }
}

/** The remedy for a damaged or foreign file. It is never written to. */
export const DAMAGE_REMEDY =
  'Nothing was changed. See what is wrong with `jobtrack-tui db check`, keep a copy with `jobtrack-tui db backup`, ' +
  'and put a good one in its place with `jobtrack-tui db restore`.';

type Explain = (path: string) => string;

const explainFull: Explain = path =>
  `The disk that holds ${path} is full; what was stored before is intact. Free some space, or run \`jobtrack-tui prune\`.`;
const explainReadOnly: Explain = path =>
  `${path} cannot be written: it, its directory or its file system is read-only for this user. ` +
  'Check owner and mode, or read with --cached.';
const explainDenied: Explain = path =>
  `${path} cannot be opened by this user. Check the owner and mode of the file and its directory, or name another with \`database:\`.`;

/** Not the database's fault: an installation that lacks, or has for another platform, what SQLite comes in. */
const explainAddon: Explain = () =>
  `SQLite cannot be loaded on ${process.platform}-${process.arch}. Install jobtrack-tui again on this machine.`;

/** By the start of SQLite's or Node's code; the first that fits, so the longer ones stand first. */
const EXPLANATIONS: readonly [code: string, explain: Explain][] = [
  ['SQLITE_FULL', explainFull],
  // Creating a database on a full disk fails while the shared memory file is made, not with SQLITE_FULL.
  ['SQLITE_IOERR_SHMSIZE', explainFull],
  ['ENOSPC', explainFull],
  ['EDQUOT', explainFull],
  [
    'SQLITE_BUSY',
    path =>
      `${path} is being written by another process for too long. Try again; \`fuser ${path}\` names it.`,
  ],
  ['SQLITE_READONLY', explainReadOnly],
  ['EROFS', explainReadOnly],
  ['SQLITE_CORRUPT', path => `${path} is damaged. ${DAMAGE_REMEDY}`],
  ['SQLITE_NOTADB', path => `${path} is not a database of jobtrack-tui. ${DAMAGE_REMEDY}`],
  ['SQLITE_CANTOPEN', explainDenied],
  ['SQLITE_PERM', explainDenied],
  ['SQLITE_AUTH', explainDenied],
  ['EACCES', explainDenied],
  ['EPERM', explainDenied],
  ['MODULE_NOT_FOUND', explainAddon],
  ['ERR_DLOPEN_FAILED', explainAddon],
  ['ENOENT', path => `${path} does not exist. Check the path.`],
  [
    'ENOTDIR',
    path => `${path} lies below something that is not a directory. Name another path with \`database:\`.`,
  ],
  ['EISDIR', path => `${path} is a directory. Name a file in it.`],
  [
    'SQLITE_IOERR',
    path =>
      `Reading or writing ${path} failed in the file system. See the kernel's log for the disk's state.`,
  ],
];

/** Turns anything thrown while working on a database into a StoreError; one that already is passes unchanged. */
export function toStoreError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = errorCode(error);
  const known = EXPLANATIONS.find(([prefix]) => code.startsWith(prefix));
  const message = known ? known[1](path) : `The database ${path} could not be used.`;
  return new StoreError(`${message} (${errorMessage(error)})`, {cause: error});
}

/** The code that SQLite or Node gave an error, or an empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
