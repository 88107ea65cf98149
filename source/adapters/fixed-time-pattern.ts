/**
 * A quick way through time formats, such as `MM/dd/yyyy HH:mm:ss`, `M/d/yyyy h:mm:ss a` and asctime(3)'s
 * `EEE MMM d HH:mm:ss yyyy`: part by part, without going back. Most outputs have two or three times a row, and expressions take
 * longer than all else together.
 */
import type {LocalMs} from '../domain/zone.ts';
import {digitsAt, localFromCivil, monthNameAt} from './civil-time.ts';

/** Undefined for what is no real time, and for text in another form than the usual one: spaces more or less. */
type ReadFixedTime = (text: string, year: number) => LocalMs | undefined;

/** A token of a format with the letter that it repeats; without a letter, what stands for itself. */
type Token = {token: string; letter: string | undefined};

/** A number of `min` to `max` digits, and where it goes. Or a code that stands for itself, a name, AM or PM. */
type Part =
  | {kind: 'number'; place: number; min: number; max: number; isPadded: boolean}
  | {kind: 'literal'; code: number}
  | {kind: 'month' | 'weekday' | 'half'};

/** Places of a time's numbers. */
const [YEAR, SHORT_YEAR, MONTH, DAY, HOUR, MINUTE, SECOND] = [0, 1, 2, 3, 4, 5, 6];

const NUMBERS: ReadonlyMap<string, {place: number; min: number; max: number}> = new Map([
  ['yyyy', {place: YEAR, min: 4, max: 4}],
  ['yy', {place: SHORT_YEAR, min: 2, max: 2}],
  ['MM', {place: MONTH, min: 2, max: 2}],
  ['M', {place: MONTH, min: 1, max: 2}],
  ['dd', {place: DAY, min: 2, max: 2}],
  ['d', {place: DAY, min: 1, max: 2}],
  ['HH', {place: HOUR, min: 2, max: 2}],
  ['H', {place: HOUR, min: 1, max: 2}],
  ['hh', {place: HOUR, min: 2, max: 2}],
  ['h', {place: HOUR, min: 1, max: 2}],
  ['mm', {place: MINUTE, min: 2, max: 2}],
  ['ss', {place: SECOND, min: 2, max: 2}],
]);

const WORDS: ReadonlyMap<string, 'month' | 'weekday' | 'half'> = new Map([
  ['MMM', 'month'],
  ['EEE', 'weekday'],
  ['a', 'half'],
]);

/** Undefined for formats with parts of another kind. */
export function compileFixedPattern(tokens: Iterable<Token>): ReadFixedTime | undefined {
  const parts: Part[] = [];
  for (const {token, letter} of tokens) {
    const number = NUMBERS.get(token);
    const word = WORDS.get(token);
    if (letter === undefined) {
      for (const char of token) parts.push({kind: 'literal', code: char.charCodeAt(0)});
    } else if (number) {
      // A day of one digit after a space may have another space before it.
      const before = parts.at(-1);
      const isPadded = token === 'd' && before?.kind === 'literal' && before.code === SPACE;
      parts.push({kind: 'number', ...number, isPadded});
    } else if (word) parts.push({kind: word});
    else return undefined;
  }
  return partsReader(parts);
}

const SPACE = 32;

function partsReader(parts: readonly Part[]): ReadFixedTime {
  const numbers = [0, 0, 0, 0, 0, 0, 0];
  let half: string | undefined;

  /** Where the part ends; NaN when it is not there. */
  const readPart = (part: Part, text: string, at: number): number => {
    switch (part.kind) {
      case 'literal':
        return text.charCodeAt(at) === part.code ? at + 1 : Number.NaN;
      case 'number':
        return readNumber(part, text, part.isPadded && text.charCodeAt(at) === SPACE ? at + 1 : at);
      case 'month':
        numbers[MONTH] = monthNameAt(text, at);
        return at + 3;
      case 'weekday':
        return isWord(text, at) ? at + 3 : Number.NaN;
      case 'half':
        half = HALVES.get(text.charCodeAt(at));
        return half !== undefined && isM(text.charCodeAt(at + 1)) ? at + 2 : Number.NaN;
    }
  };
  const readNumber = ({place, min, max}: Part & {kind: 'number'}, text: string, at: number): number => {
    const length = max > min && digitsAt(text, at, max) >= 0 ? max : min;
    const number = digitsAt(text, at, length);
    numbers[place] = number;
    return number >= 0 ? at + length : Number.NaN;
  };

  return (text, year) => {
    numbers[YEAR] = year;
    numbers[SHORT_YEAR] = Number.NaN;
    numbers[MONTH] = 1;
    numbers[DAY] = 1;
    numbers[HOUR] = 0;
    numbers[MINUTE] = 0;
    numbers[SECOND] = 0;
    half = undefined;
    let at = 0;
    for (const part of parts) at = readPart(part, text, at);
    return at === text.length ? localOf(numbers, half) : undefined;
  };
}

function localOf(numbers: readonly number[], half: string | undefined): LocalMs | undefined {
  const [year = 0, shortYear = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  return localFromCivil(
    {year: shortYear >= 0 ? 2000 + shortYear : year, month, day, hour, minute, second},
    half,
  );
}

/** By the code of the letter before the M. */
const HALVES: ReadonlyMap<number, string> = new Map([
  [65, 'A'],
  [97, 'A'],
  [80, 'P'],
  [112, 'P'],
]);

function isM(code: number): boolean {
  return code === 77 || code === 109;
}

function isWord(text: string, at: number): boolean {
  return (
    isLetter(text.charCodeAt(at)) && isLetter(text.charCodeAt(at + 1)) && isLetter(text.charCodeAt(at + 2))
  );
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
