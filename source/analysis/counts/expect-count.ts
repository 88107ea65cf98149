/** What a day's count should be, from the days before it, and how improbable a found one is. */
import type {Baseline, CountSeries} from './baseline.ts';
import {fitBaseline} from './baseline.ts';
import {findLevelShift} from './level-shift.ts';
import {specialMeans} from './special-days.ts';
import type {Tails, WeighedSpread} from './spread.ts';
import {tailsOf, varianceOf} from './spread.ts';
import {weighSpreads} from './weigh-spreads.ts';

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
const RECENT_DAYS = 10;
/** So many variances of evidence hold the level where the baseline has it. */
const LEVEL_INERTIA = 8;
/** Where less is expected a zero is nothing special. */
const LEAST_IDLE_MEAN = 3;

/** `index` is the day; only what lies before it is used. Undefined when too little is known. */
export function expectCount(series: CountSeries, index: number): ExpectedCount | undefined {
  const baseline = fitBaseline(series, index);
  const shape = series.shapes[index];
  if (!baseline || !shape) return undefined;
  const spreads = weighSpreads(series, baseline);
  const ordinary = baseline.means[shape.weekday] ?? 0;
  const base = ordinary * recentLevel(series, baseline, index, spreads);
  const means = specialMeans(series, baseline, index, base);
  const [mean = base] = means;
  // A new level has been told as a trend: a day that keeps to it is no news.
  const shift = findLevelShift(series, index - 1);
  const shifted = shift ? [ordinary * levelSince(series, baseline, shift.from)] : [];
  return {
    mean,
    means: [...means, ...shifted],
    spreads,
    idleShare: baseline.idleShare,
    uncertainty: 1 / (baseline.effective[shape.weekday] ?? 3),
  };
}

/** How the last days compare with the baseline. */
function recentLevel(
  {counts}: CountSeries,
  {days, expected, weights}: Baseline,
  index: number,
  spreads: readonly WeighedSpread[],
): number {
  let found = 0;
  let usual = 0;
  for (const [at, day] of days.entries()) {
    if (index - day > RECENT_DAYS) continue;
    const weight = weights[at] ?? 0;
    found += weight * (counts[day] ?? 0);
    usual += weight * (expected[at] ?? 0);
  }
  const typical = expected.reduce((sum, value) => sum + value, 0) / Math.max(1, expected.length);
  const variance = spreads.reduce((sum, {spread, weight}) => sum + weight * varianceOf(spread, typical), 0);
  const inertia = LEVEL_INERTIA * Math.max(1, variance / typical);
  return (found + inertia) / (usual + inertia);
}

/** The level of the days from one on, each as it was found. */
function levelSince({counts}: CountSeries, {days, expected}: Baseline, from: number): number {
  let found = 0;
  let usual = 0;
  for (const [at, day] of days.entries()) {
    if (day < from) continue;
    found += counts[day] ?? 0;
    usual += expected[at] ?? 0;
  }
  return usual > 0 ? found / usual : 1;
}

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
  if (idleShare === 0 || mean < LEAST_IDLE_MEAN) return {low, high};
  // That nothing runs on some days explains a zero; it does not explain half a day.
  if (count === 0) return {low: idleShare + (1 - idleShare) * low, high: 1};
  return {low: (1 - idleShare) * low, high: (1 - idleShare) * high};
}
