/** Times, durations and schedules as configuration keys take them. */
import type {z as Zod} from 'zod';
import {parseTimeOfDay} from '../domain/business-day.ts';
import {parseCalendarEvent, splitEventZone} from '../domain/calendar-event.ts';
import {parseCron} from '../domain/cron-expression.ts';
import {ConfigError} from '../domain/errors.ts';
import type {Day} from '../domain/time.ts';
import {DAY_MS, isDay, parseDuration, parseInstant} from '../domain/time.ts';
import type {LocalMs} from '../domain/zone.ts';
import {isZone, localMs} from '../domain/zone.ts';
import {suggest} from './config-problems.ts';
import type {TextReader} from './schema-reader.ts';

/** A time as the configuration writes it: an instant with its offset, or a wall-clock time of the environment. */
export type WrittenTime = {kind: 'instant'; at: number} | {kind: 'local'; local: LocalMs};

const DURATION = 'a duration such as 90s, 5m, 2h or 1d';
const KEEP = 'a number of days, a duration such as 400d, or forever';
const DAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export function timeScalars(z: typeof Zod, read: TextReader) {
  return {
    duration: read(DURATION, parseDuration),
    /** A duration above 0 that a timer can hold. */
    interval: (maxMs = DAY_MS) =>
      read(`${DURATION}, above 0 and at most ${maxMs / DAY_MS}d`, value => {
        const ms = parseDuration(value);
        return ms !== undefined && ms > 0 && ms <= maxMs ? ms : undefined;
      }),
    /** Days to keep something: a number of days, a duration, or `forever` (null). */
    keep: z.union([z.number().int().min(1, 'allowed: 1 or more'), read(KEEP, parseKeep)], {
      error: `allowed: ${KEEP}`,
    }),
    /** Milliseconds since midnight, before 24:00. */
    timeOfDay: read('a local time from "00:00" to "23:59"', value => {
      const ms = parseTimeOfDay(value);
      return ms !== undefined && ms < DAY_MS ? ms : undefined;
    }),
    /** Milliseconds since midnight, up to 24:00. */
    deadlineOfDay: read('a local time from "00:00" to "24:00"', parseTimeOfDay),
    day: read('a date such as 2026-12-24', (value): Day | undefined => (isDay(value) ? value : undefined)),
    weekday: read('a day of the week such as sat or saturday', parseWeekday),
    time: read(
      'a local time such as "2026-12-24 18:00", or an instant such as 2026-12-24T18:00:00Z',
      parseWrittenTime,
    ),
    timezone: read(
      'an IANA time zone such as Europe/London',
      value => (isZone(value) ? value : undefined),
      value => suggest(value, Intl.supportedValuesOf('timeZone')),
    ),
    cron: cronExpression(z),
    calendarEvent: calendarEvent(z),
  };
}

function cronExpression(z: typeof Zod) {
  return z
    .string({error: 'allowed: a cron expression such as "0 2 * * 1-5"'})
    .superRefine((text, context) => {
      try {
        parseCron(text);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        context.addIssue({code: 'custom', message: error.message, input: text});
      }
    });
}

/** A calendar event of systemd, with or without a zone at its end. */
function calendarEvent(z: typeof Zod) {
  return z
    .string({error: 'allowed: a calendar event of systemd such as "Mon..Fri 02:00"'})
    .superRefine((text, context) => {
      try {
        parseCalendarEvent(splitEventZone(text).expression);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        context.addIssue({code: 'custom', message: error.message, input: text});
      }
    });
}

function parseKeep(text: string): number | null | undefined {
  if (text === 'forever') return null;
  const ms = parseDuration(text);
  return ms !== undefined && ms >= DAY_MS ? Math.floor(ms / DAY_MS) : undefined;
}

/** 0 = Sunday. */
export function parseWeekday(text: string): number | undefined {
  const name = text.toLowerCase();
  const day = DAY_NAMES.findIndex(full => full === name || full.slice(0, 3) === name);
  return day < 0 ? undefined : day;
}

function parseWrittenTime(text: string): WrittenTime | undefined {
  const at = parseInstant(text);
  if (at !== undefined) return {kind: 'instant', at};
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text);
  const timeOfDayMs = parseTimeOfDay(match?.[2] ?? '00:00');
  if (!match?.[1] || !isDay(match[1]) || timeOfDayMs === undefined) return undefined;
  return {kind: 'local', local: localMs(match[1], timeOfDayMs)};
}
