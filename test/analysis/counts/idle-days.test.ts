import {describe, expect, test} from 'vitest';
import type {CountSeries} from '../../../source/analysis/counts/baseline.ts';
import {fitBaseline} from '../../../source/analysis/counts/baseline.ts';
import {learnIdleness} from '../../../source/analysis/counts/idle-days.ts';
import {findLevelShift, sumDays} from '../../../source/analysis/counts/level-shift.ts';
import {weighSpreads} from '../../../source/analysis/counts/weigh-spreads.ts';
import {series, wobble} from './weeks.ts';

const SUNDAY = 0;
const MONDAY = 1;
const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;

/** `none` is the probability of an empty day by chance, on every weekday. */
function idlenessOf(past: CountSeries, none: number) {
  const days = past.counts.flatMap((count, index) => (count === undefined ? [] : [index]));
  return learnIdleness(past, days, new Array<number>(7).fill(none));
}

const emptyOn = (...places: readonly number[]): CountSeries =>
  series(84, place => (places.includes(place) ? 0 : 10));

describe('the share of idle days', () => {
  test.each([
    ['none was seen', emptyOn()],
    ['one was seen', emptyOn(40)],
  ])('is nothing where %s: the next is an outage', (_title, past) => {
    for (const {share, emptyByWay} of idlenessOf(past, 1e-6)) expect([share, emptyByWay]).toEqual([0, 0]);
  });

  test('is small and doubtful after two, and as found after a dozen', () => {
    const {[MONDAY]: two} = idlenessOf(emptyOn(30, 44), 1e-6);
    expect(two?.share).toBeGreaterThan(0.001);
    expect(two?.share).toBeLessThan(0.01);
    expect(two?.emptyByWay).toBeLessThan(0.8);
    const dozen = idlenessOf(
      series(84, place => (place % 6 === 2 ? 0 : 10)),
      1e-6,
    );
    for (const {share, emptyByWay, emptyByChance} of dozen) {
      expect(share).toBeGreaterThan(0.11);
      expect(share).toBeLessThan(0.2);
      expect(emptyByWay).toBeGreaterThan(0.95);
      expect(emptyByChance).toBeLessThan(1e-4);
    }
  });

  test('leaves out what chance explains', () => {
    const everyFifth = series(84, place => (place % 5 === 2 ? 0 : 2));
    const [byChance] = idlenessOf(everyFifth, 0.2);
    expect(byChance?.share).toBe(0);
    expect(byChance?.emptyByChance).toBeGreaterThan(0.95);
    const [byWay] = idlenessOf(everyFifth, 0.01);
    expect(byWay?.share).toBeGreaterThan(0.15);
    expect(byWay?.emptyByWay).toBeGreaterThan(0.9);
  });

  test('is one of work days and one of weekends', () => {
    const weekends = idlenessOf(
      series(84, (place, weekday) => (isWeekend(weekday) && place % 3 === 0 ? 0 : 10)),
      1e-6,
    );
    expect(weekends[SUNDAY]?.share).toBeGreaterThan(0.2);
    expect(weekends[MONDAY]?.share).toBeLessThan(0.01);
  });

  test('says nothing of weekdays on which nothing is usual', () => {
    const office = series(84, (_place, weekday) => (isWeekend(weekday) ? 0 : 10));
    const days = Array.from({length: 84}, (_, index) => index);
    const none = Array.from({length: 7}, (_, weekday) => (isWeekend(weekday) ? 0.98 : 1e-6));
    for (const {share} of learnIdleness(office, days, none)) expect(share).toBe(0);
  });
});

describe('a job that runs twice on most days, and not at all on some', () => {
  const idle = (factor = 1) => series(98, place => (place % 6 === 2 ? 0 : 2 * (place < 88 ? 1 : factor)));

  test('has means of the days on which it runs', () => {
    const means = fitBaseline(idle(), 98)?.means ?? [];
    expect(means).toHaveLength(7);
    for (const mean of means) expect(mean).toBeCloseTo(2, 1);
  });

  test('is expected to run as often as it did, less its idle days', () => {
    const past = idle();
    const baseline = fitBaseline(past, 84);
    if (!baseline) throw new Error('twelve weeks are enough');
    const sum = sumDays(past, {from: 84, to: 97}, baseline, weighSpreads(past, baseline));
    expect(sum.found / sum.expected).toBeGreaterThan(0.95);
    expect(sum.found / sum.expected).toBeLessThan(1.05);
  });

  test('has no new level, and one when it runs twice as often', () => {
    expect(findLevelShift(idle(), 97)).toBeUndefined();
    expect(findLevelShift(idle(2), 97)?.ratio).toBeGreaterThan(1.5);
  });
});

test('an outage of a week is a new level where no day was idle before', () => {
  const out = series(98, place => (place < 91 ? 100 + wobble(place) : 0));
  expect(findLevelShift(out, 97)?.ratio).toBeLessThan(0.5);
});
