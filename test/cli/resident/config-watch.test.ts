import {renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {beforeEach, expect, test} from 'vitest';
import type {ConfigWatch} from '../../../source/cli/resident/config-watch.ts';
import {createConfigWatch} from '../../../source/cli/resident/config-watch.ts';
import {identifyFile} from '../../../source/config/config-cache.ts';
import {createPath} from '../../store/place.ts';

let path: string;
let watch: ConfigWatch;
let written: number;

/** With a time of its own: two versions within one tick of the clock may be of the same size. */
function write(text: string, file = path): void {
  writeFileSync(file, text);
  written += 1;
  utimesSync(file, written, written);
}

const looks = async (count: number): Promise<boolean[]> => {
  const seen: boolean[] = [];
  for (let look = 0; look < count; look++) seen.push(await watch.look());
  return seen;
};

beforeEach(() => {
  written = 1_000_000;
  path = createPath();
  write('a: 1');
  watch = createConfigWatch({path, identity: identifyFile(statSync(path, {bigint: true}))});
});

test('a file that stays as it is has not changed', async () => {
  expect(await looks(3)).toEqual([false, false, false]);
});

test('a change is told once, when the file stands still', async () => {
  write('a: 2');
  expect(await watch.look()).toBe(false);
  write('a: 22');
  expect(await looks(3)).toEqual([false, true, false]);
});

test('a file that is replaced has changed, and one that is gone is waited for', async () => {
  write('a: 2', `${path}.new`);
  renameSync(`${path}.new`, path);
  expect(await looks(3)).toEqual([false, true, false]);
  rmSync(path);
  expect(await looks(3)).toEqual([false, false, false]);
  write('a: 3');
  expect(await looks(3)).toEqual([false, true, false]);
});

test('what was read meanwhile is not told', async () => {
  write('a: 2');
  expect(await watch.look()).toBe(false);
  await watch.account();
  expect(await looks(2)).toEqual([false, false]);
});

test('the built-in configuration has no file to change', async () => {
  const none = createConfigWatch({});
  expect([await none.look(), await none.look()]).toEqual([false, false]);
});
