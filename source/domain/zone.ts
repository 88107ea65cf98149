/**
 * Local time in an IANA zone, fast enough for parsing and judging millions of times.
 *
 * The rules come from the runtime's own zone database through Temporal; what is kept here are the windows between two
 * offset changes around the last instants asked for, so that consecutive times in one zone cost a comparison. Two of
 * them, because around a change questions alternate between its two sides.
 */
import type {Day, EpochMs} from './time.ts';
import {DAY_MS, fromDayNumber, toDayNumber} from './time.ts';

/** A wall-clock time as milliseconds since 1970-01-01T00:00 *local*: the instant plus the offset in force. */
export type LocalMs = number;

/** An offset change. `before`/`after` are offsets from UTC in milliseconds; a positive `after - before` is a gap. */
export type Transition = {at: EpochMs; before: number; after: number};

export type Zone = {
  name: string;
  /** Offset from UTC in force at an instant, in milliseconds (east positive). */
  offsetAt(instant: EpochMs): number;
  toLocal(instant: EpochMs): LocalMs;
  /**
   * The instant of a wall-clock time. In an overlap the earlier instant (or the later with `'later'`); in a gap the
   * instant as far after the gap's start as the time is into it (RFC 5545's reading, as Temporal's "compatible").
   */
  toInstant(local: LocalMs, overlap?: 'earlier' | 'later'): EpochMs;
  /** Every offset change in `[from, to)`, in order. */
  transitions(from: EpochMs, to: EpochMs): Transition[];
};

type Window = {from: EpochMs; to: EpochMs; offset: number};

const zones = new Map<string, Zone>();

/** Opens a zone by its IANA name. Throws a RangeError that names it when the runtime does not know it. */
export function openZone(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    if (!isZone(name))
      throw new RangeError(`"${name}" is not a time zone; use an IANA name such as Europe/London`);
    zone = createZone(name);
    zones.set(name, zone);
  }
  return zone;
}

export function isZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    new Temporal.ZonedDateTime(0n, name);
    return true;
  } catch {
    return false;
  }
}

/** The zone in which this program runs. For the edge only: nothing below it may depend on the host. */
export function hostZoneName(): string {
  return Temporal.Now.timeZoneId();
}

function createZone(name: string): Zone {
  let window = readWindow(name, 0);
  let other = window;

  const windowAt = (instant: EpochMs): Window => {
    if (instant >= window.from && instant < window.to) return window;
    const isOther = instant >= other.from && instant < other.to;
    [window, other] = [isOther ? other : readWindow(name, instant), window];
    return window;
  };

  const offsetAt = (instant: EpochMs): number => windowAt(instant).offset;

  return {
    name,
    offsetAt,
    toLocal: instant => instant + offsetAt(instant),
    toInstant(local, overlap = 'earlier') {
      // Further than a day from any change there is one offset.
      if (local - DAY_MS >= window.from && local + DAY_MS < window.to) return local - window.offset;
      // The two candidate offsets are those in force a day before and after; they differ only around a change.
      const before = offsetAt(local - DAY_MS);
      const after = offsetAt(local + DAY_MS);
      const candidates = [local - before, local - after].filter(
        instant => offsetAt(instant) === local - instant,
      );
      if (candidates.length === 0) return local - before;
      return overlap === 'earlier' ? Math.min(...candidates) : Math.max(...candidates);
    },
    transitions(from, to) {
      const found: Transition[] = [];
      for (let at = windowAt(from).to; at < to; at = windowAt(at).to) {
        found.push({at, before: offsetAt(at - 1), after: offsetAt(at)});
      }
      // windowAt(from).to may be `from`'s own change when `from` is one: include a change exactly at `from`.
      if (windowAt(from).from === from)
        found.unshift({at: from, before: offsetAt(from - 1), after: offsetAt(from)});
      return found.filter(change => change.before !== change.after);
    },
  };
}

function readWindow(name: string, instant: EpochMs): Window {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
  const next = zoned.getTimeZoneTransition('next');
  // `previous` is exclusive: ask from one nanosecond later so that a change exactly here counts.
  const previous = zoned.add({nanoseconds: 1}).getTimeZoneTransition('previous');
  return {
    from: previous ? previous.epochMilliseconds : Number.NEGATIVE_INFINITY,
    to: next ? next.epochMilliseconds : Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
}

/** The calendar date of a wall-clock time. */
export function localDay(local: LocalMs): Day {
  return fromDayNumber(Math.floor(local / DAY_MS));
}

/** A wall-clock time from a date and a time of day in milliseconds (default midnight). */
export function localMs(day: Day, timeOfDayMs = 0): LocalMs {
  return toDayNumber(day) * DAY_MS + timeOfDayMs;
}

/** `2026-11-23 06:40:00`, the wall-clock form that most schedulers' commands take. */
export function formatLocal(local: LocalMs): string {
  return new Date(local).toISOString().slice(0, 19).replace('T', ' ');
}
