import {spawnSync} from 'node:child_process';
import {chmodSync, chownSync, existsSync, readdirSync, readFileSync} from 'node:fs';
import {afterEach, describe, expect, test} from 'vitest';
import {formatInstant} from '../../source/domain/time.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {NOW, runMain} from './run-main.ts';
import type {Ended} from './run-program.ts';
import {LAUNCHER, runProgram} from './run-program.ts';

let place: Place;
afterEach(() => place.remove());

/** One environment whose command writes a line to `calls` and prints `out.csv`; LOAD is due at midnight. */
function createWatched(settings = 'refresh: 1h'): Place {
  place = createPlace(
    `
  prod:
    sources:
      - adapter: csv
        command: {shell: "echo {date} >> calls; cat out.csv"}
    expect: [{job: LOAD, schedule: "0 0 * * *", grace: 1m}]`,
    settings,
  );
  place.write('out.csv', csv('LOAD,succeeded'));
  return place;
}

/** Runs of today in UTC, which began a second after midnight. */
function csv(...rows: string[]): string {
  const midnight = `${formatInstant(Date.now()).slice(0, 10)}T00:00:01Z`;
  return `job,status,startedAt\n${rows.map(row => `${row},${midnight}\n`).join('')}`;
}

const today = (): string => formatInstant(Date.now()).slice(0, 10);
/** Calls for today; the day before is asked for once, to close it. */
const calls = (): number => place.lines('calls').filter(line => line === today()).length;
const report = ({stdout}: Pick<Ended, 'stdout'>): StatusReport => JSON.parse(stdout);

describe('what is collected', () => {
  test('--cached never runs a command', async () => {
    createWatched();
    await runProgram(place, ['collect']);
    const before = place.lines('calls');
    for (const argv of [
      ['--cached'],
      ['today', '--cached'],
      ['check', '--cached'],
      ['runs'],
      ['history'],
      ['collections'],
    ])
      expect((await runProgram(place, argv)).stderr).toBe('');
    expect(place.lines('calls')).toEqual(before);
  });

  test('only what is due unless told; with --fresh everything', async () => {
    createWatched();
    expect((await runProgram(place, ['--json'])).code).toBe(0);
    expect(calls()).toBe(1);
    await runProgram(place, ['--json']);
    await runProgram(place, ['missing']);
    expect(calls()).toBe(1);
    await runProgram(place, ['--json', '--fresh']);
    expect(calls()).toBe(2);
  });

  test('ten calls at once run the command once, and all tell the same', async () => {
    createWatched();
    const answers = await Promise.all(Array.from({length: 10}, () => runProgram(place, ['--json'])));
    expect(answers.map(({code, stderr}) => ({code, stderr}))).toEqual(
      answers.map(() => ({code: 0, stderr: ''})),
    );
    expect(calls()).toBe(1);
    expect(new Set(answers.map(answer => report(answer).totals.ok))).toEqual(new Set([1]));
  });

  test('the remote program’s working directory is the caller’s, its output never part of a command', async () => {
    createWatched();
    place.write(
      'out.csv',
      csv('"$(touch pwned)",succeeded', '"`touch pwned`",failed', '"; touch pwned #",failed'),
    );
    await runProgram(place, ['--json']);
    await runProgram(place, ['--json', '--fresh']);
    expect(existsSync(place.file('pwned'))).toBe(false);
  });
});

describe('the database', () => {
  test('that does not exist is said to hold nothing yet', async () => {
    createWatched();
    const {code, stdout, stderr} = await runProgram(place, ['today', '--cached']);
    expect({code, stdout}).toEqual({code: 3, stdout: ''});
    expect(stderr).toContain(`No data yet: ${place.database} does not exist. Run \`jobtrack-tui collect\``);
    expect(existsSync(place.database)).toBe(false);
  });

  test('can be read in a folder that cannot be written to', async () => {
    createWatched();
    await runProgram(place, ['collect']);
    // To root every folder can be written to, so that root asks as somebody else.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    for (const entry of readdirSync(place.folder, {recursive: true, encoding: 'utf8'}))
      if (uid !== undefined) chownSync(place.file(entry), uid, uid);
    if (uid !== undefined) chownSync(place.folder, uid, uid);
    chmodSync(place.folder, 0o500);
    const argv = [LAUNCHER, '--config', place.config, '--json', '--cached'];
    const {stdout, stderr} = spawnSync(process.execPath, argv, {
      uid,
      env: place.env,
      encoding: 'utf8',
      cwd: '/',
    });
    chmodSync(place.folder, 0o700);
    expect(stderr).toBe('');
    expect(report({stdout}).totals.ok).toBe(1);
  });

  test('that cannot be made is an error with a remedy', async () => {
    createWatched();
    place.write('file', '');
    const {code, stdout, stderr} = await runProgram(place, [
      '--database',
      `${place.file('file')}/jobtrack.db`,
    ]);
    expect({code, stdout}).toEqual({code: 3, stdout: ''});
    expect(stderr).toMatch(
      /^jobtrack-tui: .*lies below something that is not a directory\. Name another path/,
    );
  });

  test('that is none is left as it is', async () => {
    createWatched();
    place.write('jobtrack.db', 'garbage'.repeat(1000));
    for (const argv of [['--json'], ['--json', '--cached'], ['collect'], ['prune']]) {
      const {code, stdout, stderr} = await runProgram(place, argv);
      expect({code, stdout}).toEqual({code: 3, stdout: ''});
      expect(stderr).toContain('is not a SQLite database. Nothing was changed.');
    }
    const check = await runProgram(place, ['check']);
    expect(check.code).toBe(3);
    expect(check.stdout).toMatch(/^JOBS UNKNOWN - [^|\n]+ is not a SQLite database[^|\n]+\n$/);
    expect(readFileSync(place.database, 'utf8')).toBe('garbage'.repeat(1000));
  });
});

describe('--now', () => {
  test('in the past answers from what was known then', async () => {
    createWatched();
    place.write('out.csv', csv());
    await runProgram(place, ['collect']);
    const between = formatInstant(Date.now());
    place.write('out.csv', csv('LOAD,failed'));
    await runProgram(place, ['collect']);
    const now = report(await runProgram(place, ['--json', '--cached']));
    expect(now.findings.map(({kind}) => kind)).toEqual(['failed']);
    const then = report(await runProgram(place, ['--json', '--now', between]));
    expect(then.findings.map(({kind}) => kind)).toEqual(['missing']);
    expect(then.generatedAt).toBe(between);
    const before = report(
      await runProgram(place, ['--json', '--now', formatInstant(Date.now() - 3_600_000)]),
    );
    expect(before.findings.map(({kind}) => kind)).toEqual(['blind']);
    expect(calls()).toBe(2);
  });

  test('is not judged by the host’s zone', async () => {
    createWatched();
    await runProgram(place, ['collect']);
    const now = formatInstant(Date.now());
    const ids = [];
    for (const TZ of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'])
      ids.push(report(await runProgram(place, ['--json', '--now', now], {TZ})).reportId);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('exit codes', () => {
  test('are 1 with --exit-code when something is missing, 0 without', async () => {
    createWatched();
    place.write('out.csv', csv());
    expect((await runProgram(place, ['--json', '--exit-code'])).code).toBe(1);
    expect((await runProgram(place, ['--json'])).code).toBe(0);
  });

  test('are 3 when every collection failed, with the report all the same', async () => {
    createWatched();
    place.write('out.csv', '');
    const {code, stdout} = await runProgram({...place, env: {...place.env, PATH: '/nonexistent'}}, [
      '--json',
    ]);
    expect(code).toBe(3);
    expect(report({stdout}).findings.map(({kind}) => kind)).toEqual(['blind']);
    expect((await runProgram(place, ['--json', '--cached'])).code).toBe(0);
  });

  test.each([
    ['LOAD,succeeded', 0, /^JOBS OK - Nothing is missing: 1 of 1 due ran \| /],
    ['OTHER,succeeded', 2, /^JOBS CRITICAL - 1 missing: 0 of 1 due ran \(missing prod: LOAD\) \| /],
    ['LOAD,running', 0, /^JOBS OK - /],
    ['"A|B",failed', 2, /^JOBS CRITICAL - 1 missing, 1 failed: [^|]* \| /],
  ])('of check after %j is %i', async (row, code, line) => {
    createWatched();
    place.write('out.csv', csv(row));
    const answer = await runProgram(place, ['check']);
    expect(answer.stdout).toMatch(line);
    expect(answer.stdout.split('\n')).toHaveLength(2);
    expect({code: answer.code, stderr: answer.stderr}).toEqual({code, stderr: ''});
  });

  test('of check --by leave out what is due later', async () => {
    place = createPlace(`
  prod:
    sources: [{adapter: csv, command: [echo, "job,status"]}]
    expect:
      - {job: NIGHT, schedule: "0 1 * * *", grace: 5m}
      - {job: MORNING, schedule: "0 6 * * *", grace: 5m}`);
    const ask = async (...by: string[]) =>
      (await runMain(['check', '--config', place.config, ...by], {now: NOW, env: place.env})).stdout;
    expect(await ask('--by', '00:30')).toMatch(/^JOBS OK - /);
    expect(await ask('--by', '05:00')).toMatch(/^JOBS CRITICAL - 1 missing: /);
    expect(await ask()).toMatch(/^JOBS CRITICAL - 2 missing: /);
  });
});
