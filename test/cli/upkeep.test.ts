import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';
import {runProgram, startProgram} from './run-program.ts';

let place: Place;
afterEach(() => place.remove());

const createAnswering = (): Place => {
  place = createPlace(
    '{prod: {sources: [{adapter: csv, command: [cat, out.csv]}], expect: [{job: A, schedule: "@daily"}]}}',
  );
  place.write('out.csv', 'job,status\nA,succeeded\n');
  return place;
};

/** A command line without the place's `--config`. */
const runBare = async (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const {process: program, ended} = startProgram(place, argv, env);
  program.stdin.end();
  return ended;
};

describe('config', () => {
  test('check says what it found, and is 2 with the place of a mistake', async () => {
    createAnswering();
    expect((await runProgram(place, ['config', 'check'])).stdout).toBe(
      `${place.config} is valid: 1 environment, 1 source.\n`,
    );
    place.write('config.yaml', 'environments:\n  prod:\n    timezon: UTC\n    sources: []\n');
    const {code, stdout, stderr} = await runProgram(place, ['config', 'check', '--json']);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain(`${place.config}:3:5`);
    expect(stderr).toContain('did you mean');
  });

  test('show prints a configuration that reads back as itself', async () => {
    createAnswering();
    const shown = await runProgram(place, ['config', 'show']);
    place.write('shown.yaml', shown.stdout);
    const again = await runMain(['config', 'show', '--config', place.file('shown.yaml')], {env: place.env});
    expect(again.stderr).toBe('');
    expect(again.stdout.replace(/^#.*\n/, '')).toBe(shown.stdout.replace(/^#.*\n/, ''));
    expect(JSON.parse((await runProgram(place, ['config', 'show', '--json'])).stdout)).toHaveProperty(
      'environments',
    );
  });

  test('schema prints the schema that is kept in docs/', async () => {
    createAnswering();
    const {stdout} = await runProgram(place, ['config', 'schema']);
    const kept = readFileSync(new URL('../../docs/config.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(kept));
  });

  test('is not looked for in the current directory', async () => {
    createAnswering();
    const {stdout, stderr} = await runBare(['config', 'check'], {PATH: '/nonexistent'});
    expect(stdout + stderr).toContain('no configuration');
  });
});

describe('init', () => {
  test('--dry-run prints a configuration and writes nothing', async () => {
    createAnswering();
    const {stdout, code} = await runBare(['init', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('environments:');
    expect(existsSync(path.join(place.folder, 'home', 'config'))).toBe(false);
  });

  test('writes it where it will be found, valid and for the owner alone, and never overwrites', async () => {
    createAnswering();
    const file = path.join(place.folder, 'home', 'config', 'jobtrack-tui', 'config.yaml');
    const first = await runBare(['init']);
    expect(first.stdout).toContain(`Wrote ${file}`);
    expect(statSync(file).mode & 0o077).toBe(0);
    writeFileSync(file, '# mine\n', {flag: 'a'});
    const second = await runBare(['init']);
    expect({code: second.code, stdout: second.stdout}).toEqual({code: 2, stdout: ''});
    expect(second.stderr).toContain(file);
    expect(readFileSync(file, 'utf8')).toMatch(/# mine\n$/);
  });

  test('writes where $JOBTRACK_CONFIG names a file that does not exist yet', async () => {
    createAnswering();
    const file = place.file('later/config.yaml');
    place.env.JOBTRACK_CONFIG = file;
    const {code, stderr} = await runBare(['init', '--output', file]);
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(existsSync(file)).toBe(true);
  });

  test('--output takes another file', async () => {
    createAnswering();
    const {stdout} = await runBare(['init', '--output', 'own/jobtrack.yaml']);
    expect(stdout).toContain(`Wrote ${place.file('own/jobtrack.yaml')}`);
    expect(existsSync(place.file('own/jobtrack.yaml'))).toBe(true);
  });
});

describe('doctor', () => {
  test('finds nothing wrong where nothing is', async () => {
    createAnswering();
    const {stdout, code} = await runProgram(place, ['doctor', '--json']);
    const diagnoses: {state: string; subject: string}[] = JSON.parse(stdout);
    // The source is asked for two days: the day before is closed by an answer after its end.
    const told = new Set(diagnoses.map(({state, subject}) => `${state} ${subject}`));
    expect(told).toEqual(
      new Set(['ok configuration', 'ok database', 'ok daemon', 'ok prod csv', 'ok learning']),
    );
    expect(code).toBe(0);
  });

  test('names a source that fails, with the remedy', async () => {
    const sources = `[{adapter: csv, command: [no-such-program]}, {name: page, adapter: csv, command: [echo, "<html>"]}]`;
    place = createPlace(`{prod: {sources: ${sources}, learn: false}}`);
    const {stdout, code} = await runProgram(place, ['doctor']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^warning {2}configuration: .*\n {11}nothing says which jobs should run/);
    expect(stdout).toMatch(/^PROBLEM {2}prod csv: spawn for .*\n {11}.*no-such-program/m);
    expect(stdout).toMatch(/^PROBLEM {2}prod page: parse for /m);
  });

  test('tells once what fails for today and for the day before, and how to look into it', async () => {
    const command = '{shell: "echo {date} >&2; echo no such table >&2; exit 3"}';
    place = createPlace(`{prod: {sources: [{adapter: csv, command: ${command}}]}}`);
    const {stdout, code} = await runProgram(place, ['doctor']);
    expect(code).toBe(1);
    expect(stdout.match(/^PROBLEM {2}prod csv: .*/gm)).toEqual([
      expect.stringMatching(/exit for \d{4}-\d\d-\d\d and \d{4}-\d\d-\d\d, 0 rows in [\d,]+ ms$/),
    ]);
    expect(stdout).toMatch(/^ {11}exit code 3: no such table\n {11}run the command by hand, as this user/m);
  });

  test.each([
    ['configuration', '/nonexistent/config.yaml', []],
    ['database', undefined, ['--database', '/dev/null/jobtrack.db']],
  ])('tells of a %s that cannot be used', async (subject, config, more) => {
    createAnswering();
    const argv = ['doctor', '--json', '--config', config ?? place.config, ...more];
    const {stdout, code} = await runBare(argv);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({state: 'problem', subject}));
    expect(code).toBe(1);
  });
});

test('--version --json tells schemas, runtime, platform, and the build that dist/ begins with', async () => {
  createAnswering();
  const {stdout} = await runBare(['--version', '--json']);
  const program = readFileSync(new URL('../../dist/cli.js', import.meta.url), 'latin1');
  expect(JSON.parse(stdout)).toMatchObject({
    build: program.slice(2, 18),
    schemas: {database: expect.any(Number), report: 1},
    runtime: {node: process.versions.node},
    platform: {os: process.platform, arch: process.arch},
  });
});

describe('db', () => {
  test('migrate says that there was nothing to do, or that there is no database', async () => {
    createAnswering();
    expect(await runProgram(place, ['db', 'migrate'])).toMatchObject({code: 3, stdout: ''});
    await runProgram(place, ['collect']);
    const {code, stdout} = await runProgram(place, ['db', 'migrate']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/jobtrack\.db has schema version \d+: nothing to do\.$/m);
  });

  test('restores nothing from a file that is not there, and says what to name', async () => {
    createAnswering();
    const {code, stdout, stderr} = await runProgram(place, ['db', 'restore', 'no-such.db']);
    expect({code, stdout}).toEqual({code: 3, stdout: ''});
    expect(stderr).toMatch(/no-such\.db does not exist; .*jobtrack\.db stays as it is\. Name a file that/);
  });

  test('backs up and restores, keeping what was there', async () => {
    createAnswering();
    await runProgram(place, ['collect']);
    const backup = await runProgram(place, ['db', 'backup', 'copy.db']);
    expect(backup).toMatchObject({code: 0, stdout: `Backed up ${place.database} to copy.db.\n`});
    place.write('out.csv', 'job,status\nA,succeeded\nB,succeeded\n');
    await runProgram(place, ['collect']);
    const again = await runProgram(place, ['db', 'backup', 'copy.db']);
    expect({code: again.code, stdout: again.stdout}).toEqual({code: 3, stdout: ''});
    expect(again.stderr).toContain('is not overwritten');

    const restored = await runProgram(place, ['db', 'restore', 'copy.db']);
    expect(restored.code).toBe(0);
    const kept = /kept as (.+)\.\n$/.exec(restored.stdout)?.[1] ?? '';
    const jobs = async (...database: string[]) =>
      JSON.parse((await runProgram(place, ['runs', '--json', ...database])).stdout).map(
        ({job}: {job: string}) => job,
      );
    expect(await jobs()).toEqual(['A']);
    expect(await jobs('--database', kept)).toEqual(['A', 'B']);
  });

  test('backs up beside the database when no file is named', async () => {
    createAnswering();
    await runProgram(place, ['collect']);
    const {stdout} = await runProgram(place, ['db', 'backup']);
    expect(stdout).toMatch(/ to .*jobtrack\.db\.backup-\d{8}T\d{6}Z\.\n$/);
  });

  test('check is 1 for a damaged database and names the remedy', async () => {
    createAnswering();
    await runProgram(place, ['collect']);
    expect((await runProgram(place, ['db', 'check'])).stdout).toMatch(
      / is sound: version \d+, \d+ runs\.\n$/,
    );
    place.write('jobtrack.db', 'garbage'.repeat(1000));
    const {code, stdout} = await runProgram(place, ['db', 'check']);
    expect(code).toBe(1);
    expect(stdout).toContain('Restore a backup with `jobtrack-tui db restore <file>`');
  });

  test('restore needs a backup that exists', async () => {
    createAnswering();
    await runProgram(place, ['collect']);
    expect((await runProgram(place, ['db', 'restore'])).code).toBe(2);
    const {code, stderr} = await runProgram(place, ['db', 'restore', 'none.db']);
    expect(code).toBe(3);
    expect(stderr).toContain('none.db does not exist');
  });
});

test('prune --dry-run counts what is older than the retention and deletes nothing', async () => {
  place = createPlace(
    '{prod: {sources: [{adapter: csv, command: {shell: "cat out.csv; : {date}"}}]}}',
    'retention: {runs: 30d, counts: 30d, changes: 30d, collections: 30d}',
  );
  place.write('out.csv', 'job,status\nA,succeeded\n');
  await runProgram(place, ['collect', '--from', '2025-01-01', '--to', '2025-01-03']);
  const prune = async (...argv: string[]) =>
    JSON.parse((await runProgram(place, ['prune', '--json', ...argv])).stdout);
  expect(await prune('--dry-run')).toMatchObject({runs: 3, collections: 3, dryRun: true});
  expect(await prune()).toMatchObject({runs: 3, collections: 3, dryRun: false});
  expect(await prune('--dry-run')).toMatchObject({runs: 0, collections: 0});
});

describe('demo', () => {
  test('prints the report and ends when it has no terminal, leaving nothing behind', async () => {
    place = createPlace();
    const {code, stdout, stderr} = await runBare(['demo', '--days', '1', '--quiet'], {TMPDIR: place.folder});
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    expect(stdout).toMatch(/^6 missing, 4 failed, 1 overrunning, 2 environments blind, /);
    expect(readdirSync(place.folder).filter(name => name.startsWith('jobtrack-demo'))).toEqual([]);
  });

  test('--directory is kept, and continued by the next start', async () => {
    place = createPlace();
    const argv = ['demo', '--days', '1', '--directory', 'fleet', '--json'];
    const first = await runBare(argv);
    expect(first.stderr).toContain(`The demo lives in ${place.file('fleet')}`);
    const second = await runBare(argv);
    const findings = ({stdout}: {stdout: string}) =>
      JSON.parse(stdout).findings.map(({id}: {id: string}) => id);
    expect(findings(second)).toEqual(findings(first));
    const other = await runBare(['demo', '--directory', '.']);
    expect({code: other.code, stdout: other.stdout}).toEqual({code: 2, stdout: ''});
    expect(other.stderr).toContain('is not empty and holds no demo');
  });

  test.each([
    ['--days', '0'],
    ['--days', '366'],
    ['--seed', '1.5'],
  ])('%s %s is a mistake', async (...flags) => {
    place = createPlace();
    expect((await runMain(['demo', ...flags])).code).toBe(2);
  });
});
