import {gzipSync} from 'node:zlib';
import type {PackageFile} from './package-file.ts';

/** Which files make up a part, first match first. */
const PARTS: readonly [string, RegExp][] = [
  ['runtime (Node)', /^lib\/runtime\//],
  ['addon (SQLite)', /\.node$/],
  ['program', /^lib\//],
  ['licences', /LICEN[CS]E/],
  ['documentation', /^share\/(?:doc|man)\//],
  ['completions', /^share\/(?:bash|zsh|fish)/],
  ['launcher, installer, units', /./],
];

/** A table of what the archive consists of, in kilobytes as it lies on disk and compressed, and the packages' own sizes. */
export function formatParts(
  title: string,
  files: readonly PackageFile[],
  packages: readonly {name: string; contents: Uint8Array}[],
): string {
  const rest = new Set(files);
  const rows = PARTS.map(([name, pattern]) => {
    const own = [...rest].filter(({path}) => pattern.test(path));
    for (const file of own) rest.delete(file);
    const contents = own.map(file => ('contents' in file ? file.contents : Buffer.alloc(0)));
    return {name, count: own.length, bytes: sum(contents), packed: gzipSync(Buffer.concat(contents)).length};
  });
  return [
    title,
    `  ${'part'.padEnd(28)}${'files'.padStart(6)}${'kB'.padStart(9)}${'gzip kB'.padStart(9)}`,
    ...rows.map(({name, count, bytes, packed}) => formatRow(name, String(count), bytes, packed)),
    ...packages.map(({name, contents}) => `  ${name}: ${(contents.length / 1e6).toFixed(1)} MB`),
    '',
  ].join('\n');
}

function formatRow(name: string, count: string, bytes: number, packed: number): string {
  return `  ${name.padEnd(28)}${count.padStart(6)}${kilobytes(bytes)}${kilobytes(packed)}`;
}

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1000)
    .toLocaleString('en')
    .padStart(9);
}

function sum(contents: readonly Uint8Array[]): number {
  return contents.reduce((total, {length}) => total + length, 0);
}
