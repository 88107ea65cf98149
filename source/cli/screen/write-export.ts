import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {errorMessage, JobtrackError} from '../../domain/errors.ts';

const MOST_NUMBERS = 1000;

/**
 * Writes a new file and answers with its path; a name that is taken gets a number (`jobs-2.csv`). Only for the user (0600),
 * as the database that the text comes from. Throws a JobtrackError for anything but a plain file name, and when it cannot
 * be written.
 */
export async function writeExport(directory: string, name: string, text: string): Promise<string> {
  if (!/^[^\0-\x1f\x7f/\\.-][^\0-\x1f\x7f/\\]{0,199}$/.test(name))
    throw new JobtrackError(`"${name}" is no name for a file; use letters, digits, dots and dashes`);
  const {name: stem, ext} = path.parse(name);
  for (let number = 1; number <= MOST_NUMBERS; number++) {
    const file = path.join(directory, number === 1 ? name : `${stem}-${number}${ext}`);
    try {
      await writeFile(file, text, {mode: 0o600, flag: 'wx'});
      return file;
    } catch (error) {
      if (!isTaken(error))
        throw new JobtrackError(`${file} cannot be written: ${errorMessage(error)}`, {cause: error});
    }
  }
  throw new JobtrackError(`${MOST_NUMBERS} files are called like ${name} in ${directory}; remove some`);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
