/**
 * A date's place in its week, its month and among the business days of a calendar: what rules over dates are made of, the
 * declared ones (`day-rule.ts`) as well as those that are learned.
 */
import {dayOff} from './calendar.ts';
import type {Calendar} from './expectation.ts';
import {DAY_MS, fromDayNumber} from './time.ts';

/** A date's place in its week and month. Weekdays from 0 = Sunday; ordinals of business days from 1, 0 = not known. */
export type DateFacts = {
  /** Days since 1970-01-01. */
  day: number;
  weekday: number;
  isWeekend: boolean;
  isOff: boolean;
  wasWeekend: boolean;
  wasOff: boolean;
  dayOfMonth: number;
  month: number;
  daysToMonthEnd: number;
  /** Monday to Friday, whatever the calendar says. */
  weekdayOfMonth: number;
  weekdaysToMonthEnd: number;
  /** By the calendar. */
  businessDayOfMonth: number;
  businessDaysToMonthEnd: number;
};

/** What is worked where there is no calendar: Monday to Friday. */
export const WORKING_WEEK: Calendar = {
  name: '',
  weekend: new Set([0, 6]),
  daysOff: new Map(),
  workedDays: new Set(),
  halfDays: new Map(),
};

/** Every date in `[from, to)`, by day number. */
export function listDates(calendar: Calendar, from: number, to: number): DateFacts[] {
  // From the first of a month to the end of one, so that ordinals are right at the edges.
  const start = from - new Date(from * DAY_MS).getUTCDate() - 31;
  const plain = Array.from({length: to + 62 - start}, (_, index) => plainDate(calendar, start + index));
  countMonths(plain);
  return plain.slice(from - start, to - start);
}

/** The dates that a business day stands for when days off are moved to the business day before (after) them. */
export function movedDates(
  dates: readonly DateFacts[],
  index: number,
  roll: 'previous' | 'next',
): readonly DateFacts[] {
  let [first, last] = [index, index];
  while (roll === 'previous' && dates[last + 1]?.isOff) last++;
  while (roll === 'next' && dates[first - 1]?.isOff) first--;
  return dates.slice(first, last + 1);
}

function plainDate(calendar: Calendar, day: number): DateFacts {
  const date = new Date(day * DAY_MS);
  const weekday = date.getUTCDay();
  return {
    day,
    weekday,
    isWeekend: calendar.weekend.has(weekday),
    isOff: dayOff(calendar, fromDayNumber(day)) !== undefined,
    wasWeekend: calendar.weekend.has((weekday + 6) % 7),
    wasOff: dayOff(calendar, fromDayNumber(day - 1)) !== undefined,
    dayOfMonth: date.getUTCDate(),
    month: date.getUTCMonth(),
    daysToMonthEnd:
      new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate(),
    weekdayOfMonth: 0,
    weekdaysToMonthEnd: 0,
    businessDayOfMonth: 0,
    businessDaysToMonthEnd: 0,
  };
}

/** Numbers the worked days of each month from both ends. */
function countMonths(dates: DateFacts[]): void {
  let weekdays = 0;
  let worked = 0;
  for (const date of dates) {
    if (date.dayOfMonth === 1) weekdays = worked = 0;
    if (!date.isWeekend) date.weekdayOfMonth = ++weekdays;
    if (!date.isOff) date.businessDayOfMonth = ++worked;
  }
  for (const date of dates.toReversed()) {
    if (date.daysToMonthEnd === 0) weekdays = worked = 0;
    if (!date.isWeekend) date.weekdaysToMonthEnd = ++weekdays;
    if (!date.isOff) date.businessDaysToMonthEnd = ++worked;
  }
}
