import {isSimple} from '../../source/ui/paint/clean.ts';
import type {Pen} from './pen.ts';
import {applyStyle, changePen} from './pen.ts';
import {rememberTexts} from './remember-texts.ts';

/** `ink/build/line-update.js`: what to write, from anywhere on a row, to make one line of another. */
export type LineUpdate = (previous: string, next: string, columns: number | undefined) => string;

/** A line of characters that take one cell each. */
type Cells = {text: string; pens: readonly Pen[]};

const PLAIN: Pen = '';
/** Cells that are written though they are there already: to go past them takes as many bytes. */
const SHORT_GAP = 4;
const ERASE_END = '\u001B[K';

/**
 * A line update that writes the cells that differ, wherever they are. The original writes all of a line from the first
 * difference on: the rows of a list that scrolls differ from their neighbours in many places, and in few cells. Lines with
 * other than simple characters and styles are left to it, because terminals do not agree on where their cells are.
 */
export function updateCells(original: LineUpdate): LineUpdate {
  const parse = rememberTexts((line): {cells: Cells | undefined} => ({cells: parseCells(line)}));
  return (previous, next, columns) => {
    const before = parse(previous).cells;
    const after = parse(next).cells;
    // Not every stream is a terminal.
    const room = columns || 0;
    if (!before || !after || before.text.length > room || after.text.length > room)
      return original(previous, next, columns);
    const update = writeChanges(before, after);
    const whole = `\r${next}${after.text.length < before.text.length ? ERASE_END : ''}`;
    return update.length < whole.length ? update : whole;
  };
}

function parseCells(line: string): Cells | undefined {
  // The parameters of styles are at the odd places.
  const parts = line.split(/\u001B\[([\d;]*)m/);
  const pens: Pen[] = [];
  let text = '';
  let pen = PLAIN;
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 1) {
      const next = applyStyle(pen, part);
      if (next === undefined) return undefined;
      pen = next;
    } else {
      text += part;
      for (let cell = 0; cell < part.length; cell++) pens.push(pen);
    }
  }
  // What is written next begins plain.
  return pen === PLAIN && isSimple(text) ? {text, pens} : undefined;
}

function writeChanges(before: Cells, after: Cells): string {
  const length = after.text.length;
  let [written, pen] = ['', PLAIN];
  for (let from = findChange(before, after, 0); from < length; ) {
    const to = findEnd(before, after, from);
    written += from === 0 ? '\r' : `\u001B[${from + 1}G`;
    for (let cell = from; cell < to; ) {
      const own = after.pens[cell] ?? PLAIN;
      let end = cell + 1;
      while (end < to && after.pens[end] === own) end++;
      written += changePen(pen, own) + after.text.slice(cell, end);
      [cell, pen] = [end, own];
    }
    from = findChange(before, after, to);
  }
  written += changePen(pen, PLAIN);
  return before.text.length > length ? `${written}\u001B[${length + 1}G${ERASE_END}` : written;
}

/** Where a stretch of changes ends: gaps in it are short. */
function findEnd(before: Cells, after: Cells, from: number): number {
  let end = from + 1;
  for (let cell = end; cell < after.text.length && cell - end <= SHORT_GAP; cell++) {
    if (isChanged(before, after, cell)) end = cell + 1;
  }
  return end;
}

function findChange(before: Cells, after: Cells, from: number): number {
  let cell = from;
  while (cell < after.text.length && !isChanged(before, after, cell)) cell++;
  return cell;
}

/** Behind the end of a line there are plain blanks. */
function isChanged(before: Cells, after: Cells, cell: number): boolean {
  return (
    (before.pens[cell] ?? PLAIN) !== (after.pens[cell] ?? PLAIN) ||
    codeAt(before, cell) !== codeAt(after, cell)
  );
}

const BLANK = 32;

function codeAt({text}: Cells, cell: number): number {
  return cell < text.length ? text.charCodeAt(cell) : BLANK;
}
