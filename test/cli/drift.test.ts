/** `drift` from end to end: what three schedulers list, what is declared, and what one of them stops to list. */
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

let place: Place;

const CRONTAB = ['0 2 * * * load', '0 3 * * * moved', '0 4 * * * mail', '0 5 * * * left'];
const CRON_JOB = {
  metadata: {name: 'eod', namespace: 'risk', creationTimestamp: '2026-01-10T09:00:00Z'},
  spec: {schedule: '30 17 * * *', timeZone: 'UTC', suspend: true},
};

/** By the real clock: a schedule is known from the end of the collection that first saw it. */
const run = (...argv: string[]) =>
  runMain([...argv, '--config', place.config], {env: place.env, now: Date.now()});

type Row = Record<string, unknown>;

async function ask(...argv: string[]): Promise<Row[]> {
  const {stdout, stderr, code} = await run('drift', '--cached', '--json', ...argv);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const kindsOf = (rows: Row[]): string[] => rows.map(({job, kind}) => `${job} ${kind}`).toSorted();

beforeAll(async () => {
  place = createPlace(`
  prod:
    sources:
      - {adapter: crontab, options: {form: user}, command: [cat, '{folder}/crontab']}
      - {adapter: kubernetes, command: [cat, '{folder}/cron-jobs.json']}
      - {adapter: systemd-timers, command: [cat, '{folder}/timers.json']}
    expect:
      - {job: load, schedule: "0 2 * * *"}
      - {job: moved, schedule: "0 2 * * *"}
      - {job: left, schedule: "0 5 * * *"}
      - {job: risk/eod, schedule: "30 17 * * *"}
  quiet:
    sources: [{adapter: systemd-timers, command: [cat, '{folder}/timers.json']}]
  calm:
    sources: [{adapter: crontab, options: {form: user}, command: [cat, '{folder}/crontab']}]`);
  place.write('crontab', `${CRONTAB.join('\n')}\n`);
  place.write('cron-jobs.json', JSON.stringify({kind: 'List', items: [{kind: 'CronJob', ...CRON_JOB}]}));
  place.write(
    'timers.json',
    JSON.stringify([{next: null, last: 0, unit: 'once.timer', activates: 'once.service'}]),
  );
  expect((await run('collect', '--quiet')).stderr).toBe('');
}, 60_000);
afterAll(() => place.remove());

const FOUND = {
  'risk/eod': 'switched-off',
  'once.service': 'no-next-start',
  moved: 'rescheduled',
  mail: 'undeclared',
};

describe('drift', () => {
  test('tells what is switched off, stranded, declared for another time and not declared', async () => {
    expect(kindsOf(await ask('--env', 'prod'))).toEqual(
      Object.entries(FOUND)
        .map(([job, kind]) => `${job} ${kind}`)
        .toSorted(),
    );
  });

  test('tells nothing of an environment in which nothing is declared', async () => {
    expect(await ask('--env', 'calm')).toEqual([]);
    const {code, stdout} = await run('drift', '--cached', '--env', 'calm');
    expect([code, stdout.trim()]).toEqual([0, 'What the schedulers list is what is expected.']);
  });

  test('says of each from which source, since when, and why', async () => {
    const [row] = await ask('--job', 'moved');
    expect(row).toEqual({
      kind: 'rescheduled',
      environment: 'prod',
      job: 'moved',
      source: 'crontab',
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/),
      definition: '0 3 * * * moved',
      declared: true,
      nextUnmet: expect.stringMatching(/T02:00:00Z$/),
      explanation: expect.stringMatching(
        /^Expected at .*02:00; the scheduler has it at another time: 0 3 \* \* \* \(UTC\), says crontab, seen so since .+$/,
      ),
    });
    const {stdout} = await run('drift', '--cached', '--job', 'risk/*');
    expect(stdout).toMatch(
      /^WHAT +ENVIRONMENT +JOB .*\nswitched-off +prod +risk\/eod +kubernetes .* it is still expected, next at .*17:30\n$/,
    );
  });

  test.each(Object.entries(FOUND))('of %s is chosen by --status %s', async (job, kind) => {
    expect(kindsOf(await ask('--env', 'prod', '--status', kind))).toEqual([`${job} ${kind}`]);
  });

  test('refuses a kind that there is not, by name', async () => {
    const {code, stderr, stdout} = await run('drift', '--cached', '--status', 'gon');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('gone');
  });

  test('is in the report, but for what was never declared, and changes no exit code', async () => {
    const {stdout, code} = await run('--json', '--cached', '--env', 'prod');
    expect(kindsOf(JSON.parse(stdout).drift)).toEqual([
      'moved rescheduled',
      'once.service no-next-start',
      'risk/eod switched-off',
    ]);
    expect(code).toBe(0);
  });
});

describe('drift as a finding', () => {
  const findDrift = async (): Promise<Row[]> => {
    const {stdout} = await run('missing', '--cached', '--env', 'prod', '--status', 'drift', '--json');
    return JSON.parse(stdout);
  };

  test('says since when, by which answer, and when nothing will start the job', async () => {
    const found = await findDrift();
    expect(found.map(({job}) => job).toSorted()).toEqual(['moved', 'once.service', 'risk/eod']);
    const [{report}, row] = [
      {report: JSON.parse((await run('--json', '--cached', '--env', 'prod')).stdout)},
      found.find(({job}) => job === 'risk/eod'),
    ];
    expect(row).toMatchObject({
      id: expect.stringMatching(/^drift:prod:risk\/eod:switched-off:\d{4}-.*Z$/),
      due: expect.stringMatching(/T17:30:00Z$/),
      since: report.drift.find(({job}: Row) => job === 'risk/eod').since,
      evidence: report.environments[0].freshness.sources.find(({source}: Row) => source === 'kubernetes').last
        .id,
      verdict: null,
      explanation: expect.stringMatching(
        /^Switched off in the scheduler, says kubernetes, seen so since .*; it is still expected, next at .*17:30$/,
      ),
    });
  });

  test('comes last, and is in the metrics', async () => {
    const report = JSON.parse((await run('--json', '--cached', '--env', 'prod')).stdout);
    const kinds: string[] = report.findings.map(({kind}: Row) => kind);
    expect(kinds.filter(kind => kind === 'drift')).toHaveLength(3);
    expect(kinds.slice(-3)).toEqual(['drift', 'drift', 'drift']);
    const {stdout} = await run('metrics', '--cached', '--env', 'prod');
    expect(stdout).toContain('jobtrack_findings{environment="prod",kind="drift"} 3\n');
  });

  test('makes no problem, and is told by check only when it is asked for', async () => {
    const report = JSON.parse((await run('--json', '--cached', '--env', 'quiet')).stdout);
    expect([report.environments[0].state, report.findings.map(({kind}: Row) => kind)]).toEqual([
      'ok',
      ['drift'],
    ]);
    const plain = await run('check', '--cached', '--env', 'quiet');
    expect([plain.code, plain.stdout.includes('drift')]).toEqual([0, false]);
    const {code, stdout} = await run('check', '--drift', '--cached', '--env', 'quiet');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^JOBS WARNING - 1 drifted: .* \(drift quiet: once\.service\) \| .* drift=1;0;;0\n$/,
    );
  });

  test('is the same on the days to come', async () => {
    const ids = async (now: number): Promise<unknown[]> => {
      const argv = [
        'missing',
        '--cached',
        '--env',
        'prod',
        '--status',
        'drift',
        '--json',
        '--config',
        place.config,
      ];
      const {stdout} = await runMain(argv, {env: place.env, now});
      return JSON.parse(stdout).map(({id}: Row) => id);
    };
    const today = await ids(Date.now());
    expect(today).toHaveLength(3);
    expect(await ids(Date.now() + 3 * 24 * 3_600_000)).toEqual(today);
  });
});

test('a job that left its crontab is told, declared or not; an answer that failed takes nothing away', async () => {
  place.write('crontab', 'this is no crontab\n');
  await run('collect', '--quiet');
  expect(kindsOf(await ask('--status', 'gone'))).toEqual([]);
  place.write('crontab', `${CRONTAB.slice(0, 2).join('\n')}\n`);
  await run('collect', '--quiet');
  const gone = (await ask('--status', 'gone', '--env', 'prod')).toSorted((a, b) =>
    String(a.job).localeCompare(String(b.job)),
  );
  expect(gone.map(({job, declared, explanation}) => [job, declared, explanation])).toEqual([
    [
      'left',
      true,
      expect.stringMatching(/^Not listed by crontab since .*; it is still expected, next at .*05:00$/),
    ],
    ['mail', false, expect.stringMatching(/^Not listed by crontab since .*; it is no longer expected$/)],
  ]);
  expect(kindsOf(await ask('--status', 'gone', '--env', 'calm'))).toEqual(['left gone', 'mail gone']);
});
