import {chmodSync, readFileSync} from 'node:fs';
import {afterAll, describe, expect, test} from 'vitest';
import {adapters} from '../../source/adapters/registry.ts';
import {readConfigText} from '../../source/config/read-config.ts';
import {readBlocks, readSection} from '../docs/pages.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

const EXAMPLE = readBlocks(readSection('docs/adapters.md', 'Write your own'), 'js')[0] ?? '';
const SETTINGS = `
plugins: [./backup-log.mjs]
presets:
  nightly: {adapter: lines, options: {pattern: "^(?<job>\\\\S+) (?<status>\\\\w+)", statuses: {FINE: succeeded}}}
`;
const SOURCES = `{e: {sources: [{adapter: backup-log, command: [cat, '{folder}/backup.log']}, {adapter: nightly, command: [printf, 'LOAD FINE']}]}}`;
const place = createPlace(SOURCES, SETTINGS);
place.write('backup-log.mjs', EXAMPLE);
place.write('backup.log', '2026-11-23T02:00:00Z nightly OK\n2026-11-23T03:00:00Z weekly FAILED\n');
const without = createPlace();
afterAll(() => {
  place.remove();
  without.remove();
});
const config = ['--config', place.config];

describe('adapters', () => {
  test('lists every adapter of the program', async () => {
    const {stdout} = await runMain(['adapters', '--json'], {env: without.env});
    const rows: {adapter: string; runs: string}[] = JSON.parse(stdout);
    expect(rows.map(({adapter}) => adapter)).toEqual([...adapters.keys()]);
    expect(rows.find(({adapter}) => adapter === 'autosys')).toMatchObject({
      runs: 'latest',
      pastDays: false,
      holds: true,
    });
  });

  test('lists those of the configuration beside them', async () => {
    const {stdout} = await runMain(['adapters', '--csv', ...config]);
    expect(stdout).toContain('\r\nbackup-log,Backup log,plugin,,all,');
    expect(stdout).toContain('\r\nnightly,nightly,preset,lines,all,');
  });

  test.each([...adapters.keys()])('%s has a page, and its example is a source', async name => {
    const page = JSON.parse((await runMain(['adapters', name, '--json'])).stdout);
    expect(page.options.every(({description}: {description: string}) => description !== '')).toBe(true);
    const text = JSON.stringify({environments: {e: {sources: [page.example]}}});
    const host = {env: {}, home: '/home/ops', platform: 'linux'} as const;
    const read = await readConfigText(text, '/c.yaml', {adapters, host, hostTimezone: 'UTC'});
    expect(read.environments[0]?.sources[0]?.adapter).toBe(name);
    expect((await runMain(['adapters', name])).stdout).toContain(`    - adapter: ${name}\n`);
  });

  test('a preset’s page says what it is made of', async () => {
    expect((await runMain(['adapters', 'nightly', ...config])).stdout).toContain('a preset of lines');
  });

  test('a name that does not exist is an error with what was meant', async () => {
    const {code, stderr} = await runMain(['adapters', 'nigthly', ...config]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean nightly?')]);
  });

  test('--csv is for the table', async () => {
    expect((await runMain(['adapters', 'cron', '--csv'])).stderr).toContain('--csv is for the table');
  });
});

test.each([
  ['nightly', 'LOAD FINE\n', [['LOAD', 'succeeded']]],
  ['backup-log', '2026-11-23T02:00:00Z LOAD OK\n', [['LOAD', 'succeeded']]],
])('try reads with %s', async (name, text, expected) => {
  const io = {readInput: async () => text};
  const {stdout} = await runMain(['try', name, '-', '--json', '--date', '2026-11-23', ...config], {io});
  const {runs} = JSON.parse(stdout);
  expect(runs.map(({job, status}: Record<string, unknown>) => [job, status])).toEqual(expected);
});

test('what plugins and presets read is collected, under their own names', async () => {
  const {stderr} = await runMain(['collect', ...config], {
    env: place.env,
    now: Date.parse('2026-11-23T06:45:00Z'),
  });
  const runs: {job: string}[] = JSON.parse(
    (await runMain(['runs', '--json', '--from', '2026-11-20', '--to', 'today', ...config], {now: Date.now()}))
      .stdout,
  );
  expect([stderr, runs.map(({job}) => job).toSorted()]).toEqual([
    expect.anything(),
    expect.arrayContaining(['LOAD', 'nightly', 'weekly']),
  ]);
  const collections: {source: string; adapter: string}[] = JSON.parse(
    (await runMain(['collections', '--json', ...config], {now: Date.now()})).stdout,
  );
  expect(new Set(collections.map(({adapter}) => adapter))).toEqual(new Set(['backup-log', 'nightly']));
});

describe('a plugin', () => {
  const broken = createPlace('{e: {}}', 'plugins:\n  - ./own.mjs');
  afterAll(() => broken.remove());
  const check = async () => (await runMain(['config', 'check', '--config', broken.config])).stderr;

  test('that is not there is told with its line', async () => {
    expect(await check()).toContain(':4:5: plugins[0]: there is no such file or package');
  });

  test.each([
    ['export default {contract: 7}', 'its contract is 7'],
    ['export default {', 'it cannot be loaded: '],
    ['throw new Error("no licence")', 'it cannot be loaded: no licence'],
    ['import "no-such-package"', 'it cannot be loaded: Cannot find'],
    [EXAMPLE.replace("'backup-log'", "'cron'"), 'its adapter "cron" has the name of another one'],
  ])('%j is refused', async (text, problem) => {
    const file = `own-${problem.length}.mjs`;
    broken.write(file, text);
    broken.write('config.yaml', `plugins:\n  - ./${file}\nenvironments: {e: {}}\n`);
    expect(await check()).toContain(`:2:5: plugins[0]: `);
    expect(await check()).toContain(problem);
  });

  test('that others may write is refused, with the remedy', async () => {
    const file = broken.write('open.mjs', EXAMPLE);
    chmodSync(file, 0o666);
    broken.write('config.yaml', 'plugins: [./open.mjs]\nenvironments: {e: {}}\n');
    expect(await check()).toContain('chmod go-w');
  });

  test('is not looked for in the current directory', async () => {
    broken.write('config.yaml', 'plugins: [backup-log.mjs]\nenvironments: {e: {}}\n');
    broken.write('backup-log.mjs', EXAMPLE);
    expect(await check()).toContain('there is no such file or package');
  });
});

test('the table of docs/adapters.md says what `adapters` says', async () => {
  const rows: Record<string, unknown>[] = JSON.parse((await runMain(['adapters', '--json'])).stdout);
  const page = readFileSync('docs/adapters.md', 'utf8');
  const expected = rows.map(row => {
    const cells = [
      'schedules',
      'plan',
      'counts',
      'holds',
      'reruns',
      'exitCodes',
      'pastDays',
      'ownCommand',
    ].map(key => (row[key] === true ? 'yes' : '-'));
    return `| [\`${row.adapter}\`](#${row.adapter}) | ${row.runs} | ${cells.join(' | ')} |`;
  });
  expect(page.match(/^\| \[`.*\|$/gm)).toEqual(expected);
});
