import {beforeEach, describe, expect, test} from 'vitest';
import type {Environment} from '../../../source/domain/environment.ts';
import {addDays, MINUTE_MS} from '../../../source/domain/time.ts';
import {readJobPage} from '../../../source/report/pages/job-page.ts';
import type {JobPage} from '../../../source/report/pages/pages.ts';
import type {Moment} from '../../../source/report/read-facts.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, expectation, traits} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {backup, collect, judge, lastDays, remember} from './place.ts';

const NOW = at('12:30');
const own = environment({expectations: [expectation({maxRuntimeMs: 60 * MINUTE_MS})]});

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

async function pageOf(
  job: string,
  {environment: of = own, ...moment}: Partial<Moment> & {environment?: Environment} = {},
): Promise<JobPage> {
  const full = {now: NOW, ...moment};
  return readJobPage(store, await judge(store, of, full), job, full);
}

test('a job of which nothing is known has an empty page', async () => {
  await collect(store, {runs: [backup({job: 'other'})]});
  const {days, ...page} = await pageOf('never');
  expect(page).toEqual({
    reliability: {
      succeeded: 0,
      failed: 0,
      successRate: null,
      meanDaysBetweenFailures: null,
      streak: null,
      goodBefore: null,
      isFlapping: false,
    },
    environment: 'prod',
    timezone: 'Europe/London',
    businessDay: DAY,
    dayStartsAt: at('00:00'),
    dayEndsAt: at('00:00', addDays(DAY, 1)),
    job: 'never',
    row: null,
    firstDay: null,
    lastDay: null,
    lastGoodRun: null,
    slots: [],
    runs: [],
    schedules: [],
    durations: [],
    usual: null,
    changes: [],
  });
  expect(days).toHaveLength(371);
  expect(new Set(days.map(({mark}) => mark))).toEqual(new Set([' ']));
});

test('a declared job that was never seen is missing', async () => {
  const id = await collect(store);
  const page = await pageOf('backup');
  expect(page).toMatchObject({firstDay: null, lastGoodRun: null, runs: [], row: {verdict: 'missing'}});
  expect(page.slots).toMatchObject([
    {
      dueAt: at('02:00'),
      deadlineAt: at('02:30'),
      verdict: 'missing',
      origin: 'declared',
      explanation: expect.stringMatching(/^It was due at 02:00 and had until 02:30; no run was seen/),
      evidence: {id, outcome: 'ok'},
    },
  ]);
  expect(page.days.at(-1)).toEqual({day: DAY, mark: 'M', runs: null});
});

describe('runs', () => {
  test('are those of the last thirty business days, newest first, those to come at the top', async () => {
    for (const businessDay of lastDays(31)) {
      const starts = [at('02:00', businessDay), at('03:00', businessDay)];
      const waiting = businessDay === DAY ? [backup({status: 'waiting'})] : [];
      await collect(store, {
        businessDay,
        runs: [...starts.map(startedAt => backup({businessDay, startedAt})), ...waiting],
      });
    }
    const {runs, firstDay, lastDay} = await pageOf('backup');
    expect([runs.length, firstDay, lastDay]).toEqual([61, addDays(DAY, -30), DAY]);
    expect(runs.slice(0, 4).map(({status, startedAt}) => [status, startedAt])).toEqual([
      ['waiting', null],
      ['succeeded', at('03:00')],
      ['succeeded', at('02:00')],
      ['succeeded', at('03:00', addDays(DAY, -1))],
    ]);
    expect(runs.at(-1)?.startedAt).toBe(at('02:00', addDays(DAY, -29)));
  });

  test('are at most 500, their durations at most 200 and oldest first', async () => {
    for (const businessDay of lastDays(3)) {
      const runs = Array.from({length: 288}, (_, slot) => {
        const startedAt = at('00:00', businessDay) + slot * 5 * MINUTE_MS;
        return backup({businessDay, startedAt, endedAt: startedAt + slot * 1000});
      });
      await collect(store, {businessDay, runs});
    }
    const {runs, durations, usual} = await pageOf('backup');
    expect(runs).toHaveLength(500);
    expect(runs[0]?.startedAt).toBe(at('23:55'));
    expect(durations).toHaveLength(200);
    expect(durations.at(-1)).toEqual({startedAt: at('23:55'), durationMs: 287_000, status: 'succeeded'});
    expect(usual).toMatchObject({sample: 50, medianMs: 262_500});
  });

  test('of a job whose name looks like a pattern are its own', async () => {
    const job = 'test [ -f *.csv ] && load?';
    await collect(store, {runs: [backup({job}), backup({job: 'test f x.csv ] && loads'})]});
    await remember(store, environment({expectations: [expectation({job: 'x'})]}), {now: NOW});
    const {runs, firstDay} = await pageOf(job);
    expect([runs.map(run => run.job), firstDay]).toEqual([[job], DAY]);
  });

  test('as of an instant are those known then, in the state they were in', async () => {
    await collect(store, {
      startedAt: at('02:10'),
      runs: [backup({runKey: '1', status: 'running', startedAt: at('02:00')})],
    });
    const ended = backup({runKey: '1', startedAt: at('02:00'), endedAt: at('02:20')});
    await collect(store, {startedAt: at('02:30'), runs: [ended]});
    const page = await pageOf('backup', {now: at('02:15'), knownAt: at('02:15')});
    expect(page).toMatchObject({runs: [{status: 'running'}], durations: [], lastGoodRun: null});
    expect((await pageOf('backup')).durations).toMatchObject([{durationMs: 20 * MINUTE_MS}]);
  });
});

describe('the last good run', () => {
  test('is of the shown day when one succeeded there, else of an earlier one', async () => {
    const [before = ''] = lastDays(2);
    await collect(store, {
      businessDay: before,
      runs: [backup({businessDay: before, startedAt: at('02:00', before)})],
    });
    await collect(store, {runs: [backup({status: 'failed', startedAt: at('02:00')})]});
    expect((await pageOf('backup')).lastGoodRun).toMatchObject({businessDay: before});
    await collect(store, {startedAt: at('12:10'), runs: [backup({startedAt: at('03:00')})]});
    expect((await pageOf('backup')).lastGoodRun).toMatchObject({businessDay: DAY, startedAt: at('03:00')});
    expect((await pageOf('backup', {day: before})).lastGoodRun).toMatchObject({businessDay: before});
  });
});

describe('changes', () => {
  test('come newest first with the collection that showed them', async () => {
    const missed = await collect(store, {startedAt: at('06:00')});
    await remember(store, own, {now: at('06:01')});
    const seen = await collect(store, {
      startedAt: at('07:00'),
      runs: [backup({startedAt: at('06:30'), endedAt: at('06:40')})],
    });
    await remember(store, own, {now: at('07:01')});
    expect((await pageOf('backup')).changes).toMatchObject([
      {verdict: 'ok-late', at: at('06:40'), dueAt: at('02:00'), collection: {id: seen}},
      {verdict: 'missing', at: at('02:30'), dueAt: at('02:00'), collection: {id: missed}},
    ]);
    const past = await pageOf('backup', {now: at('06:30'), knownAt: at('06:30')});
    expect(past.changes.map(({verdict}) => verdict)).toEqual(['missing']);
  });

  test('outlive the collection that showed them', async () => {
    const [before = ''] = lastDays(20);
    await collect(store, {businessDay: before, startedAt: at('06:00', before)});
    await remember(store, own, {now: at('06:01', before), day: before});
    await store.prune({runsDays: 10, collectionsDays: 10}, DAY, false);
    expect((await pageOf('backup')).changes).toMatchObject([{verdict: 'missing', collection: null}]);
  });
});

test('a day is a cell, also on days with an hour more or less', async () => {
  const {days} = await pageOf('backup', {day: '2026-03-30', now: at('12:30', '2026-03-30')});
  expect(days.slice(-3).map(({day}) => day)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect(new Set(days.map(({day}) => day)).size).toBe(371);
});

test('an entry of a plan has slots and says that it stands in the plan', async () => {
  const sources = [{name: 'cron', adapter: 'control-m', traits: {...traits, isPlan: true}}];
  const plan = environment({
    sources,
    expectations: [expectation({job: '*', timing: undefined, maxRuntimeMs: 1})],
  });
  const entry = (runKey: string, time: string) =>
    backup({job: 'EOD', runKey, status: 'waiting', scheduledAt: at(time)});
  await collect(store, {runs: [entry('1#1', '11:00'), entry('2#1', '20:00'), entry('3#1', '21:00')]});
  const page = await pageOf('EOD', {environment: plan});
  expect(page.slots.map(({dueAt, explanation}) => [dueAt, explanation])).toEqual([
    [at('11:00'), 'It was due at 11:00 and has until 2026-11-24 00:00; it is still waiting'],
    [at('20:00'), 'It is due at 20:00'],
    [at('21:00'), 'It is due at 21:00'],
  ]);
  expect(page.schedules).toEqual([
    {
      origin: 'discovered',
      words: "in the scheduler's plan of the day, until its end",
      definition: 'in the plan of the day',
      source: 'cron',
      graceMs: 0,
      maxRuntimeMs: 1,
      calendar: null,
      isActive: true,
      knownSince: null,
      goneSince: null,
      isInForce: true,
      next: [at('20:00'), at('21:00')],
    },
  ]);
});
