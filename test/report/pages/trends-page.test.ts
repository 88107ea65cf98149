import {beforeEach, describe, expect, test} from 'vitest';
import type {Environment} from '../../../source/domain/environment.ts';
import type {LearnedSlot} from '../../../source/domain/learned.ts';
import {addDays, MINUTE_MS} from '../../../source/domain/time.ts';
import type {JobTrend} from '../../../source/report/pages/pages.ts';
import {readTrendsPage} from '../../../source/report/pages/trends-page.ts';
import type {Moment} from '../../../source/report/read-facts.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, expectation, traits} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {backup, collect, judge, lastDays, remember} from './place.ts';

const NOW = at('12:30');
const own = environment({expectations: [expectation({})]});

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

async function trendOf(
  job: string,
  options: {days?: number; environment?: Environment; moment?: Moment; isJudged?: boolean} = {},
): Promise<JobTrend | undefined> {
  const {days = 5, environment: of = own, moment = {now: NOW}, isJudged = false} = options;
  const judged = isJudged ? await judge(store, of, moment) : undefined;
  const page = await readTrendsPage(store, of, {jobs: [job], days}, moment, judged);
  return page.jobs[job];
}

/** One good run of `backup` on each of the last days, and a complete answer about each. */
async function collectDays(count: number): Promise<void> {
  for (const [index, day] of lastDays(count).entries()) {
    const startedAt = at('02:00', day);
    const run = backup({businessDay: day, startedAt, endedAt: startedAt + (index + 1) * MINUTE_MS});
    await collect(store, {businessDay: day, runs: [run]});
  }
}

describe('the days of a job', () => {
  test('are from the first to the last that were asked for', async () => {
    await collectDays(2);
    const page = await readTrendsPage(store, own, {jobs: ['backup'], days: 5}, {now: NOW});
    expect(page).toMatchObject({from: addDays(DAY, -4), to: DAY});
    expect(page.jobs.backup).toMatchObject({marks: '   KK', runs: [null, null, null, 1, 1]});
  });

  test('up to an earlier day are of that day', async () => {
    await collectDays(3);
    const trend = await trendOf('backup', {moment: {now: NOW, day: addDays(DAY, -1)}, days: 3});
    expect(trend).toMatchObject({marks: ' KK', runs: [null, 1, 1]});
  });

  test('tell what was remembered of each', async () => {
    const [first = '', missed = '', late = '', failed = ''] = lastDays(5);
    await collect(store, {
      businessDay: first,
      runs: [backup({businessDay: first, startedAt: at('02:00', first)})],
    });
    await collect(store, {businessDay: missed, runs: []});
    await collect(store, {
      businessDay: late,
      runs: [backup({businessDay: late, startedAt: at('05:00', late)})],
    });
    const bad = backup({businessDay: failed, status: 'failed', startedAt: at('02:00', failed)});
    await collect(store, {businessDay: failed, runs: [bad]});
    for (const day of [first, missed, late, failed]) await remember(store, own, {now: at('12:30', day), day});
    expect(await trendOf('backup')).toMatchObject({marks: 'KMLF ', runs: [1, 0, 1, 1, null]});
  });

  test('of a day without a complete answer are not known', async () => {
    await collectDays(1);
    const before = addDays(DAY, -1);
    const old = backup({businessDay: addDays(DAY, -2), startedAt: at('02:00', addDays(DAY, -2))});
    await collect(store, {businessDay: addDays(DAY, -2), runs: [old]});
    await collect(store, {businessDay: before, runs: [], changes: {outcome: 'partial'}});
    expect(await trendOf('backup')).toMatchObject({marks: '  K K', runs: [null, null, 1, null, 1]});
  });

  test('need an answer of the source that shows the job', async () => {
    const sources = ['cron', 'other'].map(name => ({name, adapter: 'cron', traits}));
    const two = environment({sources});
    const before = addDays(DAY, -1);
    await collect(store, {businessDay: before, runs: [backup({businessDay: before})]});
    await collect(store, {source: 'other', businessDay: DAY, runs: [backup({job: 'elsewhere'})]});
    expect((await trendOf('backup', {environment: two, days: 2}))?.marks).toBe('K ');
    await collect(store, {businessDay: DAY, runs: []});
    expect((await trendOf('backup', {environment: two, days: 2}))?.marks).toBe('K.');
  });

  test('of the judged day are as judged', async () => {
    await collect(store, {runs: []});
    expect((await trendOf('backup', {days: 2}))?.marks).toBe('  ');
    expect((await trendOf('backup', {days: 2, isJudged: true}))?.marks).toBe(' M');
  });

  test('in the future are not known', async () => {
    await collectDays(1);
    const moment = {now: NOW, day: addDays(DAY, 1)};
    expect(await trendOf('backup', {days: 2, moment, isJudged: true})).toMatchObject({
      marks: 'K ',
      runs: [1, null],
    });
  });

  test('whose runs were pruned keep the verdicts that were remembered', async () => {
    const [first = ''] = lastDays(3);
    const bad = backup({businessDay: first, status: 'failed', startedAt: at('02:00', first)});
    await collect(store, {businessDay: first, runs: [bad]});
    await remember(store, own, {now: at('12:30', first), day: first});
    await collectDays(2);
    await store.prune({runsDays: 1}, DAY, false);
    expect(await trendOf('backup', {days: 3})).toMatchObject({marks: 'FKK', runs: [null, 1, 1]});
  });

  test('as of an instant tell nothing that was learned later', async () => {
    await collect(store, {
      startedAt: at('02:10'),
      runs: [backup({runKey: '1', status: 'running', startedAt: at('02:00')})],
    });
    await collect(store, {
      startedAt: at('02:20'),
      runs: [backup({runKey: '1', status: 'failed', startedAt: at('02:00')})],
    });
    const marksAt = async (time: string) =>
      (await trendOf('backup', {days: 1, moment: {now: at(time), knownAt: at(time)}}))?.marks;
    expect([await marksAt('02:05'), await marksAt('02:15'), await marksAt('02:25')]).toEqual([' ', 'R', 'F']);
  });
});

test('a job that was never seen has days and nothing else', async () => {
  await collectDays(3);
  expect(await trendOf('never', {days: 3})).toEqual({
    marks: '   ',
    runs: [null, null, null],
    usual: null,
    nextDueAt: null,
  });
});

test('a job may be called like a property of every object', async () => {
  await collect(store, {runs: [backup({job: '__proto__'})]});
  const page = await readTrendsPage(store, own, {jobs: ['__proto__', 'toString'], days: 1}, {now: NOW});
  const {jobs} = JSON.parse(JSON.stringify(page));
  expect(Object.entries(jobs)).toMatchObject([
    ['__proto__', {marks: 'K'}],
    ['toString', {marks: ' '}],
  ]);
});

describe('the usual duration', () => {
  test.each([
    [4, null],
    [5, {medianMs: 3 * MINUTE_MS, sample: 5}],
    [60, {sample: 50}],
  ])('of %i runs', async (count, expected) => {
    await collectDays(count);
    const usual = (await trendOf('backup'))?.usual;
    if (expected) expect(usual).toMatchObject(expected);
    else expect(usual).toBeNull();
  });

  test('takes no run of more than sixty days ago', async () => {
    for (const ago of [56, 57, 58, 59, 60]) {
      const day = addDays(DAY, -ago);
      const startedAt = at('02:00', day);
      await collect(store, {
        businessDay: day,
        runs: [backup({businessDay: day, startedAt, endedAt: startedAt + 1000})],
      });
    }
    expect((await trendOf('backup'))?.usual).toBeNull();
    const earlier = {moment: {now: NOW, day: addDays(DAY, -1)}};
    expect((await trendOf('backup', earlier))?.usual).toMatchObject({sample: 5});
  });
});

describe('the next due instant', () => {
  const hourly = {kind: 'cron', expression: '0 * * * *', timezone: 'UTC', policy: 'debian-cron'} as const;
  const schedule = {job: 'rotate', timing: hourly, isActive: true, definition: '0 * * * * rotate'};

  test('is that of a declared schedule, on a later day when this one has no more', async () => {
    expect((await trendOf('backup'))?.nextDueAt).toBe(at('02:00', addDays(DAY, 1)));
  });

  test('is that of a schedule which a source revealed, with and without a judged day', async () => {
    await collect(store, {schedules: [schedule], runs: []});
    expect((await trendOf('rotate'))?.nextDueAt).toBe(at('13:00'));
    expect((await trendOf('rotate', {isJudged: true}))?.nextDueAt).toBe(at('13:00'));
  });

  test('is none of a schedule that is switched off', async () => {
    await collect(store, {schedules: [{...schedule, isActive: false}], runs: []});
    expect((await trendOf('rotate'))?.nextDueAt).toBeNull();
  });

  test("of an entry in the scheduler's plan is the plan's", async () => {
    const plan = environment({
      sources: [{name: 'cron', adapter: 'control-m', traits: {...traits, isPlan: true}}],
    });
    const waiting = backup({job: 'EOD', runKey: '1#1', status: 'waiting', scheduledAt: at('20:00')});
    await collect(store, {runs: [waiting]});
    expect((await trendOf('EOD', {environment: plan, isJudged: true}))?.nextDueAt).toBe(at('20:00'));
  });

  test.each([
    ['later on the same day', DAY, '20:00'],
    ['on the next day', addDays(DAY, 1), '02:00'],
  ])('of a job with a learned schedule is what is foretold, %s', async (_, day, time) => {
    const startedAt = at('02:00', addDays(DAY, -1));
    await collect(store, {runs: [backup({job: 'LOAD', startedAt}), backup({job: 'OTHER', startedAt})]});
    const slot = (dueAt: number): LearnedSlot => ({
      dueAt,
      earliestAt: dueAt,
      normallyBy: dueAt,
      deadlineAt: dueAt + 60 * MINUTE_MS,
      confidence: 0.99,
      lateRisk: 0,
      runsAYear: 365,
      index: 0,
      basis: {dates: {kind: 'every-day'}, ran: 90, of: 90},
    });
    const jobs = [
      {job: 'LOAD', slots: [slot(at('00:30', DAY)), slot(at(time, day))]},
      {job: 'backup', slots: [slot(at('13:00'))]},
      {job: 'OTHER', slots: []},
    ];
    await store.recordLearning({environment: 'prod', models: [], forecasts: [{day, jobs}]});
    const learned = environment({expectations: [expectation({})], isLearned: true});
    expect((await trendOf('LOAD', {environment: learned}))?.nextDueAt).toBe(at(time, day));
    expect((await trendOf('OTHER', {environment: learned}))?.nextDueAt).toBeNull();
    // What is declared wins.
    expect((await trendOf('backup', {environment: learned}))?.nextDueAt).toBe(at('02:00', addDays(DAY, 1)));
    const unlearned = {...learned, isLearned: false};
    expect((await trendOf('LOAD', {environment: unlearned}))?.nextDueAt).toBeNull();
  });
});
