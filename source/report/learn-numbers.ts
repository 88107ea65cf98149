/** What the days before a day tell of its number of runs. */
import {WINDOW_DAYS} from '../analysis/counts/baseline.ts';
import type {CountModel} from '../analysis/counts/day-count.ts';
import {isOrdinary, shapeDays} from '../analysis/counts/day-shape.ts';
import {expectCount} from '../analysis/counts/expect-count.ts';
import {findLevelShift, LONGEST_SPAN} from '../analysis/counts/level-shift.ts';
import {SPECIAL_MEMORY_DAYS} from '../analysis/counts/special-days.ts';
import type {Environment} from '../domain/environment.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {toDayNumber} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import {readCountSeries} from './count-series.ts';

/** What a level shift rests on, which looks back furthest on an ordinary day. */
const ORDINARY_DAYS = WINDOW_DAYS + LONGEST_SPAN;

export async function learnNumbers(
  store: Store,
  environment: Environment,
  day: Day,
  knownAt: EpochMs | undefined,
): Promise<CountModel> {
  const [shape] = shapeDays(toDayNumber(day), 1, environment.calendar);
  // Holidays and month ends are compared with those of a year.
  const length = shape && isOrdinary(shape) ? ORDINARY_DAYS : SPECIAL_MEMORY_DAYS;
  const series = await readCountSeries(store, environment, day, length, knownAt);
  const shift = findLevelShift(series, length - 1);
  return {
    expected: expectCount(series, length) ?? null,
    shift: shift ? {daysAgo: length - shift.from, ratio: shift.ratio, probability: shift.probability} : null,
  };
}
