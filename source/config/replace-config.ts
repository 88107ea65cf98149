/** Replaces a configuration by a changed one: all of it or nothing, with what was there kept beside it. */
import {chmod, chown, copyFile, readFile, realpath, rename, rm, stat, writeFile} from 'node:fs/promises';
import {ConfigError, errorMessage} from '../domain/errors.ts';

export type Replacement = {
  /** Where it really lies. */
  file: string;
  /** Where what was there is kept. */
  backup: string;
};

/**
 * `change` gets the present text and answers with the new one; it throws when that would not do. `stamp` goes into the name
 * of the backup. Throws a ConfigError when the file cannot be written, and leaves it as it was.
 */
export async function replaceConfig(
  path: string,
  stamp: string,
  change: (text: string, file: string) => Promise<string>,
): Promise<Replacement> {
  const file = await realpath(path);
  const before = await readFile(file, 'utf8');
  const after = await change(before, path);
  const backup = `${file}.backup-${stamp}`;
  const temporary = `${file}.${process.pid}.new`;
  try {
    const {mode, uid, gid} = await stat(file);
    await writeFile(temporary, after, {flag: 'wx', mode: 0o600});
    // Whoever may read it now may read it then; a file that would change hands is not replaced.
    await chown(temporary, uid, gid);
    await chmod(temporary, mode & 0o7777);
    if ((await readFile(file, 'utf8')) !== before)
      throw new ConfigError(`${path} has just been changed by somebody else; try again`);
    await copyFile(file, backup);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, {force: true});
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `cannot write ${path}: ${errorMessage(error)}; it is as it was. Paste what \`jobtrack-tui expect suggest\` prints, or run it as a user who may write it`,
      {cause: error},
    );
  }
  return {file, backup};
}
