import type {Zippable} from 'fflate';
import {zipSync} from 'fflate';
import type {PackageFile} from './package-file.ts';
import {sortFiles} from './package-file.ts';

/** Throws for a symbolic link: Windows makes them only for administrators. `epoch` in seconds since 1970. */
export function writeZip(files: readonly PackageFile[], epoch: number): Uint8Array {
  const entries = sortFiles(files).map(file => {
    if ('linksTo' in file)
      throw new Error(`${file.path} is a symbolic link, which a zip for Windows cannot have`);
    return [file.path, [file.contents, {level: 9, mtime: zipTime(epoch)}]] as const;
  });
  const zippable: Zippable = Object.fromEntries(
    entries.map(([path, [contents, options]]) => [path, [contents, options]]),
  );
  return zipSync(zippable);
}

/** A zip holds local times without a zone: written as if this host were in UTC, so that every host writes the same. */
function zipTime(epoch: number): Date {
  const utc = new Date(epoch * 1000);
  return new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  );
}
