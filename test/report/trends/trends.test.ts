import {beforeEach, describe, expect, test} from 'vitest';
import type {Environment} from '../../../source/domain/environment.ts';
import type {RunStatus} from '../../../source/domain/run.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import {readDifferencesPage} from '../../../source/report/pages/differences-page.ts';
import {readNumbersPage} from '../../../source/report/pages/numbers-page.ts';
import type {AnomalyRow} from '../../../source/report/trends/anomaly-row.ts';
import {compareJob} from '../../../source/report/trends/differences.ts';
import {readAnomalies} from '../../../source/report/trends/read-anomalies.ts';
import {readEnvironmentTrends, readJobTrends} from '../../../source/report/trends/read-trends.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {backup, collect, lastDays, remember} from '../pages/place.ts';

const YESTERDAY = addDays(DAY, -1);
const NOW = at('08:00');
const place = environment({countAlarmsPerYear: 1});
const span = (days: number, to = YESTERDAY) => ({to, days, now: NOW});

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

type Runs = Record<string, number | RunStatus>;

/** A day that is known as a whole: a number of good runs a job, or one run in a status. */
async function collectDay(day: Day, jobs: Runs, name = 'prod'): Promise<void> {
  const runs = Object.entries(jobs).flatMap(([job, what]) =>
    Array.from({length: typeof what === 'number' ? what : 1}, (_, index) =>
      backup({
        job,
        businessDay: day,
        runKey: `${job} ${index}`,
        status: typeof what === 'number' ? 'succeeded' : what,
        startedAt: at('02:00', day) + index * 1000,
      }),
    ),
  );
  await collect(store, {environment: name, businessDay: day, startedAt: at('03:00', addDays(day, 1)), runs});
}

async function collectDays(count: number, jobsOf: (place: number) => Runs, name = 'prod'): Promise<void> {
  for (const [index, day] of lastDays(count, YESTERDAY).entries()) await collectDay(day, jobsOf(index), name);
}

const brief = (rows: readonly AnomalyRow[]) => rows.map(({kind, job, day}) => [kind, job, day]);

describe('trends', () => {
  test('of an environment are its level, its success rate and its streak', async () => {
    await collectDays(98, index => ({
      a: index < 88 ? 30 + (index % 3) : 12 + (index % 3),
      b: index === 50 ? 'failed' : 1,
    }));
    const [row] = await readEnvironmentTrends(store, [place], span(98));
    expect(row).toMatchObject({
      environment: 'prod',
      job: null,
      knownDays: 98,
      failed: 1,
      streak: {outcome: 'ok', days: 47},
      trend: {since: addDays(YESTERDAY, -9)},
      drift: null,
      isFlapping: false,
    });
    expect(row?.trend?.change).toBeCloseTo(-0.6, 1);
  });

  test('of jobs are one row each of those that match', async () => {
    await collectDays(30, index => ({'RISK/a': 2, 'RISK/b': index >= 28 ? 'failed' : 1, other: 1}));
    const rows = await readJobTrends(store, [place], span(30), job => job.startsWith('RISK/'));
    expect(rows).toMatchObject([
      {job: 'RISK/a', perDay: 2, successRate: 1, streak: {outcome: 'ok', days: 30}, goodBefore: null},
      {job: 'RISK/b', perDay: 1, failed: 2, streak: {outcome: 'failed', days: 2}, goodBefore: 28},
    ]);
  });

  test('of an environment of which nothing is known are empty', async () => {
    expect(await readEnvironmentTrends(store, [place], span(7))).toMatchObject([
      {knownDays: 0, perDay: null, successRate: null, streak: null, trend: null, drift: null},
    ]);
  });
});

describe('anomalies', () => {
  test('of numbers are those of past days, with what was usual', async () => {
    await collectDays(60, index => ({a: index === 57 ? 4 : 40 + (index % 3)}));
    const rows = await readAnomalies(store, [place], span(7));
    expect(rows).toMatchObject([
      {kind: 'short', environment: 'prod', job: null, day: addDays(YESTERDAY, -2), found: 4},
      {kind: 'short', environment: 'prod', job: 'a', found: 4},
    ]);
    expect(rows[0]?.explanation).toMatch(/^4 runs, usually 4\d on a Friday \(\d+ to \d+\); p [=<] 0\.\d+$/);
  });

  test('of chosen jobs tell nothing of the environment', async () => {
    await collectDays(60, index => ({a: index === 57 ? 4 : 40 + (index % 3), b: 1}));
    const rows = await readAnomalies(store, [place], span(7), job => job === 'a');
    expect(brief(rows)).toEqual([['short', 'a', addDays(YESTERDAY, -2)]]);
  });

  test('the budget is shared by all jobs that are looked at', async () => {
    const calm: Runs = Object.fromEntries(Array.from({length: 400}, (_, index) => [`job ${index}`, 1]));
    const odd = [9, 14, 11, 17, 8, 12, 13, 10, 15, 7, 12, 16, 11];
    await collectDays(40, index => ({...calm, odd: index === 38 ? 34 : (odd[index % odd.length] ?? 0)}));
    expect(await readAnomalies(store, [place], span(3), job => job === 'odd')).toHaveLength(1);
    const all = await readAnomalies(store, [place], span(3), () => true);
    expect(all.filter(({job}) => job !== null)).toEqual([]);
  });

  test('nothing of numbers is told where they are not judged', async () => {
    await collectDays(60, index => ({a: index === 57 ? 4 : 40}));
    expect(await readAnomalies(store, [environment()], span(7))).toEqual([]);
  });

  test.each<[string, Runs[], [string, string][]]>([
    ['failed twice in a row', [{a: 'failed'}, {a: 'failed'}], [['streak', 'a']]],
    ['failed for the first time', [{a: 1}, {a: 'failed'}], [['first-failure', 'a']]],
    ['failed and was good again', [{a: 'failed'}, {a: 1}], []],
    ['flapped', [{a: 'failed'}, {a: 1}, {a: 'failed'}, {a: 1}, {a: 'failed'}, {a: 1}], [['flapping', 'a']]],
  ])('a job that %s', async (_title, last, expected) => {
    const quiet = environment();
    await collectDays(30, index => last[index - 30 + last.length] ?? {a: 1});
    const rows = await readAnomalies(store, [quiet], span(7));
    expect(rows.map(({kind, job}) => [kind, job])).toEqual(expected);
  });

  test('a run that was missed counts as a bad day', async () => {
    const expecting = environment({expectations: [expectation({})]});
    await collectDays(30, (index): Runs => (index >= 28 ? {other: 1} : {backup: 1, other: 1}));
    for (const day of [addDays(YESTERDAY, -1), YESTERDAY])
      await remember(store, expecting, {now: at('04:00', addDays(day, 1)), day});
    const rows = await readAnomalies(store, [expecting], span(7));
    expect(rows).toMatchObject([{kind: 'streak', job: 'backup', days: 2}]);
    expect(rows[0]?.explanation).toBe('Missed 2 days in a row, since 2026-11-21, after 28 good days');
  });

  test('a job that ran elsewhere and not here is a difference', async () => {
    await collectDays(20, index => ({eod: index === 18 ? 0 : 1, own: 1}), 'prod');
    await collectDays(20, () => ({eod: 1}), 'uat');
    const rows = await readAnomalies(store, [environment(), environment({name: 'uat'})], span(3));
    expect(rows).toMatchObject([
      {kind: 'difference', environment: 'prod', job: 'eod', day: addDays(YESTERDAY, -1)},
    ]);
    expect(rows[0]?.explanation).toContain('Ran in uat and not here');
  });
});

test('of a job that is silenced where it did not run nothing is told', async () => {
  await collectDays(20, index => ({eod: index === 18 ? 0 : 1, own: 1}), 'prod');
  await collectDays(20, () => ({eod: 1}), 'uat');
  const silent = [environment({silence: ['eod']}), environment({name: 'uat'})];
  expect(await readAnomalies(store, silent, span(3))).toEqual([]);
});

describe('what an environment lacks', () => {
  const uat = environment({name: 'uat'});
  const read = (environments = [environment(), uat], day?: Day) =>
    readDifferencesPage(store, environments, {now: NOW, ...(day && {day})});

  test('is what ran elsewhere and has not run here since', async () => {
    await collectDays(20, index => ({eod: index < 17 ? 1 : 0, back: index === 18 ? 0 : 1, own: 1}), 'prod');
    await collectDays(20, () => ({eod: 1, back: 1}), 'uat');
    expect((await read()).rows).toEqual([
      {
        environment: 'prod',
        job: 'eod',
        day: YESTERDAY,
        days: 3,
        explanation:
          'Ran in uat and not here, where it otherwise runs on the same days, 3 such days in a row',
      },
    ]);
  });

  test('is told as of the days before the shown one', async () => {
    await collectDays(20, index => ({back: index === 18 ? 0 : 1}), 'prod');
    await collectDays(20, () => ({back: 1}), 'uat');
    expect((await read([environment(), uat], YESTERDAY)).rows).toMatchObject([
      {environment: 'prod', job: 'back', day: addDays(YESTERDAY, -1), days: 1},
    ]);
    expect((await read()).rows).toEqual([]);
  });

  test('is nothing where there is nothing to compare with', async () => {
    await collectDays(20, index => ({eod: index === 19 ? 0 : 1}), 'prod');
    expect((await read([environment()])).rows).toEqual([]);
    expect((await read([])).rows).toEqual([]);
    expect((await read()).rows).toEqual([]);
  });
});

test('the numbers of a job tell on which days it ran elsewhere and not here, where it is compared', async () => {
  await collectDays(20, index => ({eod: index === 18 ? 0 : 1, own: 1}), 'prod');
  await collectDays(20, index => ({eod: 1, own: index === 18 ? 0 : 1}), 'uat');
  const uat = environment({name: 'uat'});
  const differencesOf = async (options: {job?: string; others?: Environment[]}) =>
    (await readNumbersPage(store, environment(), {days: 5, ...options}, {now: NOW})).differences;
  expect(await differencesOf({job: 'eod', others: [uat]})).toEqual([
    {
      day: addDays(YESTERDAY, -1),
      explanation: 'Ran in uat and not here, where it otherwise runs on the same days',
    },
  ]);
  expect(await differencesOf({job: 'own', others: [uat]})).toEqual([]);
  expect(await differencesOf({job: 'eod'})).toEqual([]);
  expect(await differencesOf({others: [uat]})).toEqual([]);
});

describe('of two environments', () => {
  const ran = (letters: string) => [...letters].map(letter => (letter === '?' ? undefined : Number(letter)));
  const compare = (here: string, there: string, third?: string) =>
    compareJob(
      'eod',
      new Map([
        ['here', ran(here)],
        ['there', ran(there)],
        ...(third === undefined ? [] : [['third', ran(third)] as const]),
      ]),
      '2026-11-01',
      1,
    ).map(({environment: name}) => name);

  test.each([
    ['a job that always runs in both and now in one only', '111110', '111111', ['here']],
    ['one that never ran here', '000000', '111111', []],
    ['one that ran here on half of the days', '101010', '111111', []],
    ['one that ran in both four times', '11110', '11111', []],
    ['one whose last day is not known here', '11111?', '111111', []],
    ['one that ran in neither', '111110', '111110', []],
  ])('%s', (_title, here, there, expected) => {
    expect(compare(here, there)).toEqual(expected);
  });

  test('it is told for a week, with how many days it has been in a row, whatever the days before are like', () => {
    const found = compareJob(
      'eod',
      new Map([
        ['here', ran(`${'1'.repeat(28)}${'0'.repeat(9)}`)],
        ['there', ran('1'.repeat(37))],
      ]),
      '2026-11-01',
      9,
    );
    expect(found.map(({day, inARow, isOpen}) => [day.slice(5), inARow, isOpen])).toEqual([
      ['11-29', 1, true],
      ['11-30', 2, true],
      ['12-01', 3, true],
      ['12-02', 4, true],
      ['12-03', 5, true],
      ['12-04', 6, true],
      ['12-05', 7, true],
    ]);
  });

  test('days on which it ran in neither are not counted, and a run here ends the row', () => {
    const days = compareJob(
      'eod',
      new Map([
        ['here', ran(`${'1'.repeat(28)}0001`)],
        ['there', ran(`${'1'.repeat(28)}1011`)],
      ]),
      '2026-11-01',
      6,
    ).map(({day, inARow, isOpen}) => [day, inARow, isOpen]);
    expect(days).toEqual([
      ['2026-11-29', 1, false],
      ['2026-12-01', 2, false],
    ]);
  });

  test('a third where it did not run either leaves open which is right', () => {
    expect(compare('111110', '111111', '111110')).toEqual([]);
    expect(compare('111110', '111111', '111111')).toEqual(['here']);
  });
});
