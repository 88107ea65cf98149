import {expect, test} from 'vitest';
import {formatWrittenDuration} from '../../source/config/defaults.ts';
import {formatConfig, MASK} from '../../source/config/format-config.ts';
import {readSample} from './read-sample.ts';

const RICH = `
timezone: Europe/London
databaseGroup: ops
retention: {runs: 90, counts: forever}
variables: {site: ldn}
learn: {falseAlarmsPerDay: 2, minimumHistory: 3w}
silence: ["ADHOC_*"]
calendars:
  uk: {country: GB, state: ENG, weekend: [sun], add: {2026-12-24: Eve}, remove: [2026-12-25], halfDays: {2026-12-31: "12:30"}}
environments:
  a:
    dayStart: "07:00"
    via: {ssh: {host: h, user: u, port: 22, options: {ConnectTimeout: 5}}}
    calendar: uk
    labels: {region: emea}
    sources:
      - {adapter: control-m, options: {server: LDN}, retries: 2, retryDelay: 90s, maxOutput: 1MiB}
      - {adapter: csv, shell: "cat {site}", timeout: 1500ms, okExitCodes: [1]}
    expect:
      - {job: A, schedule: "0 2 * * 1-5", maxRuntime: 2h, source: csv}
      - {job: D, times: ["06:30"], on: {weekdays: [mon, last fri], daysOfMonth: [1, -1], months: [jan, 4], everyWeeks: 2, from: 2026-01-05, roll: next}}
      - {job: E, schedule: "0 1 * * *", on: {businessDays: [-1]}}
      - {job: F, times: ["01:00"], on: {afterBusinessDay: true}}
      - {job: G, times: ["01:00"], on: {everyDays: 10, from: 2026-01-05}}
      - {job: B, times: ["06:30"], calendar: none, runs: {min: 1}}
      - {count: {min: 1, by: "24:00"}, job: "C*"}
    maintenance:
      - {from: 2026-07-01 18:00, to: 2026-07-02, reason: patching}
      - {schedule: "0 22 * * 0", duration: 2h}
  b:
    learn: false
    silence: [TEST]
    via: [sudo, -u, batch]
`;

test.each(['yaml', 'json'] as const)(
  'what is shown as %s is the same configuration when it is read again',
  async format => {
    const config = await readSample(RICH);
    const shown = await formatConfig(config, format);
    expect(await readSample(shown)).toEqual(config);
  },
);

test('a default that was not written is shown', async () => {
  const shown = JSON.parse(await formatConfig(await readSample('environments: {e: {}}'), 'json'));
  expect(shown).toMatchObject({
    concurrency: 32,
    environments: {e: {dayStart: '00:00', refresh: '5m', timeout: '30s'}},
  });
});

test('the built-in configuration says that it is none of a file', async () => {
  const {path: _path, ...builtin} = await readSample('environments: {e: {}}');
  expect(await formatConfig(builtin, 'yaml')).toMatch(/^# built-in: no configuration file was found\n/);
});

test('values whose names look secret are not shown, wherever they stand', async () => {
  const config = await readSample(`
variables: {apiToken: s3cret1}
environments:
  e:
    sources:
      - {adapter: csv, shell: x, options: {password: s3cret2}, env: {DB_PASSWORD: s3cret3, API_KEY: s3cret4, LANG: C}}
`);
  const shown = await formatConfig(config, 'yaml');
  expect(shown).not.toContain('s3cret');
  expect(shown.split(MASK)).toHaveLength(5);
  expect(shown).toContain('LANG: C');
});

test.each([
  [0, '0s'],
  [1500, '1500ms'],
  [90_000, '90s'],
  [7_200_000, '2h'],
  [172_800_000, '2d'],
])('%i ms is written %s', (ms, text) => {
  expect(formatWrittenDuration(ms)).toBe(text);
});
