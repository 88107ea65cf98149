/** Where the usual number of a business day lies. */
import {quantile} from '../../domain/quantile.ts';
import {FEWEST_COMPARABLE_DAYS, USUAL_WEEKS} from '../usual.ts';
import type {UsualBand} from './pages.ts';

/** So many days before the first that is asked for must be known for it to have a whole band. */
export const BAND_MEMORY_DAYS = 7 * USUAL_WEEKS;

/**
 * The band of a day from the same weekday of the eight weeks before it: the 10th to the 90th percentile of all eight, the
 * extremes of fewer, null below three. `numbers` has a number a day without gaps, `undefined` where it is not known.
 */
export function bandAt(numbers: readonly (number | undefined)[], index: number): UsualBand | null {
  const sample: number[] = [];
  for (let week = 1; week <= USUAL_WEEKS; week++) {
    const number = numbers[index - 7 * week];
    if (number !== undefined) sample.push(number);
  }
  if (sample.length < FEWEST_COMPARABLE_DAYS) return null;
  sample.sort((a, b) => a - b);
  const margin = sample.length < USUAL_WEEKS ? 0 : 0.1;
  const at = (share: number): number => Math.round(quantile(sample, share));
  return {low: at(margin), median: at(0.5), high: at(1 - margin)};
}
