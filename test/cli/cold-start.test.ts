import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runProgram} from './run-program.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

let place: Place;

beforeAll(async () => {
  place = createPlace(
    `
  prod:
    calendar: uk
    sources: [{adapter: csv, command: [echo, "job,status"]}]
    expect: [{job: LOAD, schedule: "0 0 * * *"}]`,
    'calendars: {uk: {country: GB}}',
  );
  await runProgram(place, ['collect']);
  // The first one keeps what it learned of the configuration and its holidays.
  await runProgram(place, ['--json', '--cached']);
});
afterAll(() => place.remove());

let runs = 0;

/** The files of ours and of packages that a command line loads, as V8 counts them for its coverage. */
async function listLoaded(...argv: string[]): Promise<string[]> {
  const folder = place.file(`coverage-${runs++}`);
  const {stderr} = await runProgram(place, argv, {NODE_V8_COVERAGE: folder});
  expect(stderr).toBe('');
  const files = readdirSync(folder).flatMap(name => {
    const {result}: {result: {url: string}[]} = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    return result.flatMap(({url}) =>
      url.startsWith('file:') ? [fileURLToPath(url)] : path.isAbsolute(url) ? [url] : [],
    );
  });
  return [...new Set(files.map(file => path.relative(DIST, file)))];
}

const isPackage = (file: string): boolean => file.includes('node_modules');
const isOwn = (file: string): boolean => !isPackage(file) && !file.startsWith('../bin');

describe('what a command does not need it does not load', () => {
  test('`--json --cached` loads one file of ours and SQLite', async () => {
    const loaded = await listLoaded('--json', '--cached');
    expect(loaded.filter(isOwn)).toEqual(['cli.js']);
    expect(loaded.filter(isPackage).filter(file => !file.includes('node_modules/better-sqlite3/'))).toEqual(
      [],
    );
  });

  test.each([
    ['check --cached', []],
    ['runs --json', []],
    ['history --csv', []],
    ['--version', []],
    ['missing --cached', []],
    ['config schema', ['lazy/zod.mjs']],
  ])('`%s` loads %j beside', async (line, lazy) => {
    const loaded = await listLoaded(...line.split(' '));
    expect(loaded.filter(isOwn).sort()).toEqual(['cli.js', ...lazy]);
  });

  test('the program itself holds neither ink, react nor execa', () => {
    const program = readFileSync(path.join(DIST, 'cli.js'), 'utf8');
    for (const sign of ['react.transitional.element', 'yoga', 'forceKillAfterDelay', 'ZodError'])
      expect([sign, program.includes(sign)]).toEqual([sign, false]);
    expect(readFileSync(path.join(DIST, 'collector.js'), 'utf8')).not.toContain('react.transitional.element');
  });

  test('the signs by which they are known are still theirs', () => {
    const read = (file: string): string => readFileSync(path.join(DIST, file), 'utf8');
    expect(read('lazy/bordered-table.mjs')).toContain('react.transitional.element');
    expect(read('lazy/bordered-table.mjs')).toContain('yoga');
    expect(read('lazy/zod.mjs')).toContain('ZodError');
    expect(read('collector.js')).toContain('forceKillAfterDelay');
  });
});
