/**
 * A quick way through time formats whose parts have a fixed width, such as `MM/dd/yyyy HH:mm:ss` and asctime(3)'s
 * `EEE MMM d HH:mm:ss yyyy`: most outputs have two or three times a row, and expressions take longer than all else together.
 */
import type {LocalMs} from '../domain/zone.ts';
import {digitsAt, localFromCivil, monthNameAt} from './civil-time.ts';

/** Undefined for what is no real time, and for text in another form than the usual one: spaces more or less. */
type ReadFixedTime = (text: string, year: number) => LocalMs | undefined;

const WIDTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({yyyy: 4, MMM: 3, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2, EEE: 3}),
);

/** A token of a format with the letter that it repeats; without a letter, what stands for itself. */
type Token = {token: string; letter: string | undefined};

/** Undefined for formats with parts of another kind. */
export function compileFixedPattern(tokens: Iterable<Token>): ReadFixedTime | undefined {
  const columns = new Map<string, number>();
  const literals: {at: number; code: number}[] = [];
  let width = 0;
  for (const {token, letter} of tokens) {
    if (letter === undefined) {
      for (const [offset, char] of [...token].entries())
        literals.push({at: width + offset, code: char.charCodeAt(0)});
      width += token.length;
      continue;
    }
    // A day of one digit after a space has another space before it, and so the width of two.
    const isPaddedDay = token === 'd' && literals.at(-1)?.code === SPACE && literals.at(-1)?.at === width - 1;
    const partWidth = isPaddedDay ? 2 : WIDTHS.get(token);
    if (partWidth === undefined) return undefined;
    columns.set(token === 'd' ? 'dd' : token, width);
    width += partWidth;
  }
  return fixedReader(columns, literals, width);
}

const SPACE = 32;

function fixedReader(
  columns: ReadonlyMap<string, number>,
  literals: readonly {at: number; code: number}[],
  width: number,
): ReadFixedTime {
  const [yearAt, nameAt, monthAt, dayAt] = ['yyyy', 'MMM', 'MM', 'dd'].map(token => columns.get(token));
  const [hourAt, minuteAt, secondAt, weekdayAt] = ['HH', 'mm', 'ss', 'EEE'].map(token => columns.get(token));
  const number = (text: string, at: number | undefined, length: number, otherwise: number): number =>
    at === undefined ? otherwise : digitsAt(text, at, length);

  return (text, year) => {
    if (text.length !== width) return undefined;
    for (const {at, code} of literals) if (text.charCodeAt(at) !== code) return undefined;
    if (weekdayAt !== undefined && !isWord(text, weekdayAt)) return undefined;
    const isPadded = dayAt !== undefined && text.charCodeAt(dayAt) === SPACE;
    return localFromCivil({
      year: number(text, yearAt, 4, year),
      month: nameAt === undefined ? number(text, monthAt, 2, 1) : monthNameAt(text, nameAt),
      day: isPadded ? digitsAt(text, dayAt + 1, 1) : number(text, dayAt, 2, 1),
      hour: number(text, hourAt, 2, 0),
      minute: number(text, minuteAt, 2, 0),
      second: number(text, secondAt, 2, 0),
    });
  };
}

function isWord(text: string, at: number): boolean {
  return (
    isLetter(text.charCodeAt(at)) && isLetter(text.charCodeAt(at + 1)) && isLetter(text.charCodeAt(at + 2))
  );
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
