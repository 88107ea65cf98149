/** What a day's count should be, from the days before it. */
import type {Baseline, CountSeries} from './baseline.ts';
import {fitBaseline} from './baseline.ts';
import type {ExpectedCount} from './expected-count.ts';
import {findLevelShift} from './level-shift.ts';
import {specialMeans} from './special-days.ts';
import type {WeighedSpread} from './spread.ts';
import {varianceOf} from './spread.ts';
import {weighSpreads} from './weigh-spreads.ts';

const RECENT_DAYS = 10;
/** So many variances of evidence hold the level where the baseline has it. */
const LEVEL_INERTIA = 8;

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
    idleShare: baseline.idleness[shape.weekday]?.share ?? 0,
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
