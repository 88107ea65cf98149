/** What an archive holds, before it is one. */

export type PackageFile = {
  /** From the archive's root, with `/` on every platform, without one at either end. */
  path: string;
  isExecutable?: true;
} & ({contents: Uint8Array} | {/** A symbolic link, as readlink(1) would print it. */ linksTo: string});

/** Sorted by path, in the order of bytes: the same files make the same archive wherever they were listed. */
export function sortFiles(files: readonly PackageFile[]): PackageFile[] {
  return files.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

/** Every directory that the files need, parents first. */
export function listDirectories(files: readonly PackageFile[]): string[] {
  const directories = new Set<string>();
  for (const {path} of files) {
    const parts = path.split('/').slice(0, -1);
    for (const index of parts.keys()) directories.add(parts.slice(0, index + 1).join('/'));
  }
  return [...directories].sort();
}

export function moveInto(folder: string, files: readonly PackageFile[]): PackageFile[] {
  return files.map(file => ({...file, path: `${folder}/${file.path}`}));
}

export function textFile(path: string, text: string, isExecutable = false): PackageFile {
  return {path, contents: Buffer.from(text), ...(isExecutable && {isExecutable})};
}
