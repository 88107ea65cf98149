import {packTar} from 'modern-tar';
import type {PackageFile} from './package-file.ts';
import {listDirectories, sortFiles} from './package-file.ts';

/** A tar of root's files: directories before what is in them, one instant for all (`epoch`, in seconds since 1970). */
export async function writeTar(files: readonly PackageFile[], epoch: number): Promise<Uint8Array> {
  const common = {uid: 0, gid: 0, uname: 'root', gname: 'root', mtime: new Date(epoch * 1000)};
  const directories = listDirectories(files).map(name => ({
    header: {...common, name: `${name}/`, size: 0, mode: 0o755, type: 'directory' as const},
  }));
  const entries = sortFiles(files).map(file => {
    if ('linksTo' in file) {
      const link = {type: 'symlink' as const, linkname: file.linksTo};
      return {header: {...common, ...link, name: file.path, size: 0, mode: 0o777}};
    }
    const {path: name, isExecutable, contents} = file;
    const mode = isExecutable ? 0o755 : 0o644;
    return {header: {...common, name, size: contents.length, mode, type: 'file' as const}, body: contents};
  });
  return packTar([...directories, ...entries]);
}
