import {describe, expect, test} from 'vitest';
import type {EnvironmentConfig} from '../../source/config/config.ts';
import {readDocumentedYaml, readSample} from './read-sample.ts';

const HOUR_MS = 3_600_000;

/** The environment `e` with these lines (each indented for an environment). */
async function readEnvironment(lines: string, top = ''): Promise<EnvironmentConfig> {
  const body = lines.replace(/^/gm, '    ');
  const {environments} = await readSample(`${top}\nenvironments:\n  e:\n    title: E\n${body}\n`);
  return environments[0] ?? Promise.reject(new Error('no environment'));
}

test('the example of the documentation loads as it is', async () => {
  const config = await readSample((await readDocumentedYaml())[0] ?? '');
  expect(config.database).toBe('/var/lib/jobtrack/jobtrack.db');
  expect(config.calendars.uk).toEqual({
    country: 'GB',
    state: 'ENG',
    weekend: [6, 0],
    add: {'2026-12-24': 'extra day off'},
    remove: [],
    halfDays: {},
  });
  const [environment] = config.environments;
  expect(environment).toMatchObject({
    name: 'prod-ldn',
    title: 'London production',
    timezone: 'Europe/London',
    dayStartMs: 7 * HOUR_MS,
    via: {kind: 'ssh', destination: 'ctm@ldctlm02', program: 'ssh', options: {}},
    refreshMs: 300_000,
    timeoutMs: 30_000,
    calendar: 'uk',
    expectations: [
      {
        kind: 'job',
        job: 'RISK/EOD_*',
        timing: {kind: 'cron', expression: '0 2 * * 1-5', timezone: 'Europe/London', policy: 'debian-cron'},
        graceMs: 1_800_000,
        earlyMarginMs: 60_000,
        maxRuntimeMs: 2 * HOUR_MS,
      },
      {kind: 'count', min: 400, max: 600, byMs: 9 * HOUR_MS},
    ],
  });
  expect(environment?.sources.map(({name, command}) => ({name, command}))).toEqual([
    {name: 'control-m', command: {argv: expect.arrayContaining(['ctm=LDN&orderDateFrom={date:yyMMdd}'])}},
    {name: 'csv', command: {argv: ['cat', '/srv/batch/{date}.csv']}},
  ]);
  // The adapter's own defaults are filled in.
  expect(environment?.sources[0]?.options).toEqual({server: 'LDN', limit: 10_000});
});

test('every other piece of YAML in the documentation loads in its place', async () => {
  const [, ...pieces] = await readDocumentedYaml();
  expect(pieces.map(piece => piece.split(':')[0])).toEqual([
    'via',
    'sources',
    'presets',
    'expect',
    'expect',
    'learn',
    'maintenance',
    'calendars',
  ]);
  for (const piece of pieces) {
    // Several ways of saying one thing stand on lines of their own.
    for (const text of piece.startsWith('via') ? piece.trim().split('\n') : [piece]) {
      if (/^(?:presets|learn)|^environments:/m.test(text)) await readSample(text);
      else if (text.startsWith('calendars')) await readSample(`${text}environments: {e: {}}`);
      else await readEnvironment(text);
    }
  }
});

test('an environment without a word about it takes every default', async () => {
  const config = await readSample('environments: {e: {sources: [{adapter: cron}]}}');
  expect(config).toMatchObject({
    path: '/etc/jobtrack/config.yaml',
    database: '/home/ops/.local/state/jobtrack-tui/jobtrack.db',
    concurrency: 32,
    retention: {
      runsDays: 730,
      countsDays: 1830,
      changesDays: 730,
      collectionsDays: 730,
      textsDays: 90,
      replacedDays: 90,
    },
    learn: {countAlarmsPerYear: 1},
  });
  expect(config.environments[0]).toEqual({
    name: 'e',
    title: 'e',
    timezone: 'Asia/Tokyo',
    dayStartMs: 0,
    refreshMs: 300_000,
    timeoutMs: 30_000,
    labels: {},
    variables: {},
    maintenance: [],
    expectations: [],
    isLearned: true,
    silence: [],
    sources: [
      {
        name: 'cron',
        adapter: 'cron',
        traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
        command: {shell: 'journalctl -t CRON --since "{start}"'},
        options: {},
        env: {LC_ALL: 'C'},
        okExitCodes: [1],
        timeoutMs: 30_000,
        refreshMs: 300_000,
        retries: 0,
        retryDelayMs: 5000,
        maxOutputBytes: 67_108_864,
      },
    ],
  });
});

test.each([
  ['{adapter: cron}', true],
  ['{adapter: cron, command: [cat, /var/log/syslog]}', true],
  ['{adapter: csv, command: [cat, "/srv/{date}.csv"]}', true],
  ['{adapter: csv, shell: "report --since {startEpoch}"}', true],
  ['{adapter: csv, command: [cat, /srv/today.csv]}', false],
  ['{adapter: csv, command: [report, "--zone={timezone}", "{{date}}"]}', false],
])('whether %s is asked for past days: %s', async (source, hasHistory) => {
  const {sources} = await readEnvironment(`sources: [${source}]`);
  expect(sources[0]?.traits.hasHistory).toBe(hasHistory);
});

test('a source inherits from its environment, and that from the top level', async () => {
  const environment = await readEnvironment(
    'timeout: 20s\nvariables: {b: own}\nsources: [{adapter: cron}, {adapter: cron, name: slow, timeout: 2m, refresh: 1h}]',
    'timezone: Europe/Paris\nrefresh: 10m\ntimeout: 1m\nvariables: {a: 1, b: top}',
  );
  expect(environment).toMatchObject({timezone: 'Europe/Paris', refreshMs: 600_000, timeoutMs: 20_000});
  expect(environment.variables).toEqual({a: '1', b: 'own'});
  expect(environment.sources).toMatchObject([
    {timeoutMs: 20_000, refreshMs: 600_000},
    {timeoutMs: 120_000, refreshMs: HOUR_MS},
  ]);
});

test.each([
  ['{ssh: ops@host}', {kind: 'ssh', destination: 'ops@host', options: {}, program: 'ssh'}],
  [
    '{ssh: {host: h, user: ops, port: 2222, identityFile: ~/.ssh/id, options: {ConnectTimeout: 5}, program: /opt/ssh}}',
    {
      kind: 'ssh',
      destination: 'ops@h',
      port: 2222,
      identityFile: '/home/ops/.ssh/id',
      options: {ConnectTimeout: '5'},
      program: '/opt/ssh',
    },
  ],
  ['{command: [kubectl, exec, pod, --]}', {kind: 'prefix', argv: ['kubectl', 'exec', 'pod', '--']}],
  ['[sudo, -u, batch]', {kind: 'prefix', argv: ['sudo', '-u', 'batch']}],
])('via: %s', async (written, via) => {
  expect((await readEnvironment(`via: ${written}`)).via).toEqual(via);
});

describe('the command of a source', () => {
  test.each([
    ['command: [cat, a b, 5]', {argv: ['cat', 'a b', '5']}],
    ['command: {shell: "cat a | sort"}', {shell: 'cat a | sort'}],
    ['shell: cat a | sort', {shell: 'cat a | sort'}],
    [
      'command: [cat, {date}.csv, "{date:yyyy-MM-dd HH:mm}", {day}]',
      {argv: ['cat', '{date}.csv', '{date:yyyy-MM-dd HH:mm}', '{day}']},
    ],
    ['command: [awk, "{{print $1}}"]', {argv: ['awk', '{{print $1}}']}],
  ])('%s', async (written, command) => {
    const environment = await readEnvironment(
      `variables: {day: monday}\nsources:\n  - adapter: csv\n    ${written}`,
    );
    expect(environment.sources[0]?.command).toEqual(command);
  });

  test('exit codes that the adapter allows hold for its own command only', async () => {
    const {sources} = await readEnvironment(
      'sources: [{adapter: cron, okExitCodes: [3]}, {adapter: cron, name: own, shell: cat log, okExitCodes: [3]}]',
    );
    expect(sources.map(({okExitCodes}) => okExitCodes)).toEqual([[1, 3], [3]]);
  });

  test('variables that the adapter needs are kept beside those of the source, which win', async () => {
    const {sources} = await readEnvironment(
      'sources: [{adapter: cron, env: {A: 1}}, {adapter: cron, name: own, shell: x, env: {LC_ALL: fr}}]',
    );
    expect(sources.map(({env}) => env)).toEqual([{LC_ALL: 'C', A: '1'}, {LC_ALL: 'fr'}]);
  });
});

test.each([
  [
    '{job: A, times: ["18:00", 06:30]}',
    {timing: {kind: 'times', timesMs: [23_400_000, 64_800_000], timezone: 'UTC', policy: 'debian-cron'}},
  ],
  [
    '{job: A, schedule: "@daily", timezone: Asia/Tokyo, policy: systemd}',
    {timing: {kind: 'cron', timezone: 'Asia/Tokyo', policy: 'systemd'}},
  ],
  [
    '{job: A, schedule: "5/15 * * * *", source: kubernetes}',
    {timing: {kind: 'cron', policy: 'kubernetes'}, source: 'kubernetes'},
  ],
  [
    '{job: A, onCalendar: "Mon..Fri 02:00", timezone: Asia/Tokyo}',
    {timing: {kind: 'on-calendar', expression: 'Mon..Fri 02:00', timezone: 'Asia/Tokyo'}},
  ],
  [
    '{job: A, onCalendar: "daily Europe/London"}',
    {timing: {kind: 'on-calendar', expression: 'daily', timezone: 'Europe/London'}},
  ],
  ['{job: A, runs: 3}', {runs: {min: 3, max: 3}}],
  ['{job: A, runs: {min: 1}}', {runs: {min: 1}}],
  ['{job: A, minRuns: 1, maxRuns: 2}', {runs: {min: 1, max: 2}}],
  [
    '{job: A, maxRuntime: 90m, grace: 0s, early: 5m, calendar: none}',
    {maxRuntimeMs: 5_400_000, graceMs: 0, earlyMarginMs: 300_000, calendar: 'none'},
  ],
  ['{count: {max: 5}, job: "A*", calendar: none}', {kind: 'count', max: 5, job: 'A*', calendar: 'none'}],
])('expect: %s', async (written, expectation) => {
  const environment = await readEnvironment(
    `timezone: UTC\nsources: [{adapter: cron}, {adapter: kubernetes}]\nexpect: [${written}]`,
  );
  expect(environment.expectations).toMatchObject([expectation]);
});

test('a schedule without a source follows the rules of the only scheduler there is', async () => {
  const environment = await readEnvironment(
    'sources: [{adapter: kubernetes}]\nexpect: [{job: A, schedule: "@daily"}]',
  );
  expect(environment.expectations).toMatchObject([{timing: {policy: 'kubernetes'}}]);
});

test.each([
  // Local times: London is an hour ahead of UTC in July.
  [
    '{from: 2026-07-01 18:00, to: 2026-07-02, reason: patching}',
    {kind: 'once', from: '2026-07-01T17:00Z', to: '2026-07-01T23:00Z', reason: 'patching'},
  ],
  [
    '{from: 2026-07-01T18:00:00Z, to: 2026-07-01T20:00:00+01:00, job: "A*"}',
    {kind: 'once', from: '2026-07-01T18:00Z', to: '2026-07-01T19:00Z', reason: 'maintenance', job: 'A*'},
  ],
])('maintenance: %s', async (written, window) => {
  const environment = await readEnvironment(`timezone: Europe/London\nmaintenance: [${written}]`);
  expect(environment.maintenance).toEqual([
    {...window, from: Date.parse(window.from), to: Date.parse(window.to)},
  ]);
});

test('a recurring maintenance window is in the zone of its environment', async () => {
  const {maintenance} = await readEnvironment(
    'timezone: Europe/London\nmaintenance: [{schedule: "0 22 * * 0", duration: 2h, reason: backup}]',
  );
  expect(maintenance).toEqual([
    {
      kind: 'recurring',
      expression: '0 22 * * 0',
      timezone: 'Europe/London',
      durationMs: 2 * HOUR_MS,
      reason: 'backup',
    },
  ]);
});

test('a calendar takes dates alone or with names, and days of the week by name', async () => {
  const {calendars} = await readSample(
    'calendars: {c: {weekend: [fri, Saturday], add: {2026-12-24: Eve}, remove: [2026-12-25], halfDays: {2026-12-31: "12:00"}}}\nenvironments: {e: {calendar: c}}',
  );
  expect(calendars.c).toEqual({
    weekend: [5, 6],
    add: {'2026-12-24': 'Eve'},
    remove: ['2026-12-25'],
    halfDays: {'2026-12-31': 12 * HOUR_MS},
  });
});

test('the calendar "none" is always there and has no day off', async () => {
  const config = await readSample('environments: {e: {calendar: none}}');
  expect(config.calendars.none).toEqual({weekend: [], add: {}, remove: [], halfDays: {}});
  expect(config.environments[0]).not.toHaveProperty('calendar');
});

test('what is kept for ever has no number of days', async () => {
  const {retention} = await readSample(
    'retention: {runs: 90, counts: forever, changes: 2w}\nenvironments: {e: {}}',
  );
  expect(retention).toEqual({
    runsDays: 90,
    changesDays: 14,
    collectionsDays: 730,
    textsDays: 90,
    replacedDays: 90,
  });
});

test.each([
  ['~/jobs.db', '/home/ops/jobs.db'],
  ['data/jobs.db', '/etc/jobtrack/data/jobs.db'],
  ['/srv/jobs.db', '/srv/jobs.db'],
])('the database %s is %s', async (written, database) => {
  expect((await readSample(`database: ${written}\nenvironments: {e: {}}`)).database).toBe(database);
});

test('environments can share settings through anchors and merges', async () => {
  const {environments} = await readSample(
    'environments:\n  a: &base\n    timezone: Europe/Paris\n    dayStart: 06:00\n  b:\n    <<: *base\n    dayStart: 07:00\n',
  );
  expect(environments).toMatchObject([
    {timezone: 'Europe/Paris', dayStartMs: 6 * HOUR_MS},
    {timezone: 'Europe/Paris', dayStartMs: 7 * HOUR_MS},
  ]);
});
