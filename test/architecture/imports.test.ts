import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';

const source = fileURLToPath(new URL('../../source/', import.meta.url));

/** Imports go down only; folders of one floor do not know each other. */
const FLOORS: Record<string, number> = {
  domain: 0,
  config: 1,
  adapters: 1,
  store: 1,
  analysis: 1,
  collect: 2,
  report: 2,
  output: 3,
  demo: 3,
  ui: 4,
  cli: 5,
};

/** Packages that only one folder may know. */
const OWNERS: Record<string, readonly string[]> = {
  execa: ['collect'],
  'better-sqlite3': ['store'],
  ink: ['output', 'ui'],
  react: ['output', 'ui'],
  meow: ['cli'],
  pino: ['cli'],
};

type Import = {file: string; folder: string; target: string};

function listImports(): Import[] {
  const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter(file => /\.tsx?$/.test(file));
  return files.flatMap(file => {
    const text = readFileSync(path.join(source, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '');
    return specifiers.map(target => ({file, folder: file.split(path.sep)[0] ?? '', target}));
  });
}

const imports = listImports();

function folderOf({file, target}: Import): string {
  return path.relative(source, path.resolve(source, path.dirname(file), target)).split(path.sep)[0] ?? '';
}

describe('imports', () => {
  test('are found', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  test('stay in their folder or go to a lower floor', () => {
    const upward = imports
      .filter(({target}) => target.startsWith('.') && !target.endsWith('.json'))
      .filter(entry => folderOf(entry) !== entry.folder)
      .filter(entry => !((FLOORS[folderOf(entry)] ?? 99) < (FLOORS[entry.folder] ?? -1)));
    expect(upward).toEqual([]);
  });

  test('of packages with an owner stay with the owner', () => {
    const strays = imports.filter(
      ({target, folder}) => OWNERS[target] !== undefined && !OWNERS[target].includes(folder),
    );
    expect(strays).toEqual([]);
  });

  test('every folder has its floor', () => {
    const folders = new Set(imports.map(({folder}) => folder));
    expect([...folders].filter(folder => FLOORS[folder] === undefined)).toEqual([]);
  });
});

test('the clock, the environment and the host are read at the edge only', () => {
  const pure = ['domain', 'adapters', 'analysis', 'report', 'output'];
  const files = new Set(imports.filter(({folder}) => pure.includes(folder)).map(({file}) => file));
  const offenders = [...files].filter(file =>
    /Date\.now\(|new Date\(\)|process\.env|performance\.now\(/.test(
      readFileSync(path.join(source, file), 'utf8'),
    ),
  );
  expect(offenders).toEqual([]);
});
