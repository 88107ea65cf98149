/** The level shift of an environment's numbers, as a report tells it. */
import type {CountSeries} from '../analysis/counts/baseline.ts';
import type {CountFacts} from '../analysis/counts/day-count.ts';
import {findLevelShift} from '../analysis/counts/level-shift.ts';
import type {Day} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import {roundProbability} from './explain-numbers.ts';
import type {Trend} from './status-report.ts';

export function deriveTrend({day, numbers}: {day: Day; numbers?: CountFacts | undefined}): Trend | null {
  return numbers ? trendOf(numbers.series, day) : null;
}

/** `day` is the one after the series' last count. */
export function trendOf(series: CountSeries, day: Day): Trend | null {
  const last = series.counts.length - 1;
  const shift = findLevelShift(series, last);
  if (!shift) return null;
  return {
    since: addDays(day, shift.from - last - 1),
    change: Math.round((shift.ratio - 1) * 100) / 100,
    probability: roundProbability(shift.probability),
  };
}
