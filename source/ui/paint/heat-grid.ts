/** Names by days: what became of each on each day, in a lettered cell. For environments and for jobs. */
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Span} from './day-axis.ts';
import {isWeekend, labelMonths, showPage, WEEKDAYS, weekdayIndex} from './day-axis.ts';
import {fit} from './fit.ts';
import {paintHeatCells} from './heat-cells.ts';
import {placeLabels} from './label-line.ts';
import {paintCells} from './paint-cells.ts';
import type {Brush, Tone} from './theme.ts';

export type HeatRow = {
  name: string;
  /** One mark a day, oldest first; null where they are not read yet. */
  marks: string | null;
  /** A number a day; null where nothing is known. */
  totals?: readonly (number | null)[] | null;
};

export type HeatGrid = {
  /** The first day of every row, and how many there are. */
  from: Day;
  days: number;
  rows: readonly HeatRow[];
  today: Day | null;
  /** The cell under the cursor: `row` is an index of `rows`. */
  cursor: {row: number; day: Day} | null;
  /** Letters, or how many in five steps (a missing or failed day keeps its letter). */
  show: 'marks' | 'totals';
};

/** `nameWidth` is for the names, the mark of the row under the cursor before them and the space after them. */
export type HeatGridOptions = Brush & {width: number; nameWidth: number};

export type PaintedHeatGrid = {
  /** Months, days of the month, weekdays. */
  header: string[];
  /** A line for each row that was given. */
  rows: string[];
  /** What is shown of the days. */
  firstDay: Day;
  lastDay: Day;
};

/** Cells a day has when there are few of them. */
const WIDEST_CELL = 4;

/** Days that do not fit are left out: the page with the cursor is shown, without a cursor the newest. Lines are `width` wide. */
export function paintHeatGrid(grid: HeatGrid, options: HeatGridOptions): PaintedHeatGrid {
  const {width, nameWidth} = options;
  const all = Array.from({length: grid.days}, (_, i) => addDays(grid.from, i));
  // The last column is kept free: there a bracket can stand.
  const room = Math.max(1, width - nameWidth - 1);
  const cellWidth = Math.min(WIDEST_CELL, Math.max(1, Math.floor(room / Math.max(1, grid.days))));
  const cursorIndex = grid.cursor ? all.indexOf(grid.cursor.day) : -1;
  const span = showPage(
    all.length,
    Math.floor(room / cellWidth),
    Math.max(0, cursorIndex === -1 ? all.length - 1 : cursorIndex),
  );
  const days = all.slice(span.start, span.end);
  const layout: Layout = {days, span, cellWidth, cursor: cursorIndex === -1 ? -1 : cursorIndex - span.start};
  return {
    header: paintHeader(layout, grid.today, options),
    rows: grid.rows.map((row, i) =>
      paintHeatRow(row, {...layout, cursor: grid.cursor?.row === i ? layout.cursor : -1}, grid.show, options),
    ),
    firstDay: days[0] ?? grid.from,
    lastDay: days.at(-1) ?? grid.from,
  };
}

/** `cursor` is an index of `days`, or -1. */
type Layout = {days: readonly Day[]; span: Span; cellWidth: number; cursor: number};

function paintHeatRow(
  {name, marks, totals}: HeatRow,
  {days, span, cellWidth, cursor}: Layout,
  show: HeatGrid['show'],
  {width, nameWidth, theme, isAscii}: HeatGridOptions,
): string {
  // A mark of its own for the row under the cursor: colour is never the only sign.
  const isCurrent = cursor !== -1;
  const label = `${isCurrent ? '>' : ' '}${fit(name, nameWidth - 2, 'left', isAscii)} `;
  const cells = paintHeatCells({
    marks: days.map((_, i) => marks?.[span.start + i]),
    totals: show === 'totals' ? days.map((_, i) => totals?.[span.start + i] ?? null) : null,
    isDimmed: i => isWeekend(days[i] ?? ''),
    cellWidth,
    cursor,
    width: width - nameWidth,
    theme,
    isAscii,
  });
  return (isCurrent ? theme.paint('strong', label) : label) + cells;
}

function paintHeader(
  {days, cellWidth, cursor}: Layout,
  today: Day | null,
  options: HeatGridOptions,
): string[] {
  const {width, nameWidth, theme, isAscii} = options;
  const columnOf = (index: number): number => (index + 1) * cellWidth - 1;
  const margin = ' '.repeat(Math.min(width, nameWidth));
  const room = Math.max(0, width - nameWidth);
  const numbers = days.flatMap((day, i) => {
    const number = String(Number(day.slice(8)));
    if (cellWidth >= 3) return [{at: columnOf(i) - number.length + 1, forms: [number]}];
    return weekdayIndex(day) === 0 ? [{at: columnOf(i), forms: [number]}] : [];
  });
  const letters = Array<string>(room).fill(' ');
  const tones = Array<Tone>(room).fill('muted');
  for (const [i, day] of days.entries()) {
    const isCursor = i === cursor;
    letters[columnOf(i)] = isCursor ? (isAscii ? 'v' : '▾') : (WEEKDAYS[weekdayIndex(day)] ?? '').slice(0, 1);
    tones[columnOf(i)] = isCursor || day === today ? 'accent' : isWeekend(day) ? 'muted' : 'plain';
  }
  return [
    margin + theme.paint('title', placeLabels(labelMonths(days, columnOf), room)),
    margin + theme.paint('muted', placeLabels(numbers, room)),
    margin + paintCells(letters, tones, theme),
  ];
}
