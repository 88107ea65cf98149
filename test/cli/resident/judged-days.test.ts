import {beforeEach, describe, expect, test} from 'vitest';
import type {JudgedDays} from '../../../source/cli/resident/judged-days.ts';
import {createJudgedDays} from '../../../source/cli/resident/judged-days.ts';
import {addDays} from '../../../source/domain/time.ts';
import type {Store} from '../../../source/store/store.ts';
import {at, DAY, environment, expectation} from '../../analysis/facts.ts';
import {collection, createStore, run} from '../../store/place.ts';

/** `backup` is due at 02:00 with half an hour of grace. */
const ldn = environment({name: 'ldn', expectations: [expectation()]});
const nyc = environment({name: 'nyc', expectations: [expectation()]});

let store: Store;
let readings: string[];
let judged: JudgedDays;

beforeEach(async () => {
  store = await createStore();
  readings = [];
  const counted: Store = {
    ...store,
    readDayRuns(name, day, knownAt) {
      readings.push(`${name} ${day}`);
      return store.readDayRuns(name, day, knownAt);
    },
  };
  judged = createJudgedDays(() => counted);
});

const now = at('01:00');

async function record(name: string, startedAt: string): Promise<void> {
  const runs = [run({job: 'backup', startedAt: at(startedAt)})];
  await store.recordCollection(
    collection({runs}, {environment: name, source: 'cron', adapter: 'cron', startedAt: at(startedAt) + 1}),
  );
}

const verdictsOf = async (moment: number): Promise<string[]> => {
  const {jobs} = await judged.judgeWhole(ldn, {now: moment});
  return jobs.flatMap(({slots}) => slots.map(({verdict}) => verdict));
};

describe('a day', () => {
  test('is judged once, however often it is asked for', async () => {
    await Promise.all([judged.judgeWhole(ldn, {now}), judged.judgeWhole(ldn, {now, day: DAY})]);
    await judged.judgeWhole(ldn, {now: now + 1000});
    expect(readings).toEqual([`ldn ${DAY}`]);
  });

  test('of which everything is known serves a report as well, but not the other way round', async () => {
    await judged.judgeAll([ldn], {now});
    await judged.judgeWhole(ldn, {now});
    await judged.judgeAll([ldn], {now});
    expect(readings).toEqual([`ldn ${DAY}`, `ldn ${DAY}`]);
  });

  test('is judged anew when its data have changed, and only then', async () => {
    await judged.judgeAll([ldn, nyc], {now});
    judged.forget(['nyc']);
    await judged.judgeAll([ldn, nyc], {now});
    expect(readings).toEqual([`ldn ${DAY}`, `nyc ${DAY}`, `nyc ${DAY}`]);
    judged.forget();
    await judged.judgeAll([ldn, nyc], {now});
    expect(readings).toHaveLength(5);
  });

  test('that changed while it was judged is not kept', async () => {
    const first = judged.judgeWhole(ldn, {now});
    judged.forget(['ldn']);
    await first;
    await judged.judgeWhole(ldn, {now});
    expect(readings).toHaveLength(2);
  });

  test('is judged anew at the instant at which time changes a verdict', async () => {
    expect(await verdictsOf(at('01:55'))).toEqual(['pending']);
    expect(await verdictsOf(at('02:00') - 1)).toEqual(['pending']);
    expect(readings).toHaveLength(1);
    expect(await verdictsOf(at('02:00'))).toEqual(['due']);
    expect(readings).toHaveLength(2);
  });

  test('is judged anew after ten minutes in any case', async () => {
    await judged.judgeAll([ldn], {now});
    await judged.judgeAll([ldn], {now: now + 10 * 60_000 - 1});
    expect(readings).toHaveLength(1);
    await judged.judgeAll([ldn], {now: now + 10 * 60_000});
    expect(readings).toHaveLength(2);
  });

  test('is the present one anew when the next has begun', async () => {
    await judged.judgeAll([ldn], {now: at('23:59')});
    await judged.judgeAll([ldn], {now: at('24:00')});
    expect(readings).toEqual([`ldn ${DAY}`, `ldn ${addDays(DAY, 1)}`]);
  });

  test('that cannot be judged is not remembered', async () => {
    let isBroken = true;
    judged = createJudgedDays(() => {
      if (isBroken) throw new Error('the disk is gone');
      return store;
    });
    await expect(async () => judged.judgeWhole(ldn, {now})).rejects.toThrow('the disk is gone');
    isBroken = false;
    expect(await verdictsOf(now)).toEqual(['pending']);
  });
});

describe('memory', () => {
  test('holds the three whole days that were used last', async () => {
    const days = [0, -1, -2].map(back => addDays(DAY, back));
    for (const day of days) await judged.judgeWhole(ldn, {now, day});
    await judged.judgeWhole(ldn, {now, day: days[0] ?? DAY});
    await judged.judgeWhole(nyc, {now});
    readings = [];
    await judged.judgeWhole(ldn, {now, day: days[0] ?? DAY});
    expect(readings).toEqual([]);
    await judged.judgeWhole(ldn, {now, day: days[1] ?? DAY});
    expect(readings).toEqual([`ldn ${days[1]}`]);
  });

  test('of reports holds no runs', async () => {
    await record('ldn', '00:30');
    const [day] = await judged.judgeAll([ldn], {now});
    expect(day?.facts.runs.size).toBe(0);
    expect((await judged.judgeWhole(ldn, {now})).facts.runs.size).toBe(1);
  });

  test('of days is bounded', async () => {
    for (let back = 0; back < 10; back++) await judged.judgeAll([ldn], {now, day: addDays(DAY, -back)});
    readings = [];
    await judged.judgeAll([ldn], {now, day: DAY});
    expect(readings).toHaveLength(1);
    await judged.judgeAll([ldn], {now, day: addDays(DAY, -9)});
    expect(readings).toHaveLength(1);
  });
});

describe('the next change', () => {
  test('is the first of all days that are kept', async () => {
    expect(judged.nextChangeAt(now)).toBeUndefined();
    await judged.judgeAll([ldn], {now: at('02:01')});
    await judged.judgeAll([nyc], {now: at('01:55')});
    expect(judged.nextChangeAt(at('01:55'))).toBe(at('02:00'));
    expect(judged.nextChangeAt(at('02:00'))).toBe(at('02:11'));
  });
});

test('others have their turn while many environments are judged', async () => {
  const fleet = Array.from({length: 60}, (_, i) => environment({name: `env-${i}`}));
  const slow: Store = {
    ...store,
    readJobs(filter) {
      const until = performance.now() + 5;
      while (performance.now() < until);
      return store.readJobs(filter);
    },
  };
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  await createJudgedDays(() => slow).judgeAll(fleet, {now});
  clearInterval(other);
  expect(turns).toBeGreaterThan(3);
});
