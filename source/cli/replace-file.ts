import {chmodSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {errorMessage, JobtrackError} from '../domain/errors.ts';

/**
 * Replaces a file as a whole, readable for everybody (0644) whatever the umask: who collects it is another user. The new
 * text lies beside it under a hidden name without its extension until then, so that nobody takes half of it for a file.
 */
export function replaceFile(file: string, text: string): void {
  const {dir, name} = path.parse(file);
  const temporary = path.join(dir, `.${name}.${process.pid}`);
  try {
    rmSync(temporary, {force: true});
    // `wx`: in a folder that others may write to, somebody could have put a link there.
    writeFileSync(temporary, text, {mode: 0o644, flag: 'wx'});
    chmodSync(temporary, 0o644);
    renameSync(temporary, file);
  } catch (error) {
    discard(temporary);
    throw new JobtrackError(`${file} cannot be written: ${errorMessage(error)}`, {cause: error});
  }
}

function discard(file: string): void {
  try {
    rmSync(file, {force: true});
  } catch {
    // Its folder is none: it was never written.
  }
}
