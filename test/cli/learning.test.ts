import {chmodSync, readdirSync, readFileSync} from 'node:fs';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {addDays} from '../../source/domain/time.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import {asUnprivileged} from '../store/place.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {NOW, runMain} from './run-main.ts';

const TODAY = '2026-11-23';
const DAYS = 40;

let place: Place;

/** LOAD ran at 02:00 on each of the days before today, SPAWN whenever somebody wanted it; today nothing has run. */
beforeEach(() => {
  place = createPlace(
    `
  prod:   # ours
    sources: [{adapter: csv, command: [cat, '{folder}/{date}.csv']}]
    expect:
      - {job: OTHER, maxRuntime: 1h}   # said by hand
`,
    'silence: [QUIET]',
  );
  for (let ago = 0; ago <= DAYS; ago++) {
    const day = addDays(TODAY, -ago);
    const wanted = [3, 4, 17, 29].includes(ago) ? [`SPAWN,${day} 15:${10 + ago}:00,${day} 15:59:00`] : [];
    const rows = [`LOAD,${day} 02:00:0${ago % 7},${day} 02:41:00`, `QUIET,${day} 03:00:00,${day} 03:05:00`];
    const lines = ago === 0 ? [] : [...rows, ...wanted];
    place.write(`${day}.csv`, ['job,started,ended', ...lines, ''].join('\n'));
  }
});
afterEach(() => place.remove());

const run = (...argv: string[]) => runMain([...argv, '--config', place.config], {env: place.env});

async function collectAll(): Promise<void> {
  expect((await run('collect', '--days', String(DAYS + 1), '--quiet')).stderr).toBe('');
}

async function readReport(now = NOW): Promise<StatusReport> {
  const {stdout} = await runMain(['--json', '--cached', '--config', place.config], {env: place.env, now});
  return JSON.parse(stdout);
}

describe('after a backfill', () => {
  beforeEach(collectAll);

  test('a run that came every day is missing today, with the reason, and the others are not', async () => {
    const {findings, environments} = await readReport();
    expect(findings).toMatchObject([{kind: 'missing', job: 'LOAD', origin: 'learned'}]);
    expect(findings[0]?.explanation).toMatch(
      /^It ran on 40 of 40 days, normally by 02:0\d; not yet at 03:\d\d: no run was seen in the complete answer of /,
    );
    expect(environments[0]?.learned).toMatchObject({expected: 1});
    expect((await run('slots', '--cached', '--json')).stdout).toContain('"origin": "learned"');
    expect((await run('missing', '--cached')).stdout).toContain('learned');
  });

  test('before its deadline it is not, and nothing is expected of what was silenced since', async () => {
    expect((await readReport(Date.parse('2026-11-23T02:59:00Z'))).findings).toEqual([]);
    const text = readFileSync(place.config, 'utf8').replace('[QUIET]', '[QUIET, "LO*"]');
    place.write('config.yaml', text);
    // That nothing at all ran is odd all the same.
    expect((await readReport()).findings).toMatchObject([{kind: 'anomaly', job: null, found: 0}]);
  });

  test('why says that it was learned when the run is due', async () => {
    const {stdout, code} = await run('why', 'LOAD');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^LOAD in prod, business day 2026-11-23\n {2}due 02:0\d: missing\n/);
    expect(stdout).toMatch(/\n {2}schedules:\n {4}learned: ran on 40 of 40 days/);
    const [told] = JSON.parse((await run('why', 'LOAD', '--json')).stdout);
    expect(told).toMatchObject({environment: 'prod', job: 'LOAD', slots: [{verdict: 'missing'}]});
    expect(told.schedules).toEqual([expect.stringMatching(/^learned: /)]);
    const unknown = await run('why', 'LAOD');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('LAOD')]);
  });

  test('learn says what is known, and rebuild comes to the same', async () => {
    const before = JSON.parse((await run('learn', '--json')).stdout);
    expect(before).toMatchObject([
      {environment: 'prod', days: DAYS, firstDay: '2026-10-14', lastDay: '2026-11-22', jobs: 2},
    ]);
    const findings = (await readReport()).findings;
    expect((await run('learn', 'rebuild', '--json')).stdout).toBe(`${JSON.stringify(before, null, 2)}\n`);
    expect((await readReport()).findings).toEqual(findings);
    expect((await run('learn')).stdout).toMatch(/^prod {2}2 jobs from 40 business days .*false alarms a day/);
  });

  test('expect suggests it as a declared one, accept writes that, and then it is', async () => {
    const suggested = await run('expect', 'suggest');
    expect(suggested.stdout).toContain('      - {job: LOAD, schedule: "0 2 * * *", grace: ');
    expect(suggested.stdout).not.toContain('SPAWN');
    const before = readFileSync(place.config, 'utf8');
    const {stdout, code} = await run('expect', 'accept', '--job', 'LOAD');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Wrote 1 expectation to ${place.config}.`)]);
    const after = readFileSync(place.config, 'utf8');
    expect(after.split('\n').filter(line => !before.split('\n').includes(line))).toHaveLength(2);
    const [backup = ''] = readdirSync(place.folder).filter(name => name.includes('.backup-'));
    expect(readFileSync(place.file(backup), 'utf8')).toBe(before);
    expect((await readReport()).findings).toMatchObject([{job: 'LOAD', origin: 'declared'}]);
    expect((await run('expect', 'suggest')).stdout).toContain('Nothing to suggest');
    const again = await run('expect', 'accept', '--job', 'LOAD');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('nothing is suggested for LOAD')]);
  });

  test('accept without a job asks which, and leaves a file that cannot be written as it is', async () => {
    const unnamed = await run('expect', 'accept');
    expect([unnamed.code, unnamed.stderr]).toEqual([2, expect.stringContaining('--job')]);
    const before = readFileSync(place.config, 'utf8');
    chmodSync(place.config, 0o644);
    chmodSync(place.folder, 0o555);
    await asUnprivileged(async () => {
      const {code, stderr} = await run('expect', 'accept', '--job', 'LOAD');
      expect(code).not.toBe(0);
      expect(stderr).toContain('cannot');
    });
    chmodSync(place.folder, 0o755);
    expect(readFileSync(place.config, 'utf8')).toBe(before);
    expect(readdirSync(place.folder).filter(name => /backup|new/.test(name))).toEqual([]);
  });
});

test('a day that has finished since is learned by the next collection, and only once', async () => {
  await collectAll();
  const tomorrow = Date.parse('2026-11-24T06:45:00Z');
  place.write('2026-11-24.csv', 'job,started,ended\n');
  const collect = () =>
    runMain(['collect', '--quiet', '--config', place.config], {env: place.env, now: tomorrow});
  await collect();
  const learned = JSON.parse((await run('learn', '--json')).stdout);
  expect(learned).toMatchObject([{days: DAYS + 1, lastDay: TODAY}]);
  const {findings} = await readReport(tomorrow);
  expect(findings[0]?.explanation).toContain('ran on 40 of 41 days');
  await collect();
  expect(JSON.parse((await run('learn', '--json')).stdout)).toEqual(learned);
});

test('where learning is switched off nothing is learned and nothing is expected', async () => {
  place.write('config.yaml', readFileSync(place.config, 'utf8').replace('silence: [QUIET]', 'learn: false'));
  await collectAll();
  expect((await readReport()).findings).toEqual([]);
  expect((await run('learn')).stdout).toContain('not learned: switched off in the configuration');
});
