import {beforeEach, describe, expect, test} from 'vitest';
import type {Environment} from '../../source/domain/environment.ts';
import type {Timing} from '../../source/domain/schedule.ts';
import type {Day} from '../../source/domain/time.ts';
import {addDays, dayOfWeek} from '../../source/domain/time.ts';
import {readCountSeries} from '../../source/report/count-series.ts';
import type {Moment} from '../../source/report/read-facts.ts';
import {readReport} from '../../source/report/read-report.ts';
import type {StatusReport} from '../../source/report/status-report.ts';
import type {Store} from '../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../analysis/facts.ts';
import {createStore} from '../store/place.ts';
import {collect, lastDays} from './pages/place.ts';

const learning = (changes: Partial<Environment> = {}): Environment =>
  environment({countAlarmsPerYear: 1, ...changes});

let store: Store;

/** What the source counts by 09:30, and in all. Weekends have a quarter. */
async function collectDay(businessDay: Day, byMorning: number, inAll: number): Promise<void> {
  const collectAt = (startedAt: number, count: number) =>
    collect(store, {businessDay, startedAt, counts: [{businessDay, count}]});
  await collectAt(at('09:30', businessDay), byMorning);
  await collectAt(at('02:00', addDays(businessDay, 1)), inAll);
}

async function collectWeeks(weeks: number, change = (_day: Day): number => 1): Promise<void> {
  for (const [index, day] of lastDays(7 * weeks, addDays(DAY, -1)).entries()) {
    const share = ([0, 6].includes(dayOfWeek(day)) ? 0.25 : 1) * change(day);
    const wobble = ((index * 5) % 7) - 3;
    await collectDay(day, Math.round(200 * share) + wobble, Math.round(540 * share) + wobble);
  }
}

/** The present day's number as of an instant, told by a complete answer. */
async function collectToday(time: string, count: number): Promise<void> {
  await collect(store, {startedAt: at(time), counts: [{businessDay: DAY, count}]});
}

async function report(place = learning(), moment: Partial<Moment> = {}): Promise<StatusReport> {
  return readReport(store, [place], {now: at('10:01'), ...moment});
}

async function kinds(place = learning(), moment: Partial<Moment> = {}): Promise<string[]> {
  return (await report(place, moment)).findings.map(({kind}) => kind);
}

beforeEach(async () => {
  store = await createStore();
});

describe('while the day lasts', () => {
  beforeEach(() => collectWeeks(12));

  test('too few by this time of day are an anomaly, with what is usual by then', async () => {
    await collectToday('10:00', 60);
    const {findings, environments} = await report();
    expect(findings).toMatchObject([
      {
        id: `anomaly:prod:${DAY}:short`,
        kind: 'anomaly',
        job: null,
        found: 60,
        since: '2026-11-23T10:00:00Z',
        evidence: {startedAt: '2026-11-23T10:00:00Z'},
      },
    ]);
    const [finding] = findings;
    expect(finding?.expected).toBeGreaterThan(190);
    expect(finding?.expected).toBeLessThan(210);
    expect(finding?.band?.low).toBeGreaterThan(60);
    expect(finding?.band?.high).toBeLessThan(300);
    expect(finding?.explanation).toMatch(
      /^60 runs by 10:00, usually \d+ by then on a Monday \(\d+ to \d+\); p [=<] 0\.\d+$/,
    );
    // Fewer than half of the least that is usual: something has stopped.
    expect(environments[0]?.state).toBe('problem');
  });

  test.each([
    ['as many as usual', 200],
    ['a few less', 185],
    ['as many as a whole day has', 540],
  ])('%s are none', async (_title, count) => {
    await collectToday('10:00', count);
    expect(await kinds()).toEqual([]);
  });

  test('more than a whole day ever has are one already', async () => {
    await collectToday('10:00', 1100);
    const {findings, environments} = await report();
    expect(findings).toMatchObject([{id: `anomaly:prod:${DAY}:excess`, found: 1100}]);
    expect(findings[0]?.explanation).toMatch(/^1,100 runs, usually 5\d\d on a Monday/);
    expect(environments[0]?.state).not.toBe('problem');
  });

  test('what was only incompletely answered is no shortage', async () => {
    const partial = {outcome: 'partial', error: 'cut off'} as const;
    await collect(store, {startedAt: at('10:00'), counts: [{businessDay: DAY, count: 60}], changes: partial});
    expect(await kinds()).not.toContain('anomaly');
  });

  test('a shortage is as of the last complete answer, not as of now', async () => {
    await collectToday('09:30', 200);
    expect(await kinds(learning({staleAfterMs: 86_400_000}), {now: at('23:00')})).toEqual([]);
  });

  test.each<[string, Partial<Environment>]>([
    ['numbers are not judged', {countAlarmsPerYear: 0}],
    ['a least number is declared', {expectations: [{kind: 'count', min: 10}]}],
    [
      'the environment is under maintenance',
      {maintenance: [{kind: 'once', from: at('08:00'), to: at('09:00'), reason: 'patching'}]},
    ],
  ])('nothing is said where %s', async (_title, changes) => {
    await collectToday('10:00', 60);
    expect(await kinds(learning(changes))).toEqual([]);
  });

  test('a declared most says nothing of too few', async () => {
    await collectToday('10:00', 60);
    expect(await kinds(learning({expectations: [{kind: 'count', max: 900}]}))).toEqual(['anomaly']);
  });

  test('an acknowledged shortage makes no problem', async () => {
    await collectToday('10:00', 60);
    const finding = `anomaly:prod:${DAY}:short`;
    await store.acknowledge([
      {environment: 'prod', finding, kind: 'acknowledged', by: 'ops1', at: at('10:00'), note: ''},
    ]);
    const {findings, environments} = await report();
    expect(findings).toMatchObject([{id: finding, acknowledgement: {by: 'ops1'}}]);
    expect(environments[0]?.state).toBe('acknowledged');
  });
});

test('runs that are still inside their grace explain a shortage by now', async () => {
  await collectWeeks(12);
  await collectToday('10:00', 60);
  expect(await kinds()).toEqual(['anomaly']);
  const timing: Timing = {
    kind: 'times',
    timesMs: [9.9 * 3_600_000],
    timezone: 'Europe/London',
    policy: 'debian-cron',
  };
  const expectations = Array.from({length: 140}, (_, index) => expectation({job: `job ${index}`, timing}));
  expect(await kinds(learning({expectations}))).toEqual([]);
});

describe('when the day is over', () => {
  beforeEach(() => collectWeeks(12));
  const after = {now: at('03:00', addDays(DAY, 1)), day: DAY};

  test.each([
    ['too few', 300, [`anomaly:prod:${DAY}:short`]],
    ['as many as usual', 538, []],
    ['too many', 900, [`anomaly:prod:${DAY}:excess`]],
  ])('%s are told as such', async (_title, count, ids) => {
    await collectDay(DAY, 200, count);
    expect((await report(learning(), after)).findings.map(({id}) => id)).toEqual(ids);
  });

  test('runs that are missing by name explain a shortage', async () => {
    await collectDay(DAY, 200, 400);
    const expectations = Array.from({length: 140}, (_, index) => expectation({job: `job ${index}`}));
    const found = await kinds(learning({expectations}), after);
    expect(found.filter(kind => kind === 'missing')).toHaveLength(140);
    expect(found).not.toContain('anomaly');
  });
});

test('days that are known in part only are left out; whole ones without a run count as none', async () => {
  const [, empty = '', half = '', whole = ''] = lastDays(4, addDays(DAY, -1));
  await collect(store, {businessDay: empty, startedAt: at('01:00', half), changes: {outcome: 'empty'}});
  await collect(store, {
    businessDay: half,
    startedAt: at('12:00', half),
    counts: [{businessDay: half, count: 9}],
  });
  await collectDay(whole, 200, 540);
  const {counts, shapes} = await readCountSeries(store, learning(), DAY, 4, undefined);
  expect(counts).toEqual([undefined, 0, undefined, 540]);
  expect(shapes).toHaveLength(5);
});

test('a new level is told as a trend and never as a finding', async () => {
  await collectWeeks(14, day => (day >= addDays(DAY, -10) ? 0.6 : 1));
  await collectToday('10:00', 120);
  const {findings, environments} = await report();
  expect(findings).toEqual([]);
  expect(environments[0]).toMatchObject({state: 'ok', trend: {since: addDays(DAY, -10)}});
  expect(environments[0]?.trend?.change).toBeCloseTo(-0.4, 1);
});

test('without three weeks of history nothing is said', async () => {
  await collectWeeks(2);
  await collectToday('10:00', 0);
  expect(await kinds()).toEqual([]);
});

test('a number by now is compared with what there was by the last complete answer', async () => {
  await collectWeeks(4);
  await collectToday('10:00', 200);
  // At 02:00 of the next day each day had all its runs: compared with that the day would seem to lack most of them.
  const {environments} = await report(environment(), {now: at('23:59')});
  expect(environments[0]?.usual).toBeLessThan(210);
});
