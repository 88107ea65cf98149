/** An expected count, and how improbable a found one is. */
import type {Tails, WeighedSpread} from './spread.ts';
import {tailsOf, varianceOf} from './spread.ts';

export type ExpectedCount = {
  /** What is most to be expected. */
  mean: number;
  /** All means that would be no surprise: also of a holiday or month end of which few were seen, and of a new level. */
  means: readonly number[];
  spreads: readonly WeighedSpread[];
  /** The share of days on which nothing runs, whatever is expected. */
  idleShare: number;
  /** Of the mean's own uncertainty, as a share of the variance. */
  uncertainty: number;
};

/** What nobody knows of the mean, whatever the past: so many of its hundredths. */
const DRIFT = 0.02;

/** P(at most `count`) and P(at least `count`); of several means the one that makes it the least surprising. */
export function tailsOfCount(expected: ExpectedCount, count: number): Tails {
  let best: Tails = {low: 0, high: 0};
  for (const mean of expected.means) {
    const tails = tailsAt(expected, mean, count);
    if (Math.min(tails.low, tails.high) > Math.min(best.low, best.high) || best.low === 0) best = tails;
  }
  return best;
}

function tailsAt({spreads, idleShare, uncertainty}: ExpectedCount, mean: number, count: number): Tails {
  let low = 0;
  let high = 0;
  for (const {spread, weight} of spreads) {
    const extra = varianceOf(spread, mean) * uncertainty + (DRIFT * mean) ** 2;
    const tails = tailsOf(spread, mean, count, extra);
    low += weight * tails.low;
    high += weight * tails.high;
  }
  // That nothing runs on some days explains a zero; it does not explain half a day.
  if (count === 0) return {low: idleShare + (1 - idleShare) * low, high: 1};
  return {low: (1 - idleShare) * low, high: (1 - idleShare) * high};
}
