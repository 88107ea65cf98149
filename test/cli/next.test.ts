import {afterEach, beforeEach, expect, test} from 'vitest';
import {addDays} from '../../source/domain/time.ts';
import type {Place} from './place.ts';
import {createPlace} from './place.ts';
import {runMain} from './run-main.ts';

/** A Monday; 23 business days have passed in November, if Monday to Friday are worked. */
const NOW = Date.parse('2026-11-23T03:10:00Z');
const TODAY = '2026-11-23';

let place: Place;

/** LOAD has run at 02:00 for forty days, TICK every twenty minutes; a crontab says when `rotate` is due. */
beforeEach(() => {
  place = createPlace(
    `
  prod:
    calendar: work
    sources:
      - {adapter: csv, command: [cat, '{folder}/{date}.csv']}
      - {adapter: crontab, command: [cat, '{folder}/crontab'], refresh: 1h}
    expect:
      - {job: PAY, times: ["18:00", "19:00"], on: {businessDays: [-1]}}
      - {job: HOURLY, schedule: "30 * * * *"}
    maintenance:
      - {from: "2026-11-23T03:00:00Z", to: "2026-11-23T04:00:00Z", job: HOURLY}
  tok:
    timezone: Asia/Tokyo
    sources: []
    expect: [{job: OPEN, times: ["12:30"]}]
`,
    'calendars: {work: {add: [2026-11-30]}}',
  );
  place.write('crontab', '*/30 4 * * * /usr/sbin/rotate\n');
  for (let ago = 0; ago <= 40; ago++) {
    const day = addDays(TODAY, -ago);
    const ticks = Array.from({length: ago === 0 ? 10 : 72}, (_, i) => {
      const at = `${day} ${String(Math.floor(i / 3)).padStart(2, '0')}:${String((i % 3) * 20).padStart(2, '0')}`;
      return `TICK,${at}:05,${at}:20`;
    });
    const rows = [`LOAD,${day} 02:00:0${ago % 7},${day} 02:41:00`, ...ticks];
    place.write(`${day}.csv`, ['job,started,ended', ...rows, ''].join('\n'));
  }
});
afterEach(() => place.remove());

const runAt = (now: number, ...argv: string[]) =>
  runMain([...argv, '--config', place.config], {env: place.env, now});
const run = (...argv: string[]) => runAt(NOW, ...argv);

type Upcoming = {due: string; job: string; origin: string; inSeconds: number; schedule: string};
const next = async (...argv: string[]): Promise<Upcoming[]> => {
  const {stdout, stderr} = await run('next', '--cached', '--json', ...argv);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};
const summary = (rows: Upcoming[]): string[] => rows.map(({job, due, origin}) => `${due} ${job} ${origin}`);

test('declared and learned, the earliest first, without what is excused', async () => {
  expect((await run('collect', '--days', '41', '--quiet')).stderr).toBe('');
  await run('collect', '--quiet');
  expect(summary(await next())).toEqual([
    expect.stringMatching(/^2026-11-23T03:20:05Z TICK learned$/),
    '2026-11-23T03:30:00Z OPEN declared',
    '2026-11-23T04:30:00Z HOURLY declared',
    expect.stringMatching(/^2026-11-24T02:00:\d\dZ LOAD learned$/),
    '2026-11-27T18:00:00Z PAY declared',
  ]);
});

test('what a scheduler reveals, by the real clock at which it was asked', async () => {
  await runAt(Date.now(), 'collect', '--quiet');
  const {stdout} = await runAt(Date.now(), 'next', '--cached', '--json', '--job', '*rotate', '--count', '2');
  expect(JSON.parse(stdout)).toMatchObject([
    {
      due: expect.stringMatching(/T04:[03]0:00Z$/),
      origin: 'discovered',
      definition: '*/30 4 * * * /usr/sbin/rotate',
    },
    {due: expect.stringMatching(/T04:[03]0:00Z$/), origin: 'discovered'},
  ]);
});

test('so many of each schedule, of the jobs that match, at most so many in all', async () => {
  await run('collect', '--quiet');
  const found = await next('--job', 'PAY', '--count', '3');
  expect(found).toMatchObject([
    {due: '2026-11-27T18:00:00Z', inSeconds: 399_000},
    {due: '2026-11-27T19:00:00Z', schedule: expect.stringContaining('on the last business day of the month')},
    {due: '2026-12-31T18:00:00Z'},
  ]);
  expect(await next('--job', 'PAY', '--count', '3', '--limit', '1')).toEqual(found.slice(0, 1));
});

test('for people in the local time of each environment, with how long it is until then', async () => {
  await run('collect', '--quiet');
  const {stdout} = await run('next', '--cached', '--env', 'tok');
  expect(stdout).toMatchInlineSnapshot(`
    "DUE     IN  ENVIRONMENT  JOB   KNOWN     SCHEDULE
    12:30  20m  tok          OPEN  declared  at 12:30 every day, Asia/Tokyo
    "
  `);
  expect((await run('next', '--cached', '--job', 'none')).stdout).toBe('Nothing to show with --job none.\n');
});

test('a wrong number is told of', async () => {
  const {code, stderr} = await run('next', '--count', '0');
  expect([code, stderr]).toEqual([2, expect.stringContaining('--count 0 is not possible')]);
});
