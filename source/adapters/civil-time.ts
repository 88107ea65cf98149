/** Calendar arithmetic for what is read digit by digit: real dates only, no rolling over. */
import {DAY_MS, SECOND_MS} from '../domain/time.ts';
import type {LocalMs} from '../domain/zone.ts';

/** A date and time as it was written; `month` 1 to 12, not yet checked. */
export type CivilTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
};

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Undefined for what is no real time (31 February, 25:00, a NaN in any place) and for years before 1970, which are how
 * programs write "no time". `half` is `A` or `P` on a twelve-hour clock. A leap second counts as the next minute's first.
 */
export function localFromCivil(time: CivilTime, half?: string): LocalMs | undefined {
  const {year, month, day, minute, second} = time;
  const hour = half === undefined ? time.hour : hourOfHalf(time.hour, half);
  if (!(year >= 1970 && year <= 9999 && month >= 1 && month <= 12)) return undefined;
  if (!(day >= 1 && day <= daysInMonth(year, month))) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  return dayNumberOf(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * SECOND_MS;
}

/**
 * Days since 1970-01-01 of a date from 1970 on; `Date.UTC` takes ten times as long. Years begin in March, so that a leap
 * day is a year's last, and a month's first day follows from its number (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
function dayNumberOf(year: number, month: number, day: number): number {
  const yearFromMarch = month > 2 ? year : year - 1;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const leapDays =
    Math.floor(yearFromMarch / 4) - Math.floor(yearFromMarch / 100) + Math.floor(yearFromMarch / 400);
  return yearFromMarch * 365 + leapDays + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1 - EPOCH_DAY;
}

/** 1970-01-01, in days since 0000-03-01. */
const EPOCH_DAY = 719_468;

/** The number that so many digits of a text stand for; NaN when one of them is no digit, which `localFromCivil` refuses. */
export function digitsAt(text: string, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const ZERO = 48;

/** The number of a month's English name or its first three letters. */
export function monthFromName(name: string): number | undefined {
  const index = MONTH_NAMES.indexOf(name.slice(0, 3).toLowerCase());
  return index === -1 ? undefined : index + 1;
}

/** The number of the month whose name of three letters, written as programs do (`Nov`), stands here; NaN for anything else. */
export function monthNameAt(text: string, at: number): number {
  return MONTH_OF_CODES.get(codesAt(text, at)) ?? Number.NaN;
}

function codesAt(text: string, at: number): number {
  return text.charCodeAt(at) * 2 ** 32 + text.charCodeAt(at + 1) * 2 ** 16 + text.charCodeAt(at + 2);
}

const MONTH_OF_CODES: ReadonlyMap<number, number> = new Map(
  MONTH_NAMES.map((name, index) => [codesAt(name.charAt(0).toUpperCase() + name.slice(1), 0), index + 1]),
);

function daysInMonth(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeapYear ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

function hourOfHalf(hour: number, half: string): number {
  if (!(hour >= 1 && hour <= 12)) return Number.NaN;
  return (hour % 12) + (half === 'P' ? 12 : 0);
}
