/**
 * One job's year as a calendar: weeks are columns and weekdays rows, which takes eight lines on any screen and shows what
 * comes back every week; the months stand on top.
 */
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {DayCell} from '../../report/pages/pages.ts';
import {labelMonths, showPage, WEEKDAYS, weekdayIndex} from './day-axis.ts';
import {paintHeatCells} from './heat-cells.ts';
import {placeLabels} from './label-line.ts';
import type {Brush} from './theme.ts';

export type MonthGrid = {
  /** A cell a day without gaps, oldest first. */
  days: readonly DayCell[];
  today: Day | null;
  cursor: Day | null;
};

export type PaintedMonthGrid = {
  /** Months, then Monday to Sunday. */
  lines: string[];
  firstDay: Day | null;
  lastDay: Day | null;
};

const LABEL_WIDTH = 4;
const WIDEST_CELL = 3;
/** Letters that touch each other cannot be read; with fewer weeks than these the view back is worth more. */
const FEWEST_WEEKS = 13;

/** Every line is `width` cells. Weeks that do not fit are left out: those about the cursor are shown, or the newest. */
export function paintMonthGrid(
  grid: MonthGrid,
  {width, ...brush}: Brush & {width: number},
): PaintedMonthGrid {
  const layout = layOutWeeks(grid, width - LABEL_WIDTH);
  if (!layout)
    return {lines: Array<string>(8).fill(' '.repeat(Math.max(0, width))), firstDay: null, lastDay: null};
  const {mondays, cellWidth, indexOf} = layout;
  const months = labelMonths(mondays, week => LABEL_WIDTH + (week + 1) * cellWidth - 1);
  return {
    lines: [
      brush.theme.paint('title', placeLabels(months, width)),
      ...WEEKDAYS.map((_, weekday) => paintWeekday(grid, layout, weekday, width, brush)),
    ],
    firstDay: grid.days[Math.max(0, indexOf(0, 0))]?.day ?? null,
    lastDay: grid.days[Math.min(grid.days.length, indexOf(mondays.length, 0)) - 1]?.day ?? null,
  };
}

type Weeks = {
  /** The first day of each shown week. */
  mondays: readonly Day[];
  cellWidth: number;
  /** Index of a day in the grid's days; beyond them for what is not known. */
  indexOf: (week: number, weekday: number) => number;
  /** Where the cursor is, if it is on a day. */
  cursor: {week: number; weekday: number} | null;
};

function layOutWeeks({days, cursor}: MonthGrid, width: number): Weeks | undefined {
  const [first] = days;
  if (!first) return undefined;
  // The first day's week began before it, perhaps.
  const offset = weekdayIndex(first.day);
  const count = Math.ceil((days.length + offset) / 7);
  // The last column is kept free: there a bracket can stand.
  const room = Math.max(1, width - 1);
  const cellWidth = chooseCellWidth(room, count);
  const place = days.findIndex(({day}) => day === cursor);
  const week = place === -1 ? count - 1 : Math.floor((place + offset) / 7);
  const {start, end} = showPage(count, Math.floor(room / cellWidth), week);
  return {
    mondays: Array.from({length: end - start}, (_, i) => addDays(first.day, (start + i) * 7 - offset)),
    cellWidth,
    indexOf: (shownWeek, weekday) => (start + shownWeek) * 7 + weekday - offset,
    cursor: place === -1 ? null : {week: week - start, weekday: (place + offset) % 7},
  };
}

/** As wide as all weeks fit in; two columns rather than all weeks when that leaves enough of them. */
function chooseCellWidth(room: number, weeks: number): number {
  const all = Math.min(WIDEST_CELL, Math.floor(room / weeks));
  if (all >= 2) return all;
  return room >= 2 * Math.min(weeks, FEWEST_WEEKS) ? 2 : 1;
}

function paintWeekday(
  {days, today}: MonthGrid,
  {mondays, cellWidth, indexOf, cursor}: Weeks,
  weekday: number,
  width: number,
  brush: Brush,
): string {
  const isWeekend = weekday >= 5;
  const hasCursor = cursor?.weekday === weekday;
  const isToday = today !== null && weekdayIndex(today) === weekday;
  const tone = hasCursor || isToday ? 'accent' : isWeekend ? 'muted' : 'plain';
  const cells = paintHeatCells({
    ...brush,
    marks: mondays.map((_, week) => days[indexOf(week, weekday)]?.mark),
    totals: null,
    isDimmed: () => isWeekend,
    cellWidth,
    cursor: hasCursor ? cursor.week : -1,
    width: width - LABEL_WIDTH,
  });
  return brush.theme.paint(tone, WEEKDAYS[weekday] ?? '') + (hasCursor ? '>' : ' ') + cells;
}
