/**
 * Reads a point in time in the forms that schedulers and batch logs print. One place, fast enough for millions of values:
 * arithmetic and `Zone.toInstant`, never Temporal.
 *
 * Read without being told a format:
 *  - ISO 8601 `2026-11-23T06:40:00.250Z`, `…+01:00`, `…+0100`; `T` may be a space, the seconds may be left out; without an
 *    offset the time is local to the environment
 *  - `20261123064000` (local)
 *  - Unix time: 9 to 11 digits are seconds (a fraction may follow), 12 and 13 milliseconds, 15 and 16 microseconds
 *  - `Jul 29, 2019 7:17:33 PM`, `Oct 2, 2023, 11:42:59 AM` (local)
 *
 * Anything else needs a format: `epoch`, `epoch-ms`, `epoch-us`, or a pattern (see `time-pattern.ts`).
 */
import type {ParseContext} from '../domain/adapter.ts';
import {instantInDay} from '../domain/business-day.ts';
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, MINUTE_MS} from '../domain/time.ts';
import type {LocalMs, Zone} from '../domain/zone.ts';
import {type CivilTime, digitsAt, localFromCivil, monthFromName} from './civil-time.ts';
import {compileTimePattern} from './time-pattern.ts';

/** Undefined for text that is not a time in the expected form: a reason to reject the record, not to go on without it. */
export type ReadTime = (text: string) => EpochMs | undefined;

/** What reading a time depends on beside the text. */
export type TimeContext = Pick<ParseContext, 'day' | 'clock' | 'collectedAt'>;

/** Throws a RangeError for a format that is not one. */
export function timeReader(context: TimeContext, format?: string): ReadTime {
  const read = formReader(context, format);
  return text => {
    const instant = read(text);
    return instant !== undefined && instant >= 0 && instant <= LAST_INSTANT ? instant : undefined;
  };
}

/** A day before the year 10000: whatever the zone, its date still has four digits for the year. */
const LAST_INSTANT = Date.UTC(9999, 11, 30);

function formReader({day, clock, collectedAt}: TimeContext, format?: string): ReadTime {
  const toInstant = instantReader(clock.zone);
  if (format === undefined) return text => readAnyForm(text.trim(), toInstant);
  const unitMs = EPOCH_UNITS_MS.get(format);
  if (unitMs !== undefined) return text => readEpoch(text.trim(), unitMs);

  const pattern = compileTimePattern(format);
  if (!pattern.hasTime) throw new RangeError(`the time format "${format}" has no hours; add HH or hh`);
  if (!pattern.hasDate) {
    return text => {
      const time = pattern.match(text, 1970);
      return time && instantInDay(day, time.local, clock);
    };
  }
  const read = (text: string, year: number): EpochMs | undefined => {
    const time = pattern.match(text, year);
    if (!time) return undefined;
    return time.offsetMs === undefined ? toInstant(time.local) : time.local - time.offsetMs;
  };
  const thisYear = new Date(clock.zone.toLocal(collectedAt)).getUTCFullYear();
  return text => {
    const instant = read(text, thisYear);
    if (pattern.hasYear) return instant;
    // Without a year, December's lines read in January are last year's. A day of tolerance for a clock that runs ahead.
    return instant !== undefined && instant <= collectedAt + DAY_MS ? instant : read(text, thisYear - 1);
  };
}

/** Whether a cell says that there is no time (yet). Schedulers also print 0 for it. */
export function isNoTime(text: string): boolean {
  return text === '' || (text.length <= MAX_NO_TIME_LENGTH && NO_TIME.test(text));
}

/** No word for "none" is longer, and most cells are: they need no expression. */
const MAX_NO_TIME_LENGTH = 9;

const NO_TIME = /^\s*(?:0|-+|null|nil|none|unknown|n\/?a|never)?\s*$/i;

const EPOCH_UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['epoch', 1000],
  ['epoch-ms', 1],
  ['epoch-us', 0.001],
]);

function readAnyForm(text: string, toInstant: (local: LocalMs) => EpochMs): EpochMs | undefined {
  const first = text.charCodeAt(0);
  if (!(first >= ZERO && first <= NINE)) return readEnglish(text, toInstant);
  return text.charCodeAt(4) === HYPHEN ? readIso(text, toInstant) : readDigits(text, toInstant);
}

const HYPHEN = 45;
const COLON = 58;
const ZERO = 48;
const NINE = 57;

/** ISO 8601; `toInstant` is asked for a time without an offset alone. */
export function readIso(text: string, toInstant: (local: LocalMs) => EpochMs): EpochMs | undefined {
  const separator = text.charCodeAt(10);
  if (
    (separator !== CAPITAL_T && separator !== SPACE && separator !== SMALL_T) ||
    text.charCodeAt(7) !== HYPHEN
  )
    return undefined;
  if (text.charCodeAt(13) !== COLON) return undefined;
  const hasSeconds = text.charCodeAt(16) === COLON;
  const local = localFromCivil({
    year: digitsAt(text, 0, 4),
    month: digitsAt(text, 5, 2),
    day: digitsAt(text, 8, 2),
    hour: digitsAt(text, 11, 2),
    minute: digitsAt(text, 14, 2),
    second: hasSeconds ? digitsAt(text, 17, 2) : 0,
  });
  const end = hasSeconds ? 19 : 16;
  if (local === undefined || text.length === end) return local === undefined ? undefined : toInstant(local);
  return readIsoTail(text, end, local, toInstant);
}

/** A fraction of the second, then an offset; both may be lacking. */
function readIsoTail(
  text: string,
  end: number,
  local: LocalMs,
  toInstant: (local: LocalMs) => EpochMs,
): EpochMs | undefined {
  const fractionEnd = skipFraction(text, end);
  const exact = local + fractionMs(text, end, fractionEnd);
  if (text.length === fractionEnd) return toInstant(exact);
  // `Z`, `+01:00` and `-0500` are by far the commonest, and an expression takes longer than all that came before it.
  if (text.length === fractionEnd + 1 && text.charCodeAt(fractionEnd) === CAPITAL_Z) return exact;
  const minutesAt = text.length - 2;
  const isOffset =
    minutesAt === fractionEnd + 3 ||
    (minutesAt === fractionEnd + 4 && text.charCodeAt(fractionEnd + 3) === COLON);
  const sign = isOffset ? signOf(text.charCodeAt(fractionEnd)) : 0;
  if (sign !== 0)
    return before(exact, sign * digitsAt(text, fractionEnd + 1, 2), sign * digitsAt(text, minutesAt, 2));
  return readRareOffset(text, fractionEnd, exact, toInstant);
}

/** 0 for what is no sign. */
function signOf(code: number): 1 | -1 | 0 {
  if (code === PLUS) return 1;
  return code === HYPHEN ? -1 : 0;
}

function readRareOffset(
  text: string,
  fractionEnd: number,
  exact: LocalMs,
  toInstant: (local: LocalMs) => EpochMs,
): EpochMs | undefined {
  const offset = ISO_OFFSET.exec(text.slice(fractionEnd));
  if (!offset) return undefined;
  const [, utc, sign, hours, minutes = '0'] = offset;
  if (utc) return exact;
  if (!sign) return toInstant(exact);
  return before(exact, Number(sign + hours), Number(sign + minutes));
}

/** The instant of a local time that is so much ahead of UTC; undefined for an offset that is none. */
function before(local: LocalMs, hours: number, minutes: number): EpochMs | undefined {
  // No zone was ever further from UTC than 18 hours (Java's limit; the largest in use is +14:00).
  const isOffset = Math.abs(hours) <= 18 && Math.abs(minutes) < 60;
  return isOffset ? local - (hours * 60 + minutes) * MINUTE_MS : undefined;
}

const ISO_OFFSET = /^\s?(?:(Z|UTC|GMT)|([+-])(\d\d)(?::?(\d\d))?)?$/i;

const PLUS = 43;
const DOT = 46;
const COMMA = 44;
const SPACE = 32;
const CAPITAL_T = 84;
const SMALL_T = 116;
const CAPITAL_Z = 90;
const MAX_FRACTION = 9;

/** Where the digits of a fraction that begins here end; here, when none does. */
export function skipFraction(text: string, from: number): number {
  const mark = text.charCodeAt(from);
  if (mark !== DOT && mark !== COMMA) return from;
  let at = from + 1;
  for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(at)) at += 1;
  return at > from + 1 && at <= from + 1 + MAX_FRACTION ? at : from;
}

function fractionMs(text: string, from: number, end: number): number {
  const digits = Math.min(end - from - 1, 3);
  return digits < 1 ? 0 : digitsAt(text, from + 1, digits) * 10 ** (3 - digits);
}

function readDigits(text: string, toInstant: (local: LocalMs) => EpochMs): EpochMs | undefined {
  const point = text.indexOf('.');
  switch (point === -1 ? text.length : point) {
    case 9:
    case 10:
    case 11:
      return readEpoch(text, 1000);
    case 12:
    case 13:
      return readEpoch(text, 1);
    case 14:
      return point === -1 ? readCompact(text, toInstant) : undefined;
    case 15:
    case 16:
      return readEpoch(text, 0.001);
    default:
      return undefined;
  }
}

function readEpoch(text: string, unitMs: number): EpochMs | undefined {
  const whole = text.length <= MAX_EXACT_DIGITS ? digitsAt(text, 0, text.length) : Number.NaN;
  if (whole >= 0 && text !== '') return Math.floor(whole * unitMs);
  return /^\d{1,17}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text) * unitMs) : undefined;
}

/** So many digits, put together one by one, are a number without rounding. */
const MAX_EXACT_DIGITS = 15;

function readCompact(text: string, toInstant: (local: LocalMs) => EpochMs): EpochMs | undefined {
  const local = localFromCivil({
    year: digitsAt(text, 0, 4),
    month: digitsAt(text, 4, 2),
    day: digitsAt(text, 6, 2),
    hour: digitsAt(text, 8, 2),
    minute: digitsAt(text, 10, 2),
    second: digitsAt(text, 12, 2),
  });
  return local === undefined ? undefined : toInstant(local);
}

// Java's DateFormat in English. `\s` includes the narrow no-break space that newer Java versions put before AM and PM.
const ENGLISH = /^([A-Za-z]{3,9})\.?\s(\d{1,2}),\s(\d{4}),?\s(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s?([AP])M)?$/i;

function readEnglish(text: string, toInstant: (local: LocalMs) => EpochMs): EpochMs | undefined {
  const match = ENGLISH.exec(text);
  if (!match) return undefined;
  const [, month = '', day, year, hour, minute, second = 0, half] = match;
  const time: CivilTime = {
    year: Number(year),
    month: monthFromName(month) ?? Number.NaN,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  };
  const local = localFromCivil(time, half?.toUpperCase());
  return local === undefined ? undefined : toInstant(local);
}

const QUARTER_MS = 15 * MINUTE_MS;
const MAX_QUARTERS_KEPT = 4096;

/**
 * `zone.toInstant`, remembered by quarter of an hour: offset changes fall on those, so within one the offset is constant
 * (where it is not, in zones of long ago, nothing is remembered). Around a change the zone itself would have to look at
 * two windows for every value.
 */
function instantReader(zone: Zone): (local: LocalMs) => EpochMs {
  const offsets = new Map<number, number>();
  // Nearly always the next time lies in the same quarter as the last.
  let lastQuarter = Number.NaN;
  let lastOffset = 0;
  return local => {
    const quarter = Math.floor(local / QUARTER_MS);
    if (quarter === lastQuarter) return local - lastOffset;
    const known = offsets.get(quarter);
    if (known !== undefined) {
      [lastQuarter, lastOffset] = [quarter, known];
      return local - known;
    }
    const first = quarter * QUARTER_MS;
    const offset = first - zone.toInstant(first);
    if (first + QUARTER_MS - 1 - zone.toInstant(first + QUARTER_MS - 1) !== offset)
      return zone.toInstant(local);
    if (offsets.size >= MAX_QUARTERS_KEPT) offsets.clear();
    offsets.set(quarter, offset);
    return local - offset;
  };
}
