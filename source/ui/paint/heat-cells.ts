import {dayLook, lookGlyph} from './glyphs.ts';
import {paintCells} from './paint-cells.ts';
import type {Brush, Tone} from './theme.ts';

export type HeatCells = Brush & {
  marks: readonly (string | undefined)[];
  /** Numbers to show instead of the letters; null = the letters. */
  totals: readonly (number | null)[] | null;
  /** Whether what is good on this day is of less interest (a weekend). */
  isDimmed: (index: number) => boolean;
  /** Columns a day; its sign stands in the last of them. */
  cellWidth: number;
  /** Index of the cell under the cursor, or -1: in brackets where there is room. */
  cursor: number;
  /** Columns of the whole line. */
  width: number;
};

/** How many, in proportion to the most of the row. */
const LEVELS = [...'∙░▒▓█'];
const ASCII_LEVELS = [...'.:+*#'];

/** One line of day cells, exactly `width` columns. */
export function paintHeatCells(line: HeatCells): string {
  const {marks, totals, isDimmed, cellWidth, cursor, width, theme, isAscii} = line;
  const cells = Array<string>(Math.max(0, width)).fill(' ');
  const tones = Array<Tone>(cells.length).fill('plain');
  const most = totals?.reduce<number>((so, total) => Math.max(so, total ?? 0), 1) ?? 1;
  for (const [i, mark] of marks.entries()) {
    const at = (i + 1) * cellWidth - 1;
    if (at >= cells.length) break;
    const look = dayLook(mark);
    const total = totals?.[i];
    const isLevel = totals !== null && look.tone !== 'bad';
    cells[at] = isLevel ? levelOf(total ?? null, most, isAscii) : lookGlyph(look, isAscii);
    const tone = isLevel && look.tone !== 'warn' ? 'info' : look.tone;
    tones[at] = isDimmed(i) && tone !== 'bad' && tone !== 'warn' ? 'muted' : tone;
    if (i === cursor) tones[at] = 'selected';
  }
  const at = (cursor + 1) * cellWidth - 1;
  if (cursor !== -1 && cellWidth > 1 && at + 1 < cells.length) [cells[at - 1], cells[at + 1]] = ['[', ']'];
  return paintCells(cells, tones, theme);
}

function levelOf(total: number | null, most: number, isAscii: boolean): string {
  if (total === null) return ' ';
  const levels = isAscii ? ASCII_LEVELS : LEVELS;
  // Any run at all is more than none.
  const level = total <= 0 ? 0 : Math.max(1, Math.ceil((total / most) * (levels.length - 1)));
  return levels[level] ?? ' ';
}
