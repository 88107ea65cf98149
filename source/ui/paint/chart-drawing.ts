/** What a chart shows, cell by cell: the band, the line, the points that stand out. */
import {plot} from 'asciichart';
import {ASCII_SYMBOLS} from '../../output/chart.ts';
import type {ChartPoint} from './chart-columns.ts';
import {isOutside} from './chart-columns.ts';
import type {Scale} from './chart-scale.ts';
import {lookGlyph, statusLook} from './glyphs.ts';
import type {Tone} from './theme.ts';

/** Cells and their tones by row from the top, then by column. */
export type Drawing = {cells: string[][]; tones: Tone[][]};

/** Empty. */
export function openDrawing(width: number, rows: number): Drawing {
  return {
    cells: Array.from({length: rows}, () => Array<string>(width).fill(' ')),
    tones: Array.from({length: rows}, () => Array<Tone>(width).fill('plain')),
  };
}

/** `row` counts from the bottom. */
function put({cells, tones}: Drawing, column: number, row: number, cell: string, tone: Tone): void {
  const index = cells.length - 1 - row;
  const [rowOfCells, rowOfTones] = [cells[index], tones[index]];
  if (!rowOfCells || !rowOfTones || column >= rowOfCells.length) return;
  rowOfCells[column] = cell;
  rowOfTones[column] = tone;
}

type Painter = (
  drawing: Drawing,
  points: readonly ChartPoint[],
  columns: readonly number[],
  scale: Scale,
  isAscii: boolean,
) => void;

export const shadeBand: Painter = (drawing, points, columns, {rowOf}, isAscii) => {
  for (const [column, index] of columns.entries()) {
    const {low, high} = points[index] ?? {};
    if (low == null || high == null) continue;
    for (let row = rowOf(low); row <= rowOf(high); row++)
      put(drawing, column, row, isAscii ? ':' : '░', 'muted');
  }
};

/** One line for each stretch without a gap. */
export const drawLines: Painter = (drawing, points, columns, {rowOf}, isAscii) => {
  const heights = columns.map(index => points[index]?.value ?? null);
  for (let start = 0; start < columns.length; start++) {
    if (heights[start] === null) continue;
    const gap = heights.indexOf(null, start);
    const end = gap === -1 ? columns.length : gap;
    const rows = heights.slice(start, end).map(value => rowOf(value ?? 0));
    for (const [i, line] of plotRows(rows, drawing.cells.length, isAscii).entries()) {
      for (const [j, cell] of [...line].entries()) {
        const tone = toneOf(points[columns[start + j] ?? -1]);
        if (cell !== ' ') put(drawing, start + j, drawing.cells.length - 1 - i, cell, tone);
      }
    }
    start = end;
  }
};

/**
 * The line alone, from the top row to the bottom, a column a value. asciichart draws between values, so the last one comes
 * twice; given rows instead of values it neither scales nor rounds.
 */
function plotRows(rows: readonly number[], height: number, isAscii: boolean): string[] {
  const axisWidth = 2;
  const last = rows.at(-1) ?? 0;
  return plot([...rows, last], {
    min: 0,
    max: height - 1,
    height: height - 1,
    offset: axisWidth,
    format: () => ' ',
    ...(isAscii ? {symbols: ASCII_SYMBOLS} : {}),
  })
    .split('\n')
    .map(line => line.slice(axisWidth));
}

/** A sign on every point that failed or lies outside the band. */
export const markPoints: Painter = (drawing, points, columns, {rowOf}, isAscii) => {
  const failed = lookGlyph(statusLook('failed'), isAscii);
  for (const [column, index] of columns.entries()) {
    const point = points[index];
    // Once a point, in the middle of its columns.
    const isMiddle = column === (columns.indexOf(index) + columns.lastIndexOf(index)) >>> 1;
    if (!point || point.value === null || !isMiddle || !isNotable(point)) continue;
    put(drawing, column, rowOf(point.value), point.isBad ? failed : isAscii ? 'o' : '◉', 'bad');
  }
};

function isNotable(point: ChartPoint): boolean {
  return point.isBad === true || isOutside(point);
}

export function toneOf(point: ChartPoint | undefined): Tone {
  return point && isNotable(point) ? 'bad' : 'info';
}
