/** A schedule in plain words, for people: `at 02:00 on Monday to Friday, Europe/London`. */
import {parseCalendarEvent} from './calendar-event.ts';
import {toCronFields} from './calendar-words.ts';
import type {CronFields} from './cron-expression.ts';
import {parseCron} from './cron-expression.ts';
import {wordDates} from './date-words.ts';
import type {DayRule} from './day-rule.ts';
import {wordDayRule} from './day-rule-words.ts';
import {formatTimeOfDay} from './due-instants.ts';
import type {Timing} from './schedule.ts';
import {joinWords} from './text.ts';
import {HOUR_MS, MINUTE_MS, SECOND_MS} from './time.ts';

/** So many times of a day are still named one by one. */
const MOST_TIMES_NAMED = 6;

/** `on`: the business days that it is due on. Throws a ConfigError for an expression that cannot be read. */
export function wordTiming(timing: Timing, on?: DayRule): string {
  switch (timing.kind) {
    case 'cron': {
      const {fields} = parseCron(timing.expression, timing.policy);
      return fields
        ? `${wordFields(fields, timing.expression, on)}, ${timing.timezone}`
        : 'when the machine starts';
    }
    case 'on-calendar': {
      const fields = toCronFields(parseCalendarEvent(timing.expression).fields);
      const words = fields
        ? wordFields(fields, timing.expression, on)
        : narrow(`at the times of "${timing.expression}"`, on);
      return `${words}, ${timing.timezone}`;
    }
    case 'times':
      return `at ${joinWords(timing.timesMs.map(formatTimeOfDay))} ${on ? wordDayRule(on) : 'every day'}, ${timing.timezone}`;
    case 'instants':
      return 'when the scheduler announces it';
    case 'none':
      return timing.reason;
  }
}

function wordFields(fields: CronFields, expression: string, on: DayRule | undefined): string {
  const own = wordDates(fields);
  const dates = own === undefined ? on && wordDayRule(on) : narrow(own, on);
  const times = nameTimes(fields);
  if (times !== undefined) return `at ${times} ${dates ?? 'every day'}`;
  const rhythm = wordRhythm(fields) ?? `at the times of "${expression}"`;
  return dates === undefined ? rhythm : `${rhythm} ${dates}`;
}

function narrow(words: string, on: DayRule | undefined): string {
  return on ? `${words}, only ${wordDayRule(on)}` : words;
}

/** `02:00 and 14:00`; undefined when there are too many to name. */
function nameTimes({hour, minute, second}: CronFields): string | undefined {
  if (hour.values.length * minute.values.length * second.values.length > MOST_TIMES_NAMED) return undefined;
  const times = hour.values.flatMap(h =>
    minute.values.flatMap(m =>
      second.values.map(s => formatTimeOfDay(h * HOUR_MS + m * MINUTE_MS + s * SECOND_MS)),
    ),
  );
  return joinWords(times);
}

/** `every 5 minutes from 08:00 to 17:55`; undefined when there is no such rhythm. */
function wordRhythm({hour, minute, second}: CronFields): string | undefined {
  const hours = stepOf(hour.values);
  const minutes = stepOf(minute.values);
  const [minutePast = 0] = minute.values;
  if (second.values.length > 1) {
    const seconds = stepOf(second.values);
    const isAlways = hour.values.length === 24 && minute.values.length === 60;
    return isAlways && isWhole(second.values, 60) ? every(seconds, 'second') : undefined;
  }
  if (second.values[0] !== 0 || hours === undefined) return undefined;
  const span = wordSpan(hour.values, minute.values);
  if (minute.values.length === 1) {
    const past = span === '' && minutePast > 0 ? ` at ${minutePast} past` : '';
    return `${every(hours, 'hour')}${past}${span}`;
  }
  if (hours > 1 || !isWhole(minute.values, 60)) return undefined;
  const from = minutePast > 0 && span === '' ? ` from ${minutePast} past` : '';
  return `${every(minutes, 'minute')}${from}${span}`;
}

/** ` from 08:00 to 17:55` where not every hour is meant. */
function wordSpan(hours: readonly number[], minutes: readonly number[]): string {
  if (hours.length === 24) return '';
  const at = (hour = 0, minute = 0): string => formatTimeOfDay(hour * HOUR_MS + minute * MINUTE_MS);
  return ` from ${at(hours.at(0), minutes.at(0))} to ${at(hours.at(-1), minutes.at(-1))}`;
}

/** How far apart ascending values are; undefined when not all are equally far. */
function stepOf(values: readonly number[]): number | undefined {
  const [first = 0, second = first + 1] = values;
  const step = second - first;
  return values.every((value, index) => value === first + index * step) ? step : undefined;
}

/** Whether values go round at one step, over the end as well: 5, 20, 35, 50 of 60. */
function isWhole(values: readonly number[], size: number): boolean {
  const step = stepOf(values);
  return step !== undefined && step * values.length === size;
}

function every(step: number | undefined, unit: string): string {
  return step === undefined || step === 1 ? `every ${unit}` : `every ${step} ${unit}s`;
}
