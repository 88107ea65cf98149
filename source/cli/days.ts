/** Business days from flags. */
import {businessDayOf} from '../domain/business-day.ts';
import type {Environment} from '../domain/environment.ts';
import {ConfigError} from '../domain/errors.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, isDay, toDayNumber} from '../domain/time.ts';
import {localDay, openZone} from '../domain/zone.ts';
import type {Flags} from './flags.ts';

/** Days around both still have four-digit years, whatever zone, history or grace reaches beyond. */
const FIRST_DAY: Day = '1970-01-01';
const LAST_DAY: Day = '9998-12-31';

export const RANGE_TEXT = `the program knows the days from ${FIRST_DAY} to ${LAST_DAY}`;

export function isInRange(instant: EpochMs): boolean {
  return instant >= Date.parse(FIRST_DAY) && instant < Date.parse(LAST_DAY);
}

/** Reads `2026-11-20`, `today` or `yesterday`, the last two by a zone's calendar. Throws a ConfigError naming the flag. */
export function readDay(flag: string, text: string, today: Day): Day {
  if (text === 'today') return today;
  if (text === 'yesterday') return addDays(today, -1);
  if (!isDay(text))
    throw new ConfigError(`${flag} "${text}" is not a day; write it as YYYY-MM-DD, or today, or yesterday`);
  if (text < FIRST_DAY || text > LAST_DAY)
    throw new ConfigError(`${flag} ${text} is out of reach; ${RANGE_TEXT}`);
  return text;
}

/**
 * The days of `--from`/`--to`/`--days`: up to `present`, `defaultDays` long unless they say otherwise. `today` is what the word
 * means, by the calendar; `present` may be another day where business days begin in the morning or in the evening.
 */
export function readDayRange(
  {from, to, days}: Pick<Flags, 'from' | 'to' | 'days'>,
  today: Day,
  defaultDays: number,
  present = today,
): {from: Day; to: Day} {
  if (from !== undefined && to !== undefined && days !== undefined)
    throw new ConfigError('--from, --to and --days say the same twice; give two of them');
  const length = readLength(days, today);
  const first = from === undefined ? undefined : readDay('--from', from, today);
  const end = first === undefined || length === undefined ? present : addDays(first, length - 1);
  const last = to === undefined ? end : readDay('--to', to, today);
  const range = {from: first ?? addDays(last, 1 - (length ?? defaultDays)), to: last};
  if (range.from > range.to) {
    throw new ConfigError(
      to === undefined
        ? `--from ${range.from} is after ${end === today ? 'today' : 'the present business day'}, ${end}; give --to as well`
        : `--from ${range.from} is after --to ${range.to}; exchange them`,
    );
  }
  return range;
}

/** The latest of the business days that environments are in: before its day begins, one is in that of the date before. */
export function presentDay(
  environments: readonly Pick<Environment, 'clock'>[],
  now: EpochMs,
  today: Day,
): Day {
  const days = environments.map(({clock}) => businessDayOf(now, clock)).sort();
  return days.at(-1) ?? today;
}

/** As many days as there are up to today: a range cannot begin before the first of them. */
function readLength(days: number | undefined, today: Day): number | undefined {
  if (days === undefined) return undefined;
  const most = toDayNumber(today) - toDayNumber(FIRST_DAY);
  if (!Number.isInteger(days) || days < 1 || days > most)
    throw new ConfigError(`--days ${days} is not possible; write a whole number from 1 to ${most}`);
  return days;
}

/** Whether days were asked for at all; without any the commands have defaults of their own. */
export function hasDayRange({from, to, days}: Pick<Flags, 'from' | 'to' | 'days'>): boolean {
  return from !== undefined || to !== undefined || days !== undefined;
}

export function listDays({from, to}: {from: Day; to: Day}): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The calendar date of an instant in a zone: what `today` means to whoever types it. */
export function todayIn(timezone: string, now: EpochMs): Day {
  return localDay(openZone(timezone).toLocal(now));
}
