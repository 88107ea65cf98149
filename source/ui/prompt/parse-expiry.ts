/** Until when an acknowledgement or a snooze holds, as it is typed. */
import {parseTimeOfDay} from '../../domain/business-day.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays, DAY_MS, isDay, parseDuration} from '../../domain/time.ts';
import type {Zone} from '../../domain/zone.ts';
import {localDay, localMs} from '../../domain/zone.ts';

export const EXPIRY_FORMS = '2h, 45m, 1d, 08:00, tomorrow 08:00, or a date';

/** Nobody means longer; a finding is forgotten before. */
const LONGEST_MS = 366 * DAY_MS;

/**
 * `2h`, `45m`, `1d` from now; `08:00` the next such local time; `tomorrow 08:00`, `2026-11-25 08:00`; a day alone is its
 * beginning. Undefined for an empty text: without an end. An instant that is past or too far away is an error.
 */
export function parseExpiry(text: string, now: EpochMs, zone: Zone): EpochMs | undefined | {error: string} {
  const typed = text.trim().toLowerCase();
  if (typed === '') return undefined;
  const until = readDuration(typed, now) ?? readLocalTime(typed, now, zone);
  if (until === undefined) return {error: `"${text.trim()}" is not understood; write ${EXPIRY_FORMS}`};
  if (until <= now) return {error: `"${text.trim()}" is past`};
  if (until - now > LONGEST_MS) return {error: `"${text.trim()}" is more than a year away`};
  return until;
}

function readDuration(text: string, now: EpochMs): EpochMs | undefined {
  const durationMs = parseDuration(text);
  return durationMs === undefined ? undefined : now + Math.round(durationMs);
}

function readLocalTime(text: string, now: EpochMs, zone: Zone): EpochMs | undefined {
  const today = localDay(zone.toLocal(now));
  const timeOfDayMs = parseTimeOfDay(text);
  if (timeOfDayMs !== undefined)
    return firstAfter(
      now,
      [today, addDays(today, 1)].flatMap(day => instantsOf(day, timeOfDayMs, zone)),
    );
  const [word = '', time = '00:00', ...rest] = text.split(/\s+/);
  const day = readDay(word, today);
  const ofDayMs = parseTimeOfDay(time);
  if (day === undefined || ofDayMs === undefined || rest.length > 0) return undefined;
  return firstAfter(now, instantsOf(day, ofDayMs, zone));
}

function readDay(word: string, today: Day): Day | undefined {
  if (word === 'today') return today;
  if (word === 'tomorrow') return addDays(today, 1);
  return isDay(word) ? word : undefined;
}

/** A local time comes twice where clocks are put back. */
function instantsOf(day: Day, timeOfDayMs: number, zone: Zone): EpochMs[] {
  const local = localMs(day, timeOfDayMs);
  return [zone.toInstant(local), zone.toInstant(local, 'later')];
}

/** The first of them that is to come, else the last one. */
function firstAfter(now: EpochMs, instants: readonly EpochMs[]): EpochMs | undefined {
  return instants.find(instant => instant > now) ?? instants.at(-1);
}
