/**
 * Text in cells of a terminal. Everything here is safe on any text: what comes out has been through `clean`. Painted text
 * loses its colours here, so fit first and paint then. In ASCII mode whatever is not ASCII becomes `?`, and a cut `~`.
 */
import {createBoundedCache} from '../../domain/bounded-cache.ts';
import {toAscii} from '../../output/ascii.ts';
import type {LaidOut} from './cells.ts';
import {layOut, measureShown, splitCharacters, takeCells, takeLastCells} from './cells.ts';
import {isSimple} from './clean.ts';

export type Align = 'left' | 'right';

/** Cells that a text takes once it is clean. */
export function measure(text: string): number {
  return layOut(text, false).cells;
}

/** Exactly `width` cells: padded, or cut with an ellipsis. A character is never split; one that is too wide leaves a space. */
export function fit(text: string, width: number, align: Align = 'left', isAscii = false): string {
  const {shown, cells} = shorten(text, width, isAscii, cutEnd);
  if (cells >= width) return shown;
  return align === 'left' ? shown + ' '.repeat(width - cells) : ' '.repeat(width - cells) + shown;
}

/** At most `width` cells: as it is, or cut with an ellipsis. */
export function clip(text: string, width: number, isAscii = false): string {
  return shorten(text, width, isAscii, cutEnd).shown;
}

/** At most `width` cells. Leaves out the middle, for names that their ends tell apart: `PAYROLL_GL…ACT_0001`. */
export function cutMiddle(text: string, width: number, isAscii = false): string {
  return shorten(text, width, isAscii, cutWithin).shown;
}

/**
 * Lines of at most `width` cells, broken between words, within a word that is longer than a line, and where the text has
 * line ends.
 */
export function wrap(text: string, width: number, isAscii = false): string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines = [''];
    const {shown} = layOut(paragraph, isAscii, paragraph.length);
    for (const word of shown.split(' ').flatMap(part => breakWord(part, width))) {
      const line = lines.at(-1) ?? '';
      const longer = line === '' ? word : `${line} ${word}`;
      if (layOut(longer, isAscii).cells <= width || line === '') lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** Pieces that each fit, at least one. */
function breakWord(word: string, width: number): string[] {
  if (word.length <= width && isSimple(word)) return [word];
  const pieces = [''];
  let used = 0;
  for (const character of splitCharacters(word)) {
    const cells = measureShown(character);
    if (used + cells > width && used > 0) {
      pieces.push('');
      used = 0;
    }
    // A wide character in a column of one cell cannot be shown.
    pieces[pieces.length - 1] += cells > width ? '?' : character;
    used += cells;
  }
  return pieces;
}

/** Makes a text shorter: it gets the cells that are left beside the ellipsis. */
type Cut = {name: string; apply: (text: string, room: number) => string};

const cutEnd: Cut = {name: 'end', apply: (text, room) => `${takeCells(text, room)}…`};
const cutWithin: Cut = {
  name: 'within',
  apply: (text, room) => {
    const tail = room >>> 1;
    return `${takeCells(text, room - tail)}…${takeLastCells(text, tail)}`;
  },
};

/** Code units that a character is worth at most: a letter and its marks. */
const LONGEST_CHARACTER = 4;
/** Names come again at every frame; what is longer is shown once or twice and would fill the memory. */
const LONGEST_KEPT = 256;
const kept = createBoundedCache<LaidOut>(200_000, ({shown}) => shown.length + LONGEST_KEPT);
const NOTHING: LaidOut = {shown: '', cells: 0, isSimple: true};

function shorten(text: string, width: number, isAscii: boolean, cut: Cut): LaidOut {
  if (width < 1) return NOTHING;
  const whole = layOut(text, isAscii, width * LONGEST_CHARACTER);
  if (whole.cells <= width) return whole;
  const {shown, isSimple} = whole;
  if (isSimple) return {shown: finish(cut.apply(shown, width - 1), isAscii), cells: width, isSimple};
  const make = (): LaidOut => layOut(cut.apply(shown, width - 1), isAscii, shown.length);
  return shown.length > LONGEST_KEPT ? make() : kept.get(`${cut.name} ${width} ${shown}`, make);
}

function finish(cut: string, isAscii: boolean): string {
  return isAscii ? toAscii(cut) : cut;
}
