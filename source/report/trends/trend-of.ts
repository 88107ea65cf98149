import type {CountSeries} from '../../analysis/counts/baseline.ts';
import {findLevelShift} from '../../analysis/counts/level-shift.ts';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import {tellShift} from '../derive-trend.ts';
import type {Trend} from '../status-report.ts';

/** The new level of a series, if there is one; `day` is the one after the series' last count. */
export function trendOf(series: CountSeries, day: Day): Trend | null {
  const last = series.counts.length - 1;
  const shift = findLevelShift(series, last);
  return shift ? tellShift(addDays(day, shift.from - last - 1), shift) : null;
}
