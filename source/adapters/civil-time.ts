/** Calendar arithmetic for what is read digit by digit: real dates only, no rolling over. */
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
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

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

function daysInMonth(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeapYear ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

function hourOfHalf(hour: number, half: string): number {
  if (!(hour >= 1 && hour <= 12)) return Number.NaN;
  return (hour % 12) + (half === 'P' ? 12 : 0);
}
