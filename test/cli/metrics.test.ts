import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readExposition} from '../output/openmetrics/read-exposition.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runProgram, runShell} from './run-program.ts';

let place: Place;
beforeEach(() => {
  place = createPlace(`
  prod:
    sources: [{adapter: csv, command: {shell: "cat jobs.csv"}, options: {statuses: {OK: succeeded, KO: failed}}}]`);
  place.write(
    'jobs.csv',
    'job,status,start\nA,OK,2026-11-23T02:00:00Z\n"B ""x""\\\nC",KO,2026-11-23T02:00:00Z\n',
  );
});
afterEach(() => place.remove());

const DAY = ['--date', '2026-11-23'];

test('prints what the report says', async () => {
  const {stdout, code} = await runProgram(place, ['metrics', '--jobs', '--fresh']);
  expect(code).toBe(0);
  const families = readExposition(stdout);
  expect(families.get('jobtrack_environment_info')?.samples[0]?.labels.environment).toBe('prod');
  expect(families.get('jobtrack_source_up')?.samples[0]?.value).toBe(1);
});

test.skipIf(process.platform === 'win32')(
  'a file is replaced as a whole, readable for the collector whatever the umask, and nothing else is left',
  async () => {
    const folder = place.file('textfile');
    const file = path.join(folder, 'jobtrack.prom');
    const {code, stdout} = await runShell(
      place,
      'mkdir textfile && echo old > textfile/jobtrack.prom && chmod 600 textfile/jobtrack.prom && umask 077 && "$NODE" "$LAUNCHER" metrics --output textfile/jobtrack.prom',
    );
    expect({code, stdout}).toEqual({code: 0, stdout: ''});
    expect(readdirSync(folder)).toEqual(['jobtrack.prom']);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('644');
    readExposition(readFileSync(file, 'utf8'));
  },
);

test('a file that cannot be written is named, and the old one stays', async () => {
  writeFileSync(place.file('blocked'), 'a file, no folder');
  const {code, stderr} = await runProgram(place, ['metrics', '--output', 'blocked/jobtrack.prom', ...DAY]);
  expect(code).toBe(3);
  expect(stderr).toContain('blocked/jobtrack.prom cannot be written: ');
  expect(readFileSync(place.file('blocked'), 'utf8')).toBe('a file, no folder');
});
