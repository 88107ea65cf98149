import type {DayBounds, DayClock} from '../domain/business-day.ts';
import {businessDayOf, dayBounds} from '../domain/business-day.ts';
import type {Day, EpochMs} from '../domain/time.ts';

/**
 * The day of a run by its start, before that by when it is to start: a job that was queued before midnight and starts after
 * it belongs to the new day. Undefined without either.
 */
export function runDayFinder(clock: DayClock): (at: EpochMs | undefined) => Day | undefined {
  const findDay = dayFinder(clock);
  return at => (at === undefined ? undefined : findDay(at));
}

/** `businessDayOf` for many instants in a row: an output's times mostly fall on the same day as the one before. */
export function dayFinder(clock: DayClock): (instant: EpochMs) => Day {
  let day: Day = '';
  let bounds: DayBounds = {start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY};
  return instant => {
    if (instant < bounds.start || instant >= bounds.end) {
      day = businessDayOf(instant, clock);
      bounds = dayBounds(day, clock);
    }
    return day;
  };
}
