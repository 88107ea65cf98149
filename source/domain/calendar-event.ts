/**
 * systemd's calendar events (`OnCalendar=`, systemd.time(7)) as wall-clock times, read as `calendarspec.c` of systemd 252 reads
 * them: `Mon..Fri 02:00`, `*-*~1 23:30`, `*:0/15`, `quarterly`, `2026-12-24 18:00:00 Europe/London`.
 */
import {createBoundedCache} from './bounded-cache.ts';
import {
  type CalendarComponent,
  countValues,
  daysFromEnd,
  expandComponent,
  isAllowed,
} from './calendar-event-field.ts';
import {type CalendarFields, readCalendarFields} from './calendar-event-reader.ts';
import {ConfigError} from './errors.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS} from './time.ts';
import {isZone} from './zone.ts';

export type {CalendarFields};

export type CalendarEvent = {
  fields: CalendarFields;
  /** Local times of day in milliseconds since midnight, ascending. */
  timesMs: readonly number[];
  /** Whether a local date matches, given as days since 1970-01-01. */
  matchesDay(dayNumber: number): boolean;
};

const YEARS = {from: 1970, to: 2199};
const MONTHS = {from: 1, to: 12};
const DAYS = {from: 1, to: 31};
const HOURS = {from: 0, to: 23};
const MINUTES = {from: 0, to: 59};
const MICROS = {from: 0, to: 59_999_999};

/** Every second of a day. What is due more often cannot be told run by run, and would fill the memory. */
const MOST_TIMES = 86_400;

// Weight in times of day.
const events = createBoundedCache<CalendarEvent>(4_000_000, ({timesMs}) => timesMs.length + 100);

/**
 * Takes the zone off the end of an expression: `daily Europe/London`. systemd also knows the two abbreviations of the host's own
 * zone (CET, CEST), which are read here only where they are names of zones.
 */
export function splitEventZone(text: string): {expression: string; timezone?: string} {
  const trimmed = text.trim();
  const match = /^(.*) ([A-Za-z]\S*)$/s.exec(trimmed);
  const [, expression = '', zone = ''] = match ?? [];
  if (zone.toUpperCase() === 'UTC') return {expression: expression.trimEnd(), timezone: 'UTC'};
  return match && isZone(zone) ? {expression: expression.trimEnd(), timezone: zone} : {expression: trimmed};
}

/** Reads an expression without its zone. Throws a ConfigError that names it and what is wrong with it. */
export function parseCalendarEvent(expression: string): CalendarEvent {
  return events.get(expression, () => {
    const fields = readCalendarFields(expression);
    const problem = typeof fields === 'string' ? fields : findProblem(fields);
    if (typeof fields === 'string' || problem !== undefined)
      throw new ConfigError(`"${expression}" is not a calendar event of systemd: ${problem}`);
    return {
      fields,
      timesMs: combineTimes(fields),
      matchesDay: dayNumber => matchesDay(fields, dayNumber),
    };
  });
}

function findProblem(fields: CalendarFields): string | undefined {
  const bounds = [
    ['year', YEARS],
    ['month', MONTHS],
    ['day', {...DAYS, isFromEnd: fields.isFromEnd}],
    ['hour', HOURS],
    ['minute', MINUTES],
    ['second', MICROS],
  ] as const;
  const wrong = bounds.find(([name, limits]) => !isAllowed(fields[name], limits));
  if (wrong) {
    const [name, {from, to}] = wrong;
    return `${name} is out of bounds, or a range or repetition of it has no second value. Allowed: ${from} to ${name === 'second' ? 59 : to}`;
  }
  const times =
    countValues(fields.hour, HOURS) *
    countValues(fields.minute, MINUTES) *
    countValues(fields.second, MICROS);
  return times > MOST_TIMES ? 'it is due more often than once a second' : undefined;
}

/** The values that each component names, ascending. */
export function expandFields({month, day, hour, minute, second}: CalendarFields) {
  return {
    months: expandComponent(month, MONTHS),
    days: expandComponent(day, DAYS),
    hours: expandComponent(hour, HOURS),
    minutes: expandComponent(minute, MINUTES),
    micros: expandComponent(second, MICROS),
  };
}

function combineTimes(fields: CalendarFields): number[] {
  const {hours, minutes, micros} = expandFields(fields);
  const times = hours.flatMap(h =>
    minutes.flatMap(m => micros.map(value => h * HOUR_MS + m * MINUTE_MS + Math.floor(value / 1000))),
  );
  return [...new Set(times)];
}

function matchesDay({weekdays, year, month, day, isFromEnd}: CalendarFields, dayNumber: number): boolean {
  const date = new Date(dayNumber * DAY_MS);
  const [years, months] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  if (years < YEARS.from || years > YEARS.to || !weekdays.has(date.getUTCDay())) return false;
  if (!hasValue(year, years) || !hasValue(month, months)) return false;
  if (!isFromEnd || !day) return hasValue(day, date.getUTCDate());
  const days = new Date(Date.UTC(years, months, 0)).getUTCDate();
  return hasValue(daysFromEnd(day, days), date.getUTCDate());
}

function hasValue(component: CalendarComponent, value: number): boolean {
  return (
    component === undefined ||
    component.some(({start, stop, step}) =>
      step === 0
        ? value === start
        : value >= start && (stop === undefined || value <= stop) && (value - start) % step === 0,
    )
  );
}
