/** On which dates a cron expression is due, in words: `on Monday to Friday in January`. */
import type {CronDate} from './cron-date.ts';
import type {CronField} from './cron-field.ts';
import {joinWords} from './text.ts';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** As people count the days of a week. */
export const WEEKDAYS: readonly [number: number, name: string][] = [
  [1, 'Monday'],
  [2, 'Tuesday'],
  [3, 'Wednesday'],
  [4, 'Thursday'],
  [5, 'Friday'],
  [6, 'Saturday'],
  [0, 'Sunday'],
];
/** By bit of `CronField.weeks`. */
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'last'];
const EVERY_WEEK = 63;

/** Undefined for every day. */
export function wordDates({dayOfMonth, month, dayOfWeek, usesAnd}: CronDate): string | undefined {
  const days = wordDays(dayOfMonth, dayOfWeek, usesAnd);
  if (month.values.length === MONTHS.length) return days;
  const names = month.values.map(value => [value, MONTHS[value - 1] ?? ''] as const);
  return `${days ?? 'every day'} in ${joinWords(wordRuns(names))}`;
}

function wordDays(dayOfMonth: CronField, dayOfWeek: CronField, usesAnd: boolean): string | undefined {
  const dates = dayOfMonth.values.length === 31 ? undefined : `on ${wordDaysOfMonth(dayOfMonth)}`;
  const isAnyWeekday = dayOfWeek.weeks.every(weeks => weeks === EVERY_WEEK);
  const weekdays = isAnyWeekday ? undefined : `on ${wordWeekdays(dayOfWeek)}`;
  if (dates !== undefined && weekdays !== undefined) return `${dates} ${usesAnd ? 'if' : 'or'} ${weekdays}`;
  // Either will do, and one of them always does.
  return usesAnd ? (dates ?? weekdays) : undefined;
}

/** `day 1 and the last day of the month`. */
function wordDaysOfMonth({values, isLastDay, isLastWeekday, nearestWeekdays}: CronField): string {
  const numbers = wordRuns(values.map(value => [value, String(value)]));
  const parts = numbers.length === 0 ? [] : [`day${values.length === 1 ? '' : 's'} ${joinWords(numbers)}`];
  for (const day of nearestWeekdays) parts.push(`the weekday nearest to day ${day}`);
  if (isLastDay) parts.push('the last day');
  if (isLastWeekday) parts.push('the last weekday');
  return `${joinWords(parts)} of the month`;
}

/** `Monday to Friday`, `the second and last Tuesday of the month`. */
function wordWeekdays({weeks}: CronField): string {
  const wholeDays = WEEKDAYS.flatMap(([number, name], index) =>
    weeks[number] === EVERY_WEEK ? [[index, name] as const] : [],
  );
  const parts = wordRuns(wholeDays);
  for (const [number, name] of WEEKDAYS) {
    const mask = weeks[number] ?? 0;
    if (mask === 0 || mask === EVERY_WEEK) continue;
    const ordinals = ORDINALS.filter((_, bit) => (mask & (1 << bit)) !== 0);
    parts.push(`the ${joinWords(ordinals)} ${name} of the month`);
  }
  return joinWords(parts);
}

/** Three or more in a row become `Monday to Friday`. Ascending; each with its name. */
export function wordRuns(named: readonly (readonly [value: number, name: string])[]): string[] {
  const words: string[] = [];
  for (let start = 0; start < named.length; ) {
    const [first = 0, name = ''] = named[start] ?? [];
    let end = start;
    while (named[end + 1]?.[0] === first + end + 1 - start) end++;
    const last = named[end]?.[1] ?? '';
    if (end - start >= 2) words.push(`${name} to ${last}`);
    else for (let i = start; i <= end; i++) words.push(named[i]?.[1] ?? '');
    start = end + 1;
  }
  return words;
}
