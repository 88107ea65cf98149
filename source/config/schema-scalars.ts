/**
 * The values that configuration keys are made of. Each says what is allowed in words (`allowed: a duration such as …`),
 * which the list of problems shows beside what was found.
 */
import type {z as Zod, ZodType} from 'zod';
import {parseTimeOfDay} from '../domain/business-day.ts';
import {parseCron} from '../domain/cron-expression.ts';
import {ConfigError} from '../domain/errors.ts';
import type {Day} from '../domain/time.ts';
import {DAY_MS, isDay, parseDuration, parseInstant} from '../domain/time.ts';
import type {LocalMs} from '../domain/zone.ts';
import {isZone, localMs} from '../domain/zone.ts';
import {suggest} from './config-problems.ts';

/** A time as the configuration writes it: an instant with its offset, or a wall-clock time of the environment. */
export type WrittenTime = {kind: 'instant'; at: number} | {kind: 'local'; local: LocalMs};

/** Names that appear on the screen, in keys and in file names: nothing that a shell or a path could misread. */
export const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const DURATION = 'a duration such as 90s, 5m, 2h or 1d';
const DAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export type Scalars = ReturnType<typeof scalars>;

export function scalars(z: typeof Zod) {
  /** Text that `parse` understands; anything else is a problem that says what is allowed, and perhaps what was meant. */
  const read = <T>(
    allowed: string,
    parse: (text: string) => T | undefined,
    hint: (text: string) => string = () => '',
  ) =>
    z.string({error: `allowed: ${allowed}`}).transform((text, context): T => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.addIssue({code: 'custom', message: `allowed: ${allowed}${hint(text)}`, input: text});
      return z.NEVER;
    });

  const number = z.number({error: 'allowed: a number'});
  const duration = read(DURATION, parseDuration);
  /** Numbers and switches are taken as text, because YAML reads `port: 22` and `debug: true` so. */
  const text = z
    .union([z.string(), z.number(), z.boolean()], {error: 'allowed: text'})
    .transform(value => String(value));

  return {
    text,
    word: z.string({error: 'allowed: text'}).min(1, 'allowed: text that is not empty'),
    name: z
      .string({error: 'allowed: text'})
      .regex(
        NAME_PATTERN,
        'allowed: up to 64 letters, digits, ".", "_" and "-", beginning with a letter or digit',
      ),
    argv: z
      .array(text, {error: 'allowed: a list of arguments such as [cat, /srv/batch/{date}.csv]'})
      .min(1, 'allowed: a list with at least the program'),
    duration,
    /** A duration above 0 that a timer can hold. */
    interval: (maxMs = DAY_MS) =>
      read(`${DURATION}, above 0 and at most ${maxMs / DAY_MS}d`, value => {
        const ms = parseDuration(value);
        return ms !== undefined && ms > 0 && ms <= maxMs ? ms : undefined;
      }),
    /** Days to keep something: a number of days, a duration, or `forever` (null). */
    keep: z.union(
      [
        z.number().int().min(1, 'allowed: 1 or more'),
        read('a number of days, a duration such as 400d, or forever', parseKeep),
      ],
      {error: 'allowed: a number of days, a duration such as 400d, or forever'},
    ),
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
    bytes: z.union(
      [
        number.int('allowed: a whole number of bytes').min(1024, 'allowed: 1024 bytes or more'),
        read('a size such as 64MiB', parseBytes),
      ],
      {error: 'allowed: a size such as 64MiB, or a number of bytes'},
    ),
    cron: cronExpression(z),
    wholeNumber: (min: number, max: number) => {
      const allowed = `allowed: a whole number from ${min} to ${max}`;
      return z.number({error: allowed}).int(allowed).min(min, allowed).max(max, allowed);
    },
    count: z
      .number({error: 'allowed: a whole number, 0 or more'})
      .int('allowed: a whole number, 0 or more')
      .min(0, 'allowed: a whole number, 0 or more'),
    /** A map whose keys are restricted and whose values are all of one kind. */
    record: <T extends ZodType>(pattern: RegExp, allowedKeys: string, value: T) =>
      z.record(z.string().regex(pattern, `allowed as a key: ${allowedKeys}`), value, {
        error: 'allowed: a map of keys',
      }),
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

function parseKeep(text: string): number | null | undefined {
  if (text === 'forever') return null;
  const ms = parseDuration(text);
  return ms !== undefined && ms >= DAY_MS ? Math.floor(ms / DAY_MS) : undefined;
}

function parseWeekday(text: string): number | undefined {
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

function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB|KiB|MiB|GiB)$/.exec(text.trim());
  if (!match) return undefined;
  const units: Record<string, number> = {
    B: 1,
    kB: 1e3,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
  };
  const bytes = Math.floor(Number(match[1]) * (units[match[2] ?? ''] ?? 0));
  return bytes >= 1024 ? bytes : undefined;
}
