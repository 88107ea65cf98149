/** Which shapes of spread explain the past. */
import type {Baseline, CountSeries} from './baseline.ts';
import {logGamma} from './special-functions.ts';
import type {WeighedSpread} from './spread.ts';
import {logProbability, SPREADS} from './spread.ts';

/** A day in a hundred of the past may be an anomaly itself. */
const ODD_SHARE = 0.01;
/** What explains less than this is left out. */
const LEAST_WEIGHT = 0.003;
/** The newest days weigh all they can, older ones by their recency: on the whole as many as there are. */
const EVIDENCE_SCALE = 1.6;

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
    const share = Math.min(1, weight * EVIDENCE_SCALE);
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
