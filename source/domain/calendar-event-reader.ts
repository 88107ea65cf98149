/** The text of a calendar event (`parse_weekdays`, `parse_date` and `parse_calendar_time` of systemd's `calendarspec.c`). */
import {type CalendarComponent, readComponent} from './calendar-event-field.ts';

/** What was written, with `undefined` for any value. Days of the week from 0 = Sunday; seconds in microseconds. */
export type CalendarFields = {
  weekdays: ReadonlySet<number>;
  year: CalendarComponent;
  month: CalendarComponent;
  day: CalendarComponent;
  /** Days count from the end of the month, 1 = the last. */
  isFromEnd: boolean;
  hour: CalendarComponent;
  minute: CalendarComponent;
  second: CalendarComponent;
};

const only = (...values: number[]): CalendarComponent => values.map(start => ({start, step: 0}));

const MIDNIGHT: CalendarFields = {
  weekdays: new Set([0, 1, 2, 3, 4, 5, 6]),
  year: undefined,
  month: undefined,
  day: undefined,
  isFromEnd: false,
  hour: only(0),
  minute: only(0),
  second: only(0),
};
const YEARLY = {...MIDNIGHT, month: only(1), day: only(1)};
const TWICE_A_YEAR = {...YEARLY, month: only(1, 7)};

const SHORTHANDS: ReadonlyMap<string, CalendarFields> = new Map([
  ['minutely', {...MIDNIGHT, hour: undefined, minute: undefined}],
  ['hourly', {...MIDNIGHT, hour: undefined}],
  ['daily', MIDNIGHT],
  ['weekly', {...MIDNIGHT, weekdays: new Set([1])}],
  ['monthly', {...MIDNIGHT, day: only(1)}],
  ['quarterly', {...YEARLY, month: only(1, 4, 7, 10)}],
  ['semiannually', TWICE_A_YEAR],
  ['semi-annually', TWICE_A_YEAR],
  ['biannually', TWICE_A_YEAR],
  ['bi-annually', TWICE_A_YEAR],
  ['annually', YEARLY],
  ['anually', YEARLY],
  ['yearly', YEARLY],
]);

/** Reads an expression without its zone; a string is what is wrong with it. */
export function readCalendarFields(expression: string): CalendarFields | string {
  if (expression === '') return 'it is empty';
  const shorthand = SHORTHANDS.get(expression.toLowerCase());
  if (shorthand) return shorthand;
  const weekdays = readWeekdays(expression);
  if (typeof weekdays === 'string') return weekdays;
  const date = readDate(weekdays.rest);
  if (typeof date === 'string') return date;
  const time = readTime(date.rest);
  if (typeof time === 'string') return time;
  const {rest: _date, ...dateFields} = date;
  return {...MIDNIGHT, ...(weekdays.days.size > 0 && {weekdays: weekdays.days}), ...dateFields, ...time};
}

const WEEKDAY =
  /^(mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])/i;
/** In the order of systemd's weeks. */
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `Mon..Fri,Sun `: none where the expression begins with something else. */
function readWeekdays(text: string): {days: Set<number>; rest: string} | string {
  const days = new Set<number>();
  let rest = text;
  let rangeFrom: number | undefined;
  for (;;) {
    const name = WEEKDAY.exec(rest)?.[0];
    if (name === undefined)
      return days.size === 0 && rangeFrom === undefined && rest === text
        ? {days, rest}
        : `"${rest.split(' ')[0]}" is not a day of the week such as Mon`;
    const day = WEEK.indexOf(name.slice(0, 3).toLowerCase());
    if (rangeFrom !== undefined && rangeFrom > day)
      return 'a range of days ends before it begins; a week begins with Monday';
    for (let from = rangeFrom ?? day; from <= day; from++) days.add((from + 1) % 7);
    rest = rest.slice(name.length);
    const separator = /^(?:\.\.|-|,)/.exec(rest)?.[0];
    if (separator === undefined) {
      if (rest !== '' && !rest.startsWith(' ')) return `"${rest}" after a day of the week`;
      return {days, rest: rest.trimStart()};
    }
    if (separator !== ',' && rangeFrom !== undefined) return 'a range of days has two ends, not three';
    rangeFrom = separator === ',' ? undefined : day;
    rest = rest.slice(separator.length);
    if (/^(?:$| )/.test(rest))
      return rangeFrom === undefined ? {days, rest: rest.trimStart()} : 'a range of days has no end';
  }
}

type DateFields = Pick<CalendarFields, 'year' | 'month' | 'day' | 'isFromEnd'>;
const ANY_DATE: DateFields = {year: undefined, month: undefined, day: undefined, isFromEnd: false};

/** `2026-12-24`, `*-*~1`, `12-24`; any date where a time follows at once. */
function readDate(text: string): (DateFields & {rest: string}) | string {
  if (text === '') return {...ANY_DATE, rest: text};
  if (text.startsWith('@')) return 'a time stamp (@…) is not read; write it as a date';
  const first = readComponent(text);
  if (typeof first === 'string') return first;
  if (first.rest === '' || first.rest.startsWith(':')) return {...ANY_DATE, rest: text};
  const second = readNext(first.rest);
  if (typeof second === 'string') return second;
  if (/^(?:$| )/.test(second.rest)) {
    const {isFromEnd, component: day, rest} = second;
    return {...ANY_DATE, month: first.component, ...dayOf(day, isFromEnd), rest: rest.trimStart()};
  }
  if (second.isFromEnd) return 'only the day may count from the end of the month';
  const third = readNext(second.rest);
  if (typeof third === 'string') return third;
  if (!/^(?:$| )/.test(third.rest)) return `"${third.rest}" after the date`;
  return {
    year: first.component?.map(fixYear),
    month: second.component,
    ...dayOf(third.component, third.isFromEnd),
    rest: third.rest.trimStart(),
  };
}

/** A component after `-` or `~`. */
function readNext(text: string): {component: CalendarComponent; isFromEnd: boolean; rest: string} | string {
  const isFromEnd = text.startsWith('~');
  if (!isFromEnd && !text.startsWith('-'))
    return `"${text}" where - or ~ of a date, or : of a time, was expected`;
  const read = readComponent(text.slice(1));
  return typeof read === 'string' ? read : {...read, isFromEnd};
}

function dayOf(day: CalendarComponent, isFromEnd: boolean): Pick<CalendarFields, 'day' | 'isFromEnd'> {
  return {day, isFromEnd: isFromEnd && day !== undefined};
}

/** `26` is 2026, `70` is 1970. */
function fixYear<Range extends {start: number; stop?: number}>(range: Range): Range {
  const fix = (year: number): number => {
    if (year < 70) return year + 2000;
    return year < 100 ? year + 1900 : year;
  };
  return {...range, start: fix(range.start), ...(range.stop !== undefined && {stop: fix(range.stop)})};
}

type TimeFields = Pick<CalendarFields, 'hour' | 'minute' | 'second'>;

/** `02:00`, `*:0/15`, `12:00:30.5`; midnight where nothing is left. */
function readTime(text: string): TimeFields | string {
  if (text === '') return {hour: only(0), minute: only(0), second: only(0)};
  const hour = readComponent(text);
  if (typeof hour === 'string') return hour;
  if (!hour.rest.startsWith(':')) return `"${text}" is no time of day; write it as HH:MM`;
  const minute = readComponent(hour.rest.slice(1));
  if (typeof minute === 'string') return minute;
  if (minute.rest === '') return {hour: hour.component, minute: minute.component, second: only(0)};
  if (!minute.rest.startsWith(':')) return `"${minute.rest}" after the time of day`;
  const second = readComponent(minute.rest.slice(1), 1_000_000);
  if (typeof second === 'string') return second;
  if (second.rest !== '') return `"${second.rest}" after the time of day`;
  return {hour: hour.component, minute: minute.component, second: second.component};
}
