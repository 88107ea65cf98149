/**
 * The business day: the day a run belongs to, `[dayStart, next dayStart)` in the environment's zone.
 * With `dayStart` 07:00 a run at 03:00 on the 24th belongs to the 23rd.
 */
import type {Day, EpochMs} from './time.ts';
import {addDays, DAY_MS, fromDayNumber, MINUTE_MS} from './time.ts';
import type {Zone} from './zone.ts';
import {localMs} from './zone.ts';

/** What decides an environment's business day. `dayStartMs` is the local time of day at which it begins. */
export type DayClock = {zone: Zone; dayStartMs: number};

/** The instants at which a business day begins (inclusive) and ends (exclusive). 23 to 25 hours apart, usually 24. */
export type DayBounds = {start: EpochMs; end: EpochMs};

export function businessDayOf(instant: EpochMs, clock: DayClock): Day {
  const day = fromDayNumber(Math.floor((clock.zone.toLocal(instant) - clock.dayStartMs) / DAY_MS));
  // When a clock change repeats or skips the day's start, the wall clock alone is ambiguous: the bounds decide.
  const {start, end} = dayBounds(day, clock);
  if (instant < start) return addDays(day, -1);
  return instant < end ? day : addDays(day, 1);
}

export function dayBounds(day: Day, {zone, dayStartMs}: DayClock): DayBounds {
  return {
    start: zone.toInstant(localMs(day, dayStartMs)),
    end: zone.toInstant(localMs(addDays(day, 1), dayStartMs)),
  };
}

/**
 * The instant of a local time of day within a business day: with `dayStart` 07:00, 02:00 of the 23rd's business day
 * is on the 24th. Used for "by 09:00" deadlines.
 */
export function instantInDay(day: Day, timeOfDayMs: number, {zone, dayStartMs}: DayClock): EpochMs {
  const date = timeOfDayMs < dayStartMs ? addDays(day, 1) : day;
  return zone.toInstant(localMs(date, timeOfDayMs));
}

/** Reads `HH:MM` (00:00 to 24:00) into milliseconds since local midnight. */
export function parseTimeOfDay(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 24 * 60 ? minutes * MINUTE_MS : undefined;
}
