/**
 * Explicit date and time formats, in the letters that Java and .NET share:
 * `yyyy` `yy` (2000 to 2099) · `MMM` (English name) `MM` `M` · `dd` `d` · `HH` `H` · `hh` `h` with `a` (AM/PM) · `mm` · `ss` ·
 * `SSS` (a fraction of any length) · `EEE` (day of the week, ignored) · `X` (`Z`, `+01`, `+0100`, `+01:00`).
 * `T` stands for itself, other letters only in single quotes. A space matches one or more.
 */

import type {Day} from '../domain/time.ts';
import {MINUTE_MS} from '../domain/time.ts';
import {localDay} from '../domain/zone.ts';
import {localFromCivil, monthFromName} from './civil-time.ts';
import {compileFixedPattern} from './fixed-time-pattern.ts';

/** What was written: local wall-clock time, and the offset if the text says it. */
type MatchedTime = {local: number; offsetMs?: number};

type TimePattern = {
  hasDate: boolean;
  hasYear: boolean;
  hasTime: boolean;
  /** Undefined when the text does not match, or says a date or time that does not exist. `year` is used where the pattern has none. */
  match(text: string, year: number): MatchedTime | undefined;
};

type Field =
  | 'year'
  | 'shortYear'
  | 'monthName'
  | 'month'
  | 'day'
  | 'hour'
  | 'halfHour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'offset';

const LETTERS: Record<string, {source: string; field?: Field}> = {
  yyyy: {source: '(\\d{4})', field: 'year'},
  yy: {source: '(\\d{2})', field: 'shortYear'},
  MMM: {source: '([A-Za-z]{3,9})\\.?', field: 'monthName'},
  MM: {source: '(\\d{2})', field: 'month'},
  M: {source: '(\\d{1,2})', field: 'month'},
  dd: {source: '(\\d{2})', field: 'day'},
  d: {source: '(\\d{1,2})', field: 'day'},
  HH: {source: '(\\d{2})', field: 'hour'},
  H: {source: '(\\d{1,2})', field: 'hour'},
  hh: {source: '(\\d{2})', field: 'halfHour'},
  h: {source: '(\\d{1,2})', field: 'halfHour'},
  mm: {source: '(\\d{2})', field: 'minute'},
  ss: {source: '(\\d{2})', field: 'second'},
  SSS: {source: '(\\d{1,9})', field: 'fraction'},
  a: {source: '([AaPp])[Mm]', field: 'half'},
  EEE: {source: '[A-Za-z]{2,9}\\.?'},
  X: {source: '([Zz]|[+-]\\d{2}(?::?\\d{2})?)', field: 'offset'},
  T: {source: 'T'},
};

const TOKEN = /'([^']*)'|([A-Za-z])\2*|\s+|[^A-Za-z\s]/g;

/** What a format is made of. Without a letter: what stands for itself, free of its quotes. */
function tokensOf(pattern: string): {token: string; letter: string | undefined}[] {
  return Array.from(pattern.matchAll(TOKEN), ([token, quoted, letter]) => ({token: quoted ?? token, letter}));
}

/** Throws a RangeError that names the part of the format it does not know. */
export function compileTimePattern(pattern: string): TimePattern {
  const fields: Field[] = [];
  let source = '';
  for (const {token, letter} of tokensOf(pattern)) {
    if (letter === undefined) {
      source += /^\s+$/.test(token) ? '\\s+' : RegExp.escape(token);
      continue;
    }
    const known = LETTERS[token];
    if (!known)
      throw new RangeError(
        `"${token}" in the format "${pattern}" is not known; use ${Object.keys(LETTERS).join(' ')}`,
      );
    source += known.source;
    if (known.field) fields.push(known.field);
  }
  requireUsable(pattern, fields);
  const expression = new RegExp(`^\\s*${source}\\s*$`);
  const readFixed = compileFixedPattern(tokensOf(pattern));
  return {
    hasDate: fields.includes('day'),
    hasYear: fields.includes('year') || fields.includes('shortYear'),
    hasTime: fields.includes('hour') || fields.includes('halfHour'),
    match(text, year) {
      const local = readFixed?.(text, year);
      if (local !== undefined) return {local};
      const match = expression.exec(text);
      return match
        ? readFields(new Map(fields.map((field, index) => [field, match[index + 1] ?? ''])), year)
        : undefined;
    },
  };
}

function requireUsable(pattern: string, fields: readonly Field[]): void {
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice) throw new RangeError(`the format "${pattern}" has the ${twice} twice`);
  const hasMonth = fields.includes('month') || fields.includes('monthName');
  if (hasMonth !== fields.includes('day'))
    throw new RangeError(`the format "${pattern}" needs both a month and a day, or neither`);
  if (fields.includes('halfHour') !== fields.includes('half')) {
    throw new RangeError(`the format "${pattern}" needs both hh and a (AM/PM), or HH`);
  }
  if (fields.length === 0) throw new RangeError(`the format "${pattern}" has no date and no time in it`);
}

function readFields(values: ReadonlyMap<Field, string>, defaultYear: number): MatchedTime | undefined {
  const number = (field: Field, otherwise: number): number => Number(values.get(field) ?? otherwise);
  const name = values.get('monthName');
  const shortYear = values.get('shortYear');
  const civil = {
    year: shortYear === undefined ? number('year', defaultYear) : 2000 + Number(shortYear),
    month: name === undefined ? number('month', 1) : (monthFromName(name) ?? Number.NaN),
    day: number('day', 1),
    hour: number(values.has('halfHour') ? 'halfHour' : 'hour', 0),
    minute: number('minute', 0),
    second: number('second', 0),
  };
  const local = localFromCivil(civil, values.get('half')?.toUpperCase());
  if (local === undefined) return undefined;
  const exact = local + Math.floor(Number(`0.${values.get('fraction') ?? 0}`) * 1000);
  const offset = values.get('offset');
  return offset === undefined ? {local: exact} : {local: exact, offsetMs: readOffset(offset)};
}

function readOffset(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', ''));
  return (text.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/** Reads a calendar date: `YYYY-MM-DD` or `YYYYMMDD`, or in a format. Throws a RangeError for a format that is not one. */
export function dayReader(format?: string): (text: string) => Day | undefined {
  if (format === undefined) return readPlainDay;
  const pattern = compileTimePattern(format);
  if (!pattern.hasDate || !pattern.hasYear)
    throw new RangeError(`the day format "${format}" needs a year, a month and a day`);
  return text => {
    const time = pattern.match(text, 1970);
    return time && localDay(time.local);
  };
}

function readPlainDay(text: string): Day | undefined {
  const match = /^\s*(\d{4})-?(\d\d)-?(\d\d)\s*$/.exec(text);
  if (!match) return undefined;
  const local = localFromCivil({
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: 0,
    minute: 0,
    second: 0,
  });
  return local === undefined ? undefined : localDay(local);
}
