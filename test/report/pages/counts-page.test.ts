import {beforeEach, describe, expect, test} from 'vitest';
import type {Environment} from '../../../source/domain/environment.ts';
import type {CountObservation} from '../../../source/domain/run.ts';
import type {EpochMs} from '../../../source/domain/time.ts';
import {addDays, HOUR_MS} from '../../../source/domain/time.ts';
import {readCountsPage} from '../../../source/report/pages/counts-page.ts';
import {deriveJobsPage} from '../../../source/report/pages/jobs-page.ts';
import type {CountsPage} from '../../../source/report/pages/pages.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, traits} from '../../analysis/facts.ts';
import {createStore} from '../../store/place.ts';
import {collect, judge} from './place.ts';

const AFTER = at('00:30', addDays(DAY, 1));
/** Its only source tells numbers. */
const counted = environment({
  sources: [{name: 'cron', adapter: 'count', traits: {...traits, hasRuns: false}}],
});

let store: Store;

beforeEach(async () => {
  store = await createStore();
});

const count = (number: number, overrides: Partial<CountObservation> = {}): CountObservation => ({
  businessDay: DAY,
  count: number,
  ...overrides,
});

/** Numbers of the same weekday, one week back after the other; each collected at 10:00 and whole after the day's end. */
async function collectWeeks(...weeks: {by10: number; whole: number}[]): Promise<void> {
  for (const [index, {by10, whole}] of weeks.entries()) {
    const businessDay = addDays(DAY, -7 * (index + 1));
    await collect(store, {
      businessDay,
      startedAt: at('10:00', businessDay),
      counts: [count(by10, {businessDay})],
    });
    const after = at('00:10', addDays(businessDay, 1));
    await collect(store, {businessDay, startedAt: after, counts: [count(whole, {businessDay})]});
  }
}

async function pageAt(now: EpochMs, own: Environment = counted, knownAt?: EpochMs): Promise<CountsPage> {
  return readCountsPage(store, await judge(store, own, {now, day: DAY, knownAt}), now);
}

describe('counts', () => {
  test('come by source, job and status, with what was not told as null', async () => {
    const own = environment({sources: ['b', 'a'].map(name => ({name, adapter: 'count', traits}))});
    await collect(store, {
      source: 'b',
      counts: [count(3, {job: 'SEND', status: 'failed'}), count(9), count(1, {job: 'LOAD'})],
    });
    await collect(store, {source: 'a', counts: [count(7, {status: 'succeeded'})]});
    const {rows} = await pageAt(AFTER, own);
    expect(rows).toEqual([
      {source: 'a', job: null, status: 'succeeded', count: 7, usual: null},
      {source: 'b', job: null, status: null, count: 9, usual: null},
      {source: 'b', job: 'LOAD', status: null, count: 1, usual: null},
      {source: 'b', job: 'SEND', status: 'failed', count: 3, usual: null},
    ]);
  });

  test('of an environment that tells nothing else have no jobs beside them', async () => {
    await collect(store, {counts: [count(1204)]});
    const judged = await judge(store, counted, {now: AFTER, day: DAY});
    expect(deriveJobsPage(judged).rows).toEqual([]);
    expect(await readCountsPage(store, judged, AFTER)).toMatchObject({rows: [{count: 1204}], checks: []});
  });
});

describe('the usual count', () => {
  const weeks = [50, 70, 60].map(whole => ({by10: whole / 10, whole}));

  test('of a day that is over is the median of its weekday', async () => {
    await collect(store, {counts: [count(55)]});
    await collectWeeks(...weeks);
    expect((await pageAt(AFTER)).rows).toMatchObject([{count: 55, usual: 60}]);
  });

  test('while the day lasts is that of the same time of day', async () => {
    await collect(store, {startedAt: at('10:00'), counts: [count(4)]});
    await collectWeeks(...weeks);
    expect((await pageAt(at('11:00'))).rows).toMatchObject([{count: 4, usual: 6}]);
  });

  test('is not known from two weeks', async () => {
    await collect(store, {counts: [count(55)]});
    await collectWeeks(...weeks.slice(0, 2));
    expect((await pageAt(AFTER)).rows).toMatchObject([{usual: null}]);
  });

  test('rests on eight weeks', async () => {
    await collect(store, {counts: [count(55)]});
    const nine = Array.from({length: 9}, (_, week) => ({by10: 0, whole: week === 8 ? 1000 : 10 * week}));
    await collectWeeks(...nine);
    expect((await pageAt(AFTER)).rows).toMatchObject([{usual: 35}]);
  });

  test('of a status that was not counted on a day is 0 for that day', async () => {
    await collect(store, {counts: [count(5, {status: 'failed'})]});
    for (const [index, failed] of [0, 0, 4].entries()) {
      const businessDay = addDays(DAY, -7 * (index + 1));
      const failures = failed > 0 ? [count(failed, {businessDay, status: 'failed'})] : [];
      await collect(store, {
        businessDay,
        counts: [count(90, {businessDay, status: 'succeeded'}), ...failures],
      });
    }
    expect((await pageAt(AFTER)).rows).toMatchObject([{status: 'failed', usual: 0}]);
  });
});

describe('checks', () => {
  const expecting = (
    ...checks: {min?: number; max?: number; byMs?: number; job?: string}[]
  ): Environment => ({
    ...counted,
    expectations: checks.map(check => ({kind: 'count', ...check})),
  });

  test('tell what was found, what is expected and until when', async () => {
    await collect(store, {counts: [count(10), count(3, {job: 'LOAD'})]});
    const own = expecting({min: 20, byMs: 9 * HOUR_MS}, {max: 5, job: 'LO*'}, {max: 5}, {min: 2});
    expect((await pageAt(at('12:30'), own)).checks).toEqual([
      {
        job: null,
        min: 20,
        max: null,
        deadlineAt: at('09:00'),
        found: 13,
        isShort: true,
        isExcess: false,
        unknownBecause: null,
      },
      {
        job: 'LO*',
        min: null,
        max: 5,
        deadlineAt: null,
        found: 3,
        isShort: false,
        isExcess: false,
        unknownBecause: null,
      },
      {
        job: null,
        min: null,
        max: 5,
        deadlineAt: null,
        found: 13,
        isShort: false,
        isExcess: true,
        unknownBecause: null,
      },
      {
        job: null,
        min: 2,
        max: null,
        deadlineAt: at('00:00', addDays(DAY, 1)),
        found: 13,
        isShort: false,
        isExcess: false,
        unknownBecause: null,
      },
    ]);
  });

  test('are not short before the deadline', async () => {
    await collect(store, {counts: [count(10)]});
    const own = expecting({min: 20, byMs: 13 * HOUR_MS});
    expect((await pageAt(at('12:30'), own)).checks).toMatchObject([{isShort: false}]);
  });

  test('are none on a day off', async () => {
    const calendar = {
      name: 'uk',
      weekend: new Set([1]),
      daysOff: new Map<string, string>(),
      workedDays: new Set<string>(),
      halfDays: new Map<string, number>(),
    };
    expect((await pageAt(AFTER, {...expecting({min: 20}), calendar})).checks).toEqual([]);
  });
});
