/** The band in which a count is usual, and what lies outside it. */
import type {ExpectedCount} from './expected-count.ts';
import {tailsOfCount} from './expected-count.ts';
import {probabilityOf, SIDES} from './spread.ts';

/** Whole numbers: `low` and `high` are usual themselves. `median` is what is most to be expected. */
export type UsualBand = {low: number; median: number; high: number};

export type CountAnomaly = UsualBand & {
  direction: 'short' | 'excess';
  found: number;
  /** Of a count at least as alarming, on either side. */
  probability: number;
};

/** `alarm` is the probability below which a count is unusual. */
export function bandOf(expected: ExpectedCount, alarm: number): UsualBand {
  const tail = {low: alarm * SIDES.low, high: alarm * SIDES.high};
  const least = Math.min(...expected.means);
  const most = Math.max(...expected.means);
  const isUsual = (count: number): boolean => tailsOfCount(expected, count).low > tail.low;
  // Where nothing runs on some days, the band is that of the others.
  const busy = tailsOfCount({...expected, idleShare: 0}, 0).low > tail.low ? 0 : Number(isUsual(0));
  const low = firstWhere(busy, Math.ceil(least), isUsual);
  let reach = Math.ceil(most) + 1;
  while (tailsOfCount(expected, reach).high > tail.high && reach < MOST_REACH) reach *= 2;
  const above = firstWhere(Math.floor(most), reach, count => tailsOfCount(expected, count).high <= tail.high);
  return {low, median: Math.round(expected.mean), high: Math.max(low, above - 1)};
}

const MOST_REACH = 2 ** 40;

/** Undefined when the count is usual. */
export function judgeCount(expected: ExpectedCount, found: number, alarm: number): CountAnomaly | undefined {
  const tails = tailsOfCount(expected, found);
  const probability = probabilityOf(tails);
  if (probability > alarm) return undefined;
  const direction = tails.low < tails.high ? 'short' : 'excess';
  return {...bandOf(expected, alarm), direction, found, probability};
}

/** The first number of `[from, to]` for which something holds that holds of all above; `to` when of none. */
function firstWhere(from: number, to: number, holds: (count: number) => boolean): number {
  let [below, at] = [from, to];
  while (below < at) {
    const middle = Math.floor((below + at) / 2);
    if (holds(middle)) at = middle;
    else below = middle + 1;
  }
  return at;
}
