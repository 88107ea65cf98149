import {readFileSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runProgram} from './run-program.ts';

/** What a hostile host might print: each would do harm if it reached a terminal, a shell, SQL or a spreadsheet whole. */
const NAMES = [
  '\u001B[31mRED\u001B[0m',
  '\u001B]52;c;aGFja2Vk\u0007CLIPBOARD',
  '\u001B]0;title\u001B\\TITLE',
  '\u009B2JC1',
  '\u0090DCS\u009Cdevice',
  'rtl\u202Egnp.exe',
  'zero\u200Bwidth\uFEFF',
  'bell\u0007back\bspace',
  'line\nbreak\r\nreturn\u2028separator',
  'tag\u{E0041}character',
  'lone\uD800surrogate',
  "'; DROP TABLE run; --",
  '$(touch pwned) `touch pwned`',
  '--flag',
  '../../etc/passwd',
  '__proto__',
  '%s%n{date}',
  '"quoted", comma|pipe',
];

let place: Place;

beforeAll(async () => {
  place = createPlace(`
  prod:
    sources:
      - {adapter: ndjson, command: {shell: "cat out.ndjson; cat noise >&2"}}
  broken:
    sources:
      - {adapter: csv, command: {shell: "cat noise; cat noise >&2; exit 3"}}
      - {name: unread, adapter: count, command: {shell: "cat noise"}}`);
  const rows = NAMES.map((job, i) =>
    JSON.stringify({job, status: i % 2 === 0 ? 'failed' : 'succeeded', runKey: `${job}-${i}`, message: job}),
  );
  place.write('out.ndjson', `${rows.join('\n')}\n`);
  place.write('noise', `${NAMES.join('\n')}\n`);
  await runProgram(place, ['collect']);
});
afterAll(() => place.remove());

// Everything a terminal acts upon or hides, but the line end; CSV ends its lines with CR LF.
const HARMFUL = /(?!\n|\r\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('nothing that a terminal would act upon is printed', () => {
  test.each([
    '--cached',
    '--json --cached',
    'today --cached',
    'missing --cached',
    'missing --cached --csv',
    'missing --cached --json',
    'jobs --cached',
    'jobs --cached --csv',
    'slots --cached',
    'runs',
    'runs --csv',
    'runs --json',
    'history',
    'collections',
    'collections --csv',
    'collections --json',
    'check --cached',
    'collect',
    'collect --json',
    'doctor',
    'doctor --json',
  ])('by `%s`', async line => {
    const {stdout, stderr} = await runProgram(place, line.split(' '));
    expect(stdout).not.toMatch(HARMFUL);
    expect(stderr).not.toMatch(HARMFUL);
    expect(stdout.length).toBeGreaterThan(20);
  });

  test('by `try`', async () => {
    for (const argv of [['--json'], []]) {
      const {stdout} = await runProgram(place, ['runs', '--json']);
      expect(JSON.parse(stdout)).toHaveLength(NAMES.length);
      const {stdout: tried, stderr} = await runTry('ndjson', place.file('out.ndjson'), ...argv);
      expect(tried + stderr).not.toMatch(HARMFUL);
      expect((await runTry('csv', place.file('noise'), ...argv)).stdout).not.toMatch(HARMFUL);
    }
  });

  const runTry = (...argv: string[]) => runProgram({...place, config: ''}, ['try', ...argv]);
});

test('every name is a job of its own, found again by its cleaned name', async () => {
  const {stdout} = await runProgram(place, ['runs', '--json']);
  const jobs: {job: string}[] = JSON.parse(stdout);
  for (const wanted of [
    'RED',
    "'; DROP TABLE run; --",
    '$(touch pwned) `touch pwned`',
    '__proto__',
    'rtlgnp.exe',
  ]) {
    expect(jobs.map(({job}) => job)).toContain(wanted);
    const {stdout: found} = await runProgram(place, ['runs', '--json', `--job=${wanted}`]);
    expect(JSON.parse(found)).toHaveLength(1);
  }
});

test('CSV keeps such names in one field', async () => {
  const {stdout} = await runProgram(place, ['runs', '--csv', '--job', '*quoted*']);
  expect(stdout.split('\r\n')[1]).toContain('"""quoted"", comma|pipe"');
});

test('the performance data of `check` begins at the only bar', async () => {
  const {stdout} = await runProgram(place, ['check', '--cached']);
  expect(stdout.match(/\|/g)).toHaveLength(1);
  expect(stdout.match(/\n/g)).toHaveLength(1);
});

test('the database is sound and the shell was asked for nothing', async () => {
  const {stdout, code} = await runProgram(place, ['db', 'check']);
  expect({code, stdout}).toEqual({code: 0, stdout: expect.stringContaining(`runs`)});
  expect(() => readFileSync(place.file('pwned'))).toThrow('ENOENT');
});
