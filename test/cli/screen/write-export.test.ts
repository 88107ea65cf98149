import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {writeExport} from '../../../source/cli/screen/write-export.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jobtrack-export-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

test('a file is new, for the user alone, and holds the text', async () => {
  const file = await writeExport(folder, 'jobs.csv', 'job\nEOD\n');
  expect(file).toBe(path.join(folder, 'jobs.csv'));
  expect(readFileSync(file, 'utf8')).toBe('job\nEOD\n');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a name that is taken gets the next number; nothing is overwritten', async () => {
  writeFileSync(path.join(folder, 'jobs.csv'), 'mine');
  writeFileSync(path.join(folder, 'jobs-2.csv'), 'mine, too');
  expect(await writeExport(folder, 'jobs.csv', 'new')).toBe(path.join(folder, 'jobs-3.csv'));
  expect(readFileSync(path.join(folder, 'jobs.csv'), 'utf8')).toBe('mine');
});

test.skipIf(process.platform === 'win32')('a link that leads elsewhere is not followed', async () => {
  const elsewhere = path.join(folder, 'elsewhere');
  symlinkSync(elsewhere, path.join(folder, 'jobs.csv'));
  await writeExport(folder, 'jobs.csv', 'text');
  expect(readdirSync(folder).toSorted()).toEqual(['jobs-2.csv', 'jobs.csv']);
});

test.each([
  ['', 'nothing'],
  ['../jobs.csv', 'a way out of the folder'],
  ['/etc/passwd', 'a whole path'],
  ['a\\b.csv', 'a path of Windows'],
  ['..', 'a folder'],
  ['.profile', 'a hidden file'],
  ['-rf', 'what commands take for a flag'],
  ['jobs\n.csv', 'a line break'],
  ['a\0b', 'a null byte'],
  ['x'.repeat(300), 'more than a file system takes'],
])('%j is refused: %s', async name => {
  await expect(writeExport(folder, name, 'text')).rejects.toThrow('is no name for a file');
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be written to is named', async () => {
  const missing = path.join(folder, 'missing');
  await expect(writeExport(missing, 'jobs.csv', 'text')).rejects.toThrow(
    `${path.join(missing, 'jobs.csv')} cannot be written: ENOENT`,
  );
});
