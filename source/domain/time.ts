/**
 * Instants and business days, the two kinds of time in the product.
 *
 * An instant is a number of milliseconds since 1970-01-01T00:00:00Z (`EpochMs`). A business day is a calendar
 * date in ISO 8601 (`Day`, "2026-11-23"); the store keeps it as days since 1970-01-01 (`toDayNumber`).
 * Nothing here reads the clock or the host's zone.
 */

/** Milliseconds since the Unix epoch, UTC. Fractions are not used. */
export type EpochMs = number;

/** A calendar date, `YYYY-MM-DD`. */
export type Day = string;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Dates and their numbers, remembered: rows have the same few again and again. */
const MAX_DATES = 4000;
const dates = new Map<number, Day>();
const dayNumbers = new Map<Day, number>();

/** Days since 1970-01-01. Throws a RangeError for anything that is not a real calendar date. */
export function toDayNumber(day: Day): number {
  const known = dayNumbers.get(day);
  if (known !== undefined) return known;
  const dayNumber = readDayNumber(day);
  if (dayNumber === undefined) throw new RangeError(`"${day}" is not a date; write it as YYYY-MM-DD`);
  if (dayNumbers.size >= MAX_DATES) dayNumbers.clear();
  dayNumbers.set(day, dayNumber);
  return dayNumber;
}

function readDayNumber(day: string): number | undefined {
  if (!DAY_PATTERN.test(day)) return undefined;
  const ms = Date.parse(`${day}T00:00:00Z`);
  // V8 rolls 2026-02-30 over into March; only the days from the 29th on can, so only they pay for the second look.
  const dayOfMonth = Number(day.slice(8));
  return Number.isNaN(ms) || (dayOfMonth > 28 && new Date(ms).getUTCDate() !== dayOfMonth)
    ? undefined
    : ms / DAY_MS;
}

/** The calendar date of a number of days since 1970-01-01. */
export function fromDayNumber(dayNumber: number): Day {
  let date = dates.get(dayNumber);
  if (date === undefined) {
    if (dates.size >= MAX_DATES) dates.clear();
    date = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
    dates.set(dayNumber, date);
  }
  return date;
}

export function isDay(text: string): text is Day {
  return readDayNumber(text) !== undefined;
}

export function addDays(day: Day, days: number): Day {
  return fromDayNumber(toDayNumber(day) + days);
}

/** Day of the week, 0 = Sunday … 6 = Saturday (as cron counts). 1970-01-01 was a Thursday. */
export function dayOfWeek(day: Day): number {
  return (((toDayNumber(day) + 4) % 7) + 7) % 7;
}

/** Weeks since Monday, 1969-12-29. */
export function weekNumber(dayNumber: number): number {
  return Math.floor((dayNumber + 3) / 7);
}

/** ISO 8601 in UTC, with milliseconds only when there are any: `2026-11-23T06:40:00Z`. */
export function formatInstant(instant: EpochMs): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** For outputs in which an unknown instant is `null`. */
export function instantOrNull(instant: EpochMs | undefined): string | null {
  return instant === undefined ? null : formatInstant(instant);
}

/**
 * Reads an ISO 8601 instant that says its offset (`2026-11-23T06:40:00Z`, `…+01:00`). Returns undefined
 * for a local time without one: guessing a zone is how wrong verdicts are made.
 */
export function parseInstant(text: string): EpochMs | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(text))
    return undefined;
  // V8 would read 30 February as 2 March.
  if (!isDay(text.slice(0, 10))) return undefined;
  const ms = Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : ms;
}

/** A short duration for people: `45s`, `12m`, `3h 05m`, `2d 4h`. Takes milliseconds. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / SECOND_MS));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 || minutes >= 10 ? `${minutes}m` : `${minutes}m ${seconds % 60}s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h ${twoDigits(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** Reads a duration as the configuration writes it (`90s`, `5m`, `2h`, `1d`, `1h30m`, `250ms`) into milliseconds. */
export function parseDuration(text: string): number | undefined {
  const unitsMs: Record<string, number> = {
    ms: 1,
    s: SECOND_MS,
    m: MINUTE_MS,
    h: HOUR_MS,
    d: DAY_MS,
    w: 7 * DAY_MS,
  };
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)\s*/g)];
  if (parts.length === 0 || parts.map(part => part[0]).join('') !== text.trim()) return undefined;
  return parts.reduce((total, part) => total + Number(part[1]) * (unitsMs[part[2] ?? ''] ?? 0), 0);
}

/** As clocks and calendars write a number: 7 -> `07`. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
