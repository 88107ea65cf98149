/** On which business days something is due: what `on` of an expectation says. Everything that is given must hold. */
import type {DateFacts} from './date-facts.ts';
import {listDates, movedDates, WORKING_WEEK} from './date-facts.ts';
import type {Calendar} from './expectation.ts';
import type {Day} from './time.ts';
import {DAY_MS, dayOfWeek, toDayNumber, weekNumber} from './time.ts';

/** Ordinals count from 1; from the end of the month they count from -1, as BYMONTHDAY and BYSETPOS of RFC 5545. */
export type DayRule = {
  /** 0 = Sunday; `nth` is the weekday's place in its month, absent = every one. */
  weekdays?: {weekday: number; nth?: number}[];
  daysOfMonth?: number[];
  /** Places among the business days of the month. */
  businessDays?: number[];
  /** The day after a business day, whatever day that is. */
  isAfterBusinessDay?: true;
  /** From 1. */
  months?: number[];
  /** Every so many days, or every day of every so many weeks (from Monday), counted from `from` forth and back. */
  every?: {unit: 'days' | 'weeks'; count: number; from: Day};
  /** Which business day stands in for a day that is off. Absent: none. */
  roll?: 'previous' | 'next';
};

/** So long a run of days off is looked over for the days that a business day stands in for. */
const MOST_DAYS_OFF = 31;

type Month = {dates: readonly DateFacts[]; from: number};

const months = new WeakMap<Calendar, Map<number, Month>>();

/** Whether a business day is one of a rule's. Without a calendar, Monday to Friday are business days. */
export function matchesDay(rule: DayRule, day: Day, calendar: Calendar = WORKING_WEEK): boolean {
  const number = toDayNumber(day);
  const {dates, from} = monthOf(calendar, number);
  return isDueOn(rule, dates, number - from);
}

/** The same of consecutive dates, by the place of one among them. */
export function isDueOn(rule: DayRule, dates: readonly DateFacts[], index: number): boolean {
  const date = dates[index];
  if (!date) return false;
  if (!rule.roll) return matchesDate(rule, date);
  const {roll} = rule;
  return !date.isOff && movedDates(dates, index, roll).some(moved => matchesDate(rule, moved));
}

function matchesDate(rule: DayRule, date: DateFacts): boolean {
  const {weekdays, daysOfMonth, businessDays, isAfterBusinessDay, every} = rule;
  return (
    (!rule.months || rule.months.includes(date.month + 1)) &&
    (!weekdays || weekdays.some(wanted => isWeekday(wanted, date))) &&
    (!daysOfMonth ||
      daysOfMonth.includes(date.dayOfMonth) ||
      daysOfMonth.includes(-1 - date.daysToMonthEnd)) &&
    (!businessDays ||
      (!date.isOff &&
        (businessDays.includes(date.businessDayOfMonth) ||
          businessDays.includes(-date.businessDaysToMonthEnd)))) &&
    (!isAfterBusinessDay || !date.wasOff) &&
    (!every || isCounted(every, weekdays !== undefined, date))
  );
}

function isWeekday({weekday, nth}: {weekday: number; nth?: number}, date: DateFacts): boolean {
  if (weekday !== date.weekday) return false;
  if (nth === undefined) return true;
  return nth > 0 ? Math.ceil(date.dayOfMonth / 7) === nth : Math.ceil((date.daysToMonthEnd + 1) / 7) === -nth;
}

/** Every n weeks without a weekday is on the weekday of the day that is counted from. */
function isCounted(
  {unit, count, from}: NonNullable<DayRule['every']>,
  hasWeekdays: boolean,
  {day, weekday}: DateFacts,
): boolean {
  const first = toDayNumber(from);
  if (unit === 'days') return (day - first) % count === 0;
  if ((weekNumber(day) - weekNumber(first)) % count !== 0) return false;
  return hasWeekdays || weekday === dayOfWeek(from);
}

/** The dates of a month, with as many on both sides as days off may reach over its ends. Kept with the calendar. */
function monthOf(calendar: Calendar, dayNumber: number): Month {
  const date = new Date(dayNumber * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const known = months.get(calendar) ?? new Map<number, Month>();
  months.set(calendar, known);
  const key = year * 12 + month;
  const found = known.get(key);
  if (found) return found;
  const from = Date.UTC(year, month, 1) / DAY_MS - MOST_DAYS_OFF;
  const to = Date.UTC(year, month + 1, 1) / DAY_MS + MOST_DAYS_OFF;
  const made = {dates: listDates(calendar, from, to), from};
  known.set(key, made);
  return made;
}
