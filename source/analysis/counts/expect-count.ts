/** What a day's count should be, from the days before it, and how improbable a found one is. */
import type {Baseline, CountSeries} from './baseline.ts';
import {fitBaseline} from './baseline.ts';
import {specialMeans} from './special-days.ts';
import {logGamma} from './special-functions.ts';
import type {Tails, WeighedSpread} from './spread.ts';
import {logProbability, SPREADS, tailsOf, varianceOf} from './spread.ts';

export type ExpectedCount = {
  /** What is most to be expected. */
  mean: number;
  /** Other means that would be no surprise: a holiday or month end of which few were seen. */
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
/** A day in a hundred of the past may be an anomaly itself. */
const ODD_SHARE = 0.01;
/** Where less is expected a zero is nothing special. */
const LEAST_IDLE_MEAN = 3;
const LEAST_WEIGHT = 0.003;

/** `index` is the day; only what lies before it is used. Undefined when too little is known. */
export function expectCount(series: CountSeries, index: number): ExpectedCount | undefined {
  const baseline = fitBaseline(series, index);
  const shape = series.shapes[index];
  if (!baseline || !shape) return undefined;
  const spreads = weighSpreads(series, baseline);
  const base = (baseline.means[shape.weekday] ?? 0) * recentLevel(series, baseline, index, spreads);
  const means = specialMeans(series, baseline, index, base);
  const [mean = base] = means;
  return {
    mean,
    means,
    spreads,
    idleShare: baseline.idleShare,
    uncertainty: 1 / (baseline.effective[shape.weekday] ?? 3),
  };
}

/** The posterior of each spread: how well it explains the past. */
export function weighSpreads({counts}: CountSeries, {days, expected, weights}: Baseline): WeighedSpread[] {
  const logs = SPREADS.map(() => 0);
  for (const [at, day] of days.entries()) {
    const weight = weights[at] ?? 0;
    if (weight === 0) continue;
    const mean = expected[at] ?? 0;
    const count = counts[day] ?? 0;
    const logFactorial = logGamma(count + 1);
    const odd = Math.log(ODD_SHARE / (3 * mean + 10));
    const share = Math.min(1, weight * 1.6);
    for (let which = 0; which < SPREADS.length; which++) {
      const spread = SPREADS[which];
      if (!spread) continue;
      const likely = logProbability(spread, mean, count, logFactorial);
      logs[which] = (logs[which] ?? 0) + share * Math.max(likely, odd);
    }
  }
  const best = Math.max(...logs);
  const likely = logs.map(log => Math.exp(log - best));
  const all = likely.reduce((sum, value) => sum + value, 0);
  const weighed = SPREADS.map((spread, which) => ({spread, weight: (likely[which] ?? 0) / all})).filter(
    ({weight}) => weight >= LEAST_WEIGHT,
  );
  const kept = weighed.reduce((sum, {weight}) => sum + weight, 0);
  return weighed.map(({spread, weight}) => ({spread, weight: weight / kept}));
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

/** Two-sided. */
export function probabilityOf({low, high}: Tails): number {
  return Math.min(1, 2 * Math.min(low, high));
}
