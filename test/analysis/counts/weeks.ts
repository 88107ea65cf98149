/** Series of daily counts for the tests, that end on Sunday 2026-11-22: the day that is judged is a Monday. */
import type {CountSeries} from '../../../source/analysis/counts/baseline.ts';
import {shapeDays} from '../../../source/analysis/counts/day-shape.ts';
import type {Calendar} from '../../../source/domain/expectation.ts';
import {addDays, dayOfWeek, toDayNumber} from '../../../source/domain/time.ts';

export const MONDAY = '2026-11-23';

export const CALENDAR: Calendar = {
  name: 'uk',
  weekend: new Set([0, 6]),
  daysOff: new Map([
    ['2025-12-25', 'Christmas Day'],
    ['2025-12-26', 'Boxing Day'],
    ['2026-01-01', "New Year's Day"],
    ['2026-08-31', 'Summer Bank Holiday'],
    ['2026-11-23', 'Founders Day'],
  ]),
  workedDays: new Set(),
  halfDays: new Map(),
};

/** `count` of a day and its place; `next` is the day after the last. */
export function series(
  length: number,
  count: (place: number, weekday: number, day: string) => number | undefined,
  {next = MONDAY, calendar}: {next?: string; calendar?: Calendar} = {},
): CountSeries {
  const first = addDays(next, -length);
  return {
    counts: Array.from({length}, (_, place) => {
      const day = addDays(first, place);
      return count(place, dayOfWeek(day), day);
    }),
    shapes: shapeDays(toDayNumber(first), length + 1, calendar),
  };
}

/** A little more and a little less in turn, so that nothing is exactly alike. */
export function wobble(place: number): number {
  return [0, 3, -2, 1, -3, 2, -1][(place * 5) % 7] ?? 0;
}
