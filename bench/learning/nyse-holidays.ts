/** Days on which the New York Stock Exchange is closed, by its own rules, and a calendar of them. */
import type {Calendar} from '../../source/domain/expectation.ts';
import type {Day} from '../../source/domain/time.ts';
import {addDays, dayOfWeek} from '../../source/domain/time.ts';

export function nyseCalendar(fromYear: number, toYear: number): Calendar {
  const daysOff = new Map<Day, string>([['2025-01-09', 'National day of mourning']]);
  for (let year = fromYear; year <= toYear; year++)
    for (const [name, day] of holidaysOf(year)) daysOff.set(day, name);
  return {name: 'nyse', weekend: new Set([0, 6]), daysOff, workedDays: new Set(), halfDays: new Map()};
}

function holidaysOf(year: number): [name: string, day: Day][] {
  const on = (month: number, day: number): Day =>
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const days: [string, Day][] = [
    ['Martin Luther King Day', nthWeekday(on(1, 1), 1, 3)],
    ["Washington's Birthday", nthWeekday(on(2, 1), 1, 3)],
    ['Good Friday', addDays(easter(year), -2)],
    // The last Monday of May: a week before the first of June.
    ['Memorial Day', addDays(nthWeekday(on(6, 1), 1, 1), -7)],
    ['Independence Day', observed(on(7, 4))],
    ['Labor Day', nthWeekday(on(9, 1), 1, 1)],
    ['Thanksgiving Day', nthWeekday(on(11, 1), 4, 4)],
    ['Christmas Day', observed(on(12, 25))],
  ];
  // New Year's Day on a Saturday is not moved into the old year.
  if (dayOfWeek(on(1, 1)) !== 6) days.push(["New Year's Day", observed(on(1, 1))]);
  if (year >= 2022) days.push(['Juneteenth', observed(on(6, 19))]);
  return days;
}

/** The nth such weekday on or after the first of a month. */
function nthWeekday(first: Day, weekday: number, n: number): Day {
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (n - 1));
}

function observed(day: Day): Day {
  const weekday = dayOfWeek(day);
  return weekday === 6 ? addDays(day, -1) : weekday === 0 ? addDays(day, 1) : day;
}

/** Anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8). */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const number = h + l - 7 * m + 114;
  return `${year}-0${Math.floor(number / 31)}-${String((number % 31) + 1).padStart(2, '0')}`;
}
