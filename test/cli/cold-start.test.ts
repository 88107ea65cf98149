import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {patiently} from '../patiently.ts';
import {openScreen} from '../terminal/open-screen.ts';
import type {OpenTerminal} from '../terminal/open-terminal.ts';
import {listDescendants, readProcess} from '../terminal/process-table.ts';
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
  return listFiles(folder, () => true);
}

/** Of the processes whose coverage has such a name: `coverage-PID-TIME-NUMBER.json`. */
function listFiles(folder: string, isOf: (name: string) => boolean): string[] {
  const files = readdirSync(folder)
    .filter(isOf)
    .flatMap(name => {
      const {result}: {result: {url: string}[]} = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      return result.flatMap(({url}) =>
        url.startsWith('file:') ? [fileURLToPath(url)] : path.isAbsolute(url) ? [url] : [],
      );
    });
  return [...new Set(files.map(file => path.relative(DIST, file)))];
}

/** Resolves when the process behind is gone too: until then it writes what it leaves. */
async function quit({pid, press, exit}: OpenTerminal): Promise<void> {
  const behind = listDescendants(pid);
  press('q');
  expect(await exit).toMatchObject({code: 0});
  await patiently(() => expect(behind.map(id => readProcess(id)?.state ?? 'Z')).toEqual(['Z']));
}

/** What the screen's process loads, and what the one behind it does. */
async function listLoadedByScreen(): Promise<{screen: string[]; behind: string[]}> {
  const folder = place.file(`coverage-${runs++}`);
  const terminal = await openScreen(place, {env: {NODE_V8_COVERAGE: folder}});
  const {pid} = terminal;
  // The addon is no script that V8 could count.
  if (process.platform === 'linux') {
    const mapped = [pid, ...listDescendants(pid)].map(id => readFileSync(`/proc/${id}/maps`, 'latin1'));
    expect(mapped.map(maps => maps.includes('better-sqlite3'))).toEqual([false, true]);
  }
  await quit(terminal);
  expect(readdirSync(folder)).toHaveLength(2);
  const isScreen = (name: string): boolean => name.startsWith(`coverage-${pid}-`);
  return {screen: listFiles(folder, isScreen), behind: listFiles(folder, name => !isScreen(name))};
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

  test('the screen loads what draws, no package and no SQLite; the process behind it SQLite and nothing that draws', async () => {
    const {screen, behind} = await listLoadedByScreen();
    expect(screen.filter(isOwn).sort()).toEqual(['cli.js', 'lazy/open-app.js']);
    expect(screen.filter(isPackage)).toEqual([]);
    expect(behind.filter(isOwn)).toEqual(['cli.js']);
    expect(behind.filter(isPackage).filter(file => !file.includes('node_modules/better-sqlite3/'))).toEqual(
      [],
    );
  });

  test('the program itself holds neither ink, react nor execa', () => {
    const program = readFileSync(path.join(DIST, 'cli.js'), 'utf8');
    for (const sign of ['react.transitional.element', 'yoga', 'forceKillAfterDelay', 'ZodError'])
      expect([sign, program.includes(sign)]).toEqual([sign, false]);
    expect(readFileSync(path.join(DIST, 'collector.js'), 'utf8')).not.toContain('react.transitional.element');
  });

  test('the signs by which they are known are still theirs', () => {
    const read = (file: string): string => readFileSync(path.join(DIST, file), 'utf8');
    expect(read('lazy/bordered-table.js')).toContain('react.transitional.element');
    expect(read('lazy/open-app.js')).toContain('react.transitional.element');
    expect(read('lazy/open-app.js')).toContain('yoga');
    expect(read('lazy/zod.mjs')).toContain('ZodError');
    expect(read('collector.js')).toContain('forceKillAfterDelay');
  });
});

test('the second screen takes what the first one compiled', async () => {
  const compiled = place.file('cache/jobtrack-tui/compiled');
  const isKept = (name: string): boolean => /^(?:behind|cli|open-app)-v[^.]*\.[^.]*\.[^.]*$/.test(name);
  const showOnce = async (): Promise<{kinds: string; inode: number}[]> => {
    await quit(await openScreen(place, {env: {XDG_CACHE_HOME: place.file('cache')}}));
    const files = readdirSync(compiled)
      .filter(isKept)
      .map(name => path.join(compiled, name));
    return files.map(file => ({
      kinds: readFileSync(file, 'latin1').split('\n', 1)[0]?.trimEnd() ?? '',
      inode: statSync(file).ino,
    }));
  };
  const first = await showOnce();
  expect(first).toHaveLength(3);
  const second = await showOnce();
  expect(second).toHaveLength(3);
  for (const [index, before] of first.entries()) {
    const after = second[index];
    // A process that had to end before it had told that it was started is of another kind, which is learned beside the first.
    const isSame = after?.inode === before.inode;
    expect(isSame || after?.kinds.startsWith(`${before.kinds}\t`)).toBe(true);
  }
});
