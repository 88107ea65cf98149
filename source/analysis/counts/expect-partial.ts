/** What a day should have by a time of day: its expected count, and the share of it that comparable days had by then. */
import type {ExpectedCount} from './expected-count.ts';
import {varianceOf} from './spread.ts';

/** A comparable day: how much it had by the same local time, and in all. */
export type PaceDay = {begun: number; total: number};

/** From fewer days nothing is known of the pace. */
export const FEWEST_PACE_DAYS = 3;
/** How far the few days' own variance is to be trusted: as Student's t against the normal at the tails that matter. */
const SMALL_SAMPLE = 6;

/** Undefined when too few days tell of the pace, or none had any run by then. */
export function expectPartial(whole: ExpectedCount, pace: readonly PaceDay[]): ExpectedCount | undefined {
  const days = pace.filter(({total}) => total > 0);
  const begun = days.reduce((sum, day) => sum + day.begun, 0);
  const total = days.reduce((sum, day) => sum + day.total, 0);
  if (days.length < FEWEST_PACE_DAYS || begun === 0) return undefined;
  const share = Math.min(1, begun / total);
  const off = days.reduce((sum, day) => sum + (day.begun / day.total - share) ** 2, 0);
  const ofShare = (off / (days.length - 1)) * (1 + 1 / days.length) * (1 + SMALL_SAMPLE / days.length);
  const mean = whole.mean * share;
  const variance = whole.spreads.reduce(
    (sum, {spread, weight}) => sum + weight * varianceOf(spread, mean),
    0,
  );
  return {
    ...whole,
    mean,
    means: whole.means.map(one => one * share),
    uncertainty: whole.uncertainty + (whole.mean ** 2 * ofShare) / variance,
  };
}
