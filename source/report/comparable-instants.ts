import type {DayBounds, DayClock} from '../domain/business-day.ts';
import {dayBounds} from '../domain/business-day.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';

/** The same local time on the same weekday of the weeks before. */
export function comparableInstants(
  {day, bounds, clock}: {day: Day; bounds: DayBounds; clock: DayClock},
  now: EpochMs,
  weeks: number,
): {day: Day; until: EpochMs}[] {
  const sinceDayStart = clock.zone.toLocal(now) - clock.zone.toLocal(bounds.start);
  return Array.from({length: weeks}, (_, week) => {
    const comparable = addDays(day, -7 * (week + 1));
    const start = clock.zone.toLocal(dayBounds(comparable, clock).start);
    return {day: comparable, until: clock.zone.toInstant(start + sinceDayStart)};
  });
}
