/** Whether a calendar date matches the three date fields of a cron expression. No zone: dates are dates everywhere. */
import type {CronField} from './cron-field.ts';
import {DAY_MS} from './time.ts';

export type CronDate = {
  dayOfMonth: CronField;
  month: CronField;
  dayOfWeek: CronField;
  /** Both day fields must match, instead of either. */
  usesAnd: boolean;
};

/** A date's place in its month, all that the rules need. Days of the week from 0 = Sunday. */
type DatePlace = {day: number; weekday: number; lastDay: number};

const SATURDAY = 6;
/** Bit of croner's mask for the last such weekday of a month. */
const LAST_WEEK = 32;

/** `dayNumber` in days since 1970-01-01. The rule for the two day fields is that of find_jobs in Debian's `cron.c`. */
export function matchesDate({dayOfMonth, month, dayOfWeek, usesAnd}: CronDate, dayNumber: number): boolean {
  const date = new Date(dayNumber * DAY_MS);
  const monthIndex = date.getUTCMonth();
  if (!month.values.includes(monthIndex + 1)) return false;

  const place: DatePlace = {
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    lastDay: new Date(Date.UTC(date.getUTCFullYear(), monthIndex + 1, 0)).getUTCDate(),
  };
  const isDay = matchesDayOfMonth(dayOfMonth, place);
  return usesAnd ? isDay && matchesDayOfWeek(dayOfWeek, place) : isDay || matchesDayOfWeek(dayOfWeek, place);
}

function matchesDayOfMonth(field: CronField, place: DatePlace): boolean {
  const {day, lastDay} = place;
  return (
    field.values.includes(day) ||
    (field.isLastDay && day === lastDay) ||
    // The last working day is the working day nearest to the end of the month.
    (field.isLastWeekday && day === nearestWeekday(lastDay, place)) ||
    field.nearestWeekdays.some(wanted => wanted <= lastDay && day === nearestWeekday(wanted, place))
  );
}

function matchesDayOfWeek({weeks}: CronField, {day, weekday, lastDay}: DatePlace): boolean {
  const mask = weeks[weekday] ?? 0;
  const week = 1 << Math.floor((day - 1) / 7);
  return (mask & week) !== 0 || ((mask & LAST_WEEK) !== 0 && day + 7 > lastDay);
}

/** The Monday to Friday nearest to a day of the month, without leaving the month. */
function nearestWeekday(wanted: number, {day, weekday, lastDay}: DatePlace): number {
  const wantedWeekday = (((weekday + wanted - day) % 7) + 7) % 7;
  if (wantedWeekday === SATURDAY) return wanted === 1 ? 3 : wanted - 1;
  if (wantedWeekday === 0) return wanted === lastDay ? wanted - 2 : wanted + 1;
  return wanted;
}
