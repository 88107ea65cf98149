/** Holidays and month ends: what they usually have, measured by the ordinary days around each. */
import type {Baseline, CountSeries} from './baseline.ts';
import type {DayShape} from './day-shape.ts';
import {isOrdinary} from './day-shape.ts';

/** So far back they are looked for, and at most so many of them. */
export const SPECIAL_MEMORY_DAYS = 400;
const MOST_CASES = 12;
/** Ordinary days of the same weekday on both sides, that a special one is measured by. */
const NEIGHBOUR_WEEKS = 6;
/** From so many cases their ratio is believed; below, the less surprising of it and of the alternatives holds. */
const ENOUGH_HOLIDAYS = 3;
const ENOUGH_MONTH_ENDS = 4;
const CONSISTENT_SHARE = 0.75;
const LEAST_MEAN = 0.02;

/** The means that would be no surprise on a day, the likeliest first; `base` is an ordinary day's. */
export function specialMeans(
  series: CountSeries,
  baseline: Baseline,
  index: number,
  base: number,
): readonly number[] {
  const shape = series.shapes[index];
  if (!shape || isOrdinary(shape)) return [base];
  const isAlike = shape.isHoliday
    ? (other: DayShape) => other.isHoliday
    : (other: DayShape) => !other.isHoliday && other.monthEdge === shape.monthEdge;
  const ratios = pastRatios(series, baseline, index, isAlike);
  const usual = median(ratios);
  const alike = usual === undefined ? [] : [Math.max(LEAST_MEAN, base * usual)];
  const enough = shape.isHoliday ? ENOUGH_HOLIDAYS : ENOUGH_MONTH_ENDS;
  if (ratios.length >= enough && isConsistent(ratios, usual ?? 1)) return alike;
  if (!shape.isHoliday) return [base, ...alike];
  const sunday = Math.max(LEAST_MEAN, baseline.means[0] ?? 0);
  return ratios.length > 0 ? [base, ...alike, sunday] : [base, sunday, LEAST_MEAN];
}

function pastRatios(
  series: CountSeries,
  baseline: Baseline,
  index: number,
  isAlike: (shape: DayShape) => boolean,
): number[] {
  const ratios: number[] = [];
  for (let past = index - 1; past >= Math.max(0, index - SPECIAL_MEMORY_DAYS); past--) {
    const shape = series.shapes[past];
    const count = series.counts[past];
    if (!shape || count === undefined || !isAlike(shape)) continue;
    const around = median(neighbours(series, past, index)) ?? baseline.means[shape.weekday] ?? 0;
    // A day without any run, in a series that has such days, says nothing of month ends.
    const byWay = baseline.idleness[shape.weekday]?.emptyByWay ?? 0;
    if (count === 0 && byWay > 0.5 && !shape.isHoliday) continue;
    ratios.push((count + 0.5) / (around + 0.5));
    if (ratios.length === MOST_CASES) break;
  }
  return ratios;
}

/** Whether nearly all cases tell the same: more like the usual ratio than like an ordinary day. */
function isConsistent(ratios: readonly number[], usual: number): boolean {
  const alike = ratios.filter(ratio => Math.abs(ratio - usual) < Math.abs(ratio - 1));
  return alike.length >= CONSISTENT_SHARE * ratios.length;
}

/** Counts of ordinary days of the same weekday around a day, of those before `end`. */
function neighbours({counts, shapes}: CountSeries, day: number, end: number): number[] {
  const found: number[] = [];
  for (let week = -NEIGHBOUR_WEEKS; week <= NEIGHBOUR_WEEKS; week++) {
    const other = day + 7 * week;
    const shape = shapes[other];
    const count = counts[other];
    if (other < end && shape && count !== undefined && isOrdinary(shape)) found.push(count);
  }
  return found;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
