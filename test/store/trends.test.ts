import {beforeEach, describe, expect, test} from 'vitest';
import type {RunObservation} from '../../source/domain/run.ts';
import {isMadeGood} from '../../source/domain/run-day.ts';
import type {Verdict} from '../../source/domain/slot.ts';
import {addDays, formatInstant} from '../../source/domain/time.ts';
import type {Store} from '../../source/store/store.ts';
import {at, collection, createStore, DAY, run} from './place.ts';

const YESTERDAY = addDays(DAY, -1);
const ENV = 'prod-ldn';
const BOTH = {environment: ENV, from: YESTERDAY, to: DAY, jobs: ['LOAD', 'SEND']};

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

async function collect(
  runs: RunObservation[],
  changes: Parameters<typeof collection>[1] = {},
): Promise<number> {
  return (await store.recordCollection(collection({runs}, changes))).id;
}

describe('trends', () => {
  test('count the runs of each job and day by status', async () => {
    await collect([
      run({runKey: '1', startedAt: at(5), exitCode: 0}),
      run({runKey: '2', startedAt: at(6)}),
      run({runKey: '3', status: 'waiting'}),
      run({runKey: '4', status: 'failed', startedAt: at(7), businessDay: YESTERDAY, exitCode: 3}),
      run({job: 'SEND', status: 'running', startedAt: at(8)}),
      run({job: 'OTHER'}),
    ]);
    const trends = await store.readTrends(BOTH);
    expect([...trends.keys()]).toEqual(['LOAD', 'SEND']);
    expect(trends.get('LOAD')).toMatchObject({source: 'control-m', firstDay: YESTERDAY, lastDay: DAY});
    expect(trends.get('LOAD')?.days.get(DAY)?.byStatus).toMatchObject({succeeded: 2, waiting: 1, failed: 0});
    expect(trends.get('LOAD')?.days.get(YESTERDAY)?.byStatus).toMatchObject({succeeded: 0, failed: 1});
    expect([...(trends.get('SEND')?.days.keys() ?? [])]).toEqual([DAY]);
  });

  test('of a job that was never seen, or in another environment, are absent', async () => {
    await collect([run()]);
    expect((await store.readTrends({...BOTH, jobs: ['NEVER']})).size).toBe(0);
    expect((await store.readTrends({...BOTH, environment: 'elsewhere'})).size).toBe(0);
  });

  test('of a job outside of the range still tell when it was seen', async () => {
    await collect([run()]);
    const before = addDays(DAY, -10);
    const trends = await store.readTrends({...BOTH, from: addDays(before, -5), to: before});
    expect(trends.get('LOAD')).toMatchObject({firstDay: DAY, days: new Map(), verdicts: new Map()});
  });

  test.each<[title: string, expected: boolean, failedAt: number | undefined, goodAt: number | undefined]>([
    ['a later success makes a failure good', true, 5, 6],
    ['an earlier one does not', false, 5, 4],
    ['nor one at an unknown time', false, 5, undefined],
    ['nor any one when the failure is at an unknown time', false, undefined, 6],
  ])('%s', async (_title, expected, failedAt, goodAt) => {
    const startOf = (minute: number | undefined) => (minute === undefined ? {} : {startedAt: at(minute)});
    // One key is a start instant, from which its times count; the other is none.
    const runKey = formatInstant(at(failedAt ?? 0));
    await collect([
      run({runKey, status: 'failed', ...startOf(failedAt)}),
      run({runKey: '2', ...startOf(goodAt)}),
    ]);
    const past = await store.readTrends({...BOTH, knownAt: at(1000)});
    for (const trends of [await store.readTrends(BOTH), past]) {
      const day = trends.get('LOAD')?.days.get(DAY);
      expect(day && isMadeGood(day)).toBe(expected);
    }
  });

  test('as of an instant tell only what was known then', async () => {
    await collect([run({status: 'running', startedAt: at(5)})], {startedAt: at(10)});
    await collect([run({status: 'failed', startedAt: at(5)})], {startedAt: at(20)});
    const statusesAt = async (minutes: number) => {
      const trends = await store.readTrends({...BOTH, knownAt: at(minutes)});
      return trends.get('LOAD')?.days.get(DAY)?.byStatus;
    };
    expect(await statusesAt(9)).toBeUndefined();
    expect(await statusesAt(15)).toMatchObject({running: 1, failed: 0});
    expect(await statusesAt(25)).toMatchObject({running: 0, failed: 1});
  });

  test("hold each slot's last verdict, as of an instant the last that is dated by then", async () => {
    const change = (verdict: Verdict, minutes: number, dueAt?: number) => ({
      environment: ENV,
      businessDay: DAY,
      job: 'LOAD',
      at: at(minutes),
      verdict,
      ...(dueAt !== undefined && {dueAt: at(dueAt)}),
    });
    await store.recordVerdictChanges([
      change('missing', 30, 0),
      change('failed', 70, 60),
      change('ok-late', 90, 0),
      change('excused', 100),
    ]);
    const verdictsAt = async (minutes?: number) => {
      const knownAt = minutes === undefined ? undefined : at(minutes);
      return (await store.readTrends({...BOTH, knownAt})).get('LOAD')?.verdicts.get(DAY);
    };
    expect(await verdictsAt()).toEqual(new Set(['ok-late', 'failed', 'excused']));
    expect(await verdictsAt(80)).toEqual(new Set(['missing', 'failed']));
    expect(await verdictsAt(10)).toBeUndefined();
  });
});

describe('durations', () => {
  const filter = {...BOTH, statuses: ['succeeded'] as const, limit: 2};
  const ended = (minute: number, minutes: number, changes: Partial<RunObservation> = {}): RunObservation =>
    run({runKey: `${minute}`, startedAt: at(minute), endedAt: at(minute + minutes), ...changes});

  test('are those of the last runs, newest first, of which start, end and status are known and wanted', async () => {
    await collect([
      ended(-600, 1, {businessDay: YESTERDAY}),
      ended(5, 2),
      ended(50, 3),
      ended(60, 4, {status: 'failed'}),
      run({runKey: 'no end', startedAt: at(70)}),
      run({runKey: 'no start', endedAt: at(80)}),
      ended(30, 5, {job: 'SEND'}),
    ]);
    const durations = await store.readDurations(filter);
    expect(durations.get('LOAD')).toEqual([
      {startedAt: at(50), durationMs: 3 * 60_000, status: 'succeeded'},
      {startedAt: at(5), durationMs: 2 * 60_000, status: 'succeeded'},
    ]);
    expect(durations.get('SEND')).toHaveLength(1);
  });

  test('go back as far as it takes to have enough of them, and no further than asked', async () => {
    const days = [0, -1, -6, -20, -40].map(ago => addDays(DAY, ago));
    await collect(days.map((businessDay, index) => ended(index, index + 1, {businessDay})));
    const read = async (from: string, limit: number) =>
      (await store.readDurations({...filter, from, limit})).get('LOAD')?.length;
    expect(await read(addDays(DAY, -100), 4)).toBe(4);
    expect(await read(addDays(DAY, -100), 50)).toBe(5);
    expect(await read(addDays(DAY, -39), 50)).toBe(4);
  });

  test('of a run that is keyed by its start, and of one in milliseconds, are exact', async () => {
    await collect([
      ended(400, 1, {runKey: formatInstant(at(400))}),
      run({runKey: '9', startedAt: at(30) + 123, endedAt: at(31) + 456}),
    ]);
    expect((await store.readDurations(filter)).get('LOAD')).toMatchObject([
      {startedAt: at(400), durationMs: 60_000},
      {startedAt: at(30) + 123, durationMs: 60_333},
    ]);
  });

  test('as of an instant are those known then', async () => {
    await collect([run({runKey: '1', status: 'running', startedAt: at(5)})], {startedAt: at(10)});
    await collect([ended(5, 10, {runKey: '1'})], {startedAt: at(20)});
    expect((await store.readDurations({...filter, knownAt: at(15)})).size).toBe(0);
    expect((await store.readDurations({...filter, knownAt: at(25)})).get('LOAD')).toHaveLength(1);
  });
});

describe('days', () => {
  const range = {from: YESTERDAY, to: DAY};

  test('are answered by the sources that gave a complete answer', async () => {
    await collect([run()]);
    await collect([], {source: 'cron', outcome: 'partial'});
    await collect([], {source: 'cron', outcome: 'empty', businessDay: YESTERDAY});
    await collect([], {environment: 'dev-ldn', outcome: 'exit'});
    const answered = await store.readAnsweredDays(range);
    const expected = new Map([
      ['control-m', new Set([DAY])],
      ['cron', new Set([YESTERDAY])],
    ]);
    expect(answered).toEqual(new Map([[ENV, expected]]));
    expect(await store.readAnsweredDays({...range, environment: ENV})).toEqual(answered);
    expect((await store.readAnsweredDays({...range, environment: 'elsewhere'})).size).toBe(0);
  });

  test('are answered as of an instant when the answer had ended by then', async () => {
    await collect([run()], {startedAt: at(10)});
    const answeredAt = async (instant: number) =>
      (await store.readAnsweredDays({...range, environment: ENV, knownAt: instant})).size;
    expect(await answeredAt(at(10) + 999)).toBe(0);
    expect(await answeredAt(at(10) + 1000)).toBe(1);
  });

  test('are missed when the last verdict of a slot is, with and without a due instant', async () => {
    const change = (
      verdict: Verdict,
      minutes: number,
      changes: {dueAt?: number; businessDay?: string} = {},
    ) => ({
      environment: ENV,
      businessDay: DAY,
      job: 'LOAD',
      at: at(minutes),
      verdict,
      ...changes,
    });
    await store.recordVerdictChanges([
      change('missing', 30, {dueAt: at(0)}),
      change('missing', 40),
      change('missing', -400, {businessDay: YESTERDAY, dueAt: at(-500)}),
      change('ok-late', 60, {dueAt: at(0)}),
    ]);
    expect(await store.readVerdictDays('missing', range)).toEqual(
      new Map([[ENV, new Set([YESTERDAY, DAY])]]),
    );
    await store.recordVerdictChanges([change('ok-late', 70)]);
    expect(await store.readVerdictDays('missing', range)).toEqual(new Map([[ENV, new Set([YESTERDAY])]]));
    expect(
      (await store.readVerdictDays('missing', {...range, environment: ENV, knownAt: at(50)})).get(ENV)?.size,
    ).toBe(2);
    expect((await store.readVerdictDays('missing', {...range, environment: 'elsewhere'})).size).toBe(0);
  });
});

test('changes of one job are found by its name and in the order in which they were written', async () => {
  const change = (job: string, minutes: number, verdict: Verdict, businessDay = DAY) => ({
    environment: ENV,
    businessDay,
    job,
    dueAt: at(0),
    at: at(minutes),
    verdict,
  });
  await store.recordVerdictChanges([
    change('LOAD', 30, 'missing'),
    change('SEND', 40, 'missing'),
    change('LOAD', -900, 'failed', YESTERDAY),
    change('LOAD', 50, 'ok-late'),
  ]);
  const changes = await store.readVerdictChanges({...BOTH, job: 'LOAD'});
  expect(changes.map(({verdict}) => verdict)).toEqual(['missing', 'failed', 'ok-late']);
  expect(await store.readVerdictChanges({from: DAY, to: DAY, job: 'LOAD'})).toHaveLength(2);
});
