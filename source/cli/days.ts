/** Business days from flags. */
import {ConfigError} from '../domain/errors.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, isDay} from '../domain/time.ts';
import {localDay, openZone} from '../domain/zone.ts';
import type {Flags} from './flags.ts';

/** Reads `2026-11-20`, `today` or `yesterday`, the last two by a zone's calendar. Throws a ConfigError naming the flag. */
export function readDay(flag: string, text: string, today: Day): Day {
  if (text === 'today') return today;
  if (text === 'yesterday') return addDays(today, -1);
  if (isDay(text)) return text;
  throw new ConfigError(`${flag} "${text}" is not a day; write it as YYYY-MM-DD, or today, or yesterday`);
}

/** The days of `--from`/`--to`/`--days`: up to today, `defaultDays` long unless they say otherwise. */
export function readDayRange(
  {from, to, days}: Pick<Flags, 'from' | 'to' | 'days'>,
  today: Day,
  defaultDays: number,
): {from: Day; to: Day} {
  if (days !== undefined && (!Number.isInteger(days) || days < 1)) {
    throw new ConfigError(`--days ${days} is not a number of days; write a whole number from 1`);
  }
  const last = to === undefined ? today : readDay('--to', to, today);
  const first =
    from === undefined ? addDays(last, 1 - (days ?? defaultDays)) : readDay('--from', from, today);
  if (first > last) throw new ConfigError(`--from ${first} is after --to ${last}; exchange them`);
  return {from: first, to: last};
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
