/** A line of values over time with the band they should be in: durations of a job, daily totals of an environment. */
import type {ChartPoint} from './chart-columns.ts';
import {spreadPoints} from './chart-columns.ts';
import {drawLines, markPoints, openDrawing, shadeBand, toneOf} from './chart-drawing.ts';
import type {Scale, Unit} from './chart-scale.ts';
import {openScale} from './chart-scale.ts';
import {fit} from './fit.ts';
import {paintCells} from './paint-cells.ts';
import {paintSparkline} from './sparkline.ts';
import type {Brush} from './theme.ts';

export type {ChartPoint};
export type ChartOptions = Brush & {width: number; height: number; unit: Unit};

/** In less than this only a sparkline can be read. */
const SMALLEST = {width: 24, height: 4};
/** With fewer lines the values need them all. */
const FEWEST_LINES_WITH_AXIS = 6;

/**
 * Exactly `height` lines of `width` cells, points oldest first. The line and its points outside the band or failed in the
 * tone for bad, with a sign; the band shaded; values at the side and dates below.
 */
export function paintChart(points: readonly ChartPoint[], options: ChartOptions): string[] {
  const {width, height, theme, isAscii} = options;
  const known = points.map(toDrawable);
  const values = known.flatMap(({value, low, high}) => [value, low, high].filter(number => number != null));
  if (width < SMALLEST.width || height < SMALLEST.height || values.length === 0)
    return paintSmall(known, values.length === 0, options);
  const hasAxis = height >= FEWEST_LINES_WITH_AXIS;
  const rows = height - (hasAxis ? 2 : 1);
  const scale = openScale(values, rows, options.unit);
  const margin = scale.labelWidth + 2;
  if (width - margin < SMALLEST.width / 3) return paintSmall(known, false, options);
  const columns = spreadPoints(known, width - margin);
  const drawing = openDrawing(columns.length, rows);
  shadeBand(drawing, known, columns, scale, isAscii);
  drawLines(drawing, known, columns, scale, isAscii);
  markPoints(drawing, known, columns, scale, isAscii);
  const lines = drawing.cells.map((cells, i) => {
    const label = labelRow(scale, rows - 1 - i, isAscii);
    const end = ' '.repeat(width - margin - cells.length);
    return theme.paint('muted', label) + paintCells(cells, drawing.tones[i] ?? [], theme) + end;
  });
  if (hasAxis) lines.push(theme.paint('muted', drawAxis(scale, columns.length, isAscii).padEnd(width)));
  return [...lines, theme.paint('muted', labelDates(known, columns, margin).padEnd(width))];
}

function paintSmall(points: readonly ChartPoint[], isEmpty: boolean, options: ChartOptions): string[] {
  const {width, height, theme, isAscii} = options;
  const line = isEmpty
    ? theme.paint('muted', fit('Nothing is known.', width, 'left', isAscii))
    : paintSparkline(
        points.map(({value}) => value),
        {...options, toneOf: index => toneOf(points[index])},
      );
  return Array.from({length: height}, (_, i) => (i === 0 ? line : ' '.repeat(Math.max(0, width))));
}

/** Nothing below zero and nothing that is not a number. */
function toDrawable(point: ChartPoint): ChartPoint {
  const finite = (value: number | null | undefined): number | null =>
    value == null || !Number.isFinite(value) ? null : Math.max(0, value);
  return {...point, value: finite(point.value), low: finite(point.low), high: finite(point.high)};
}

function labelRow({ticks, labelWidth}: Scale, row: number, isAscii: boolean): string {
  const tick = ticks.find(one => one.row === row);
  const [marked, plain] = isAscii ? ['+', '|'] : ['┤', '│'];
  return `${(tick?.text ?? '').padStart(labelWidth)} ${tick ? marked : plain}`;
}

function drawAxis({labelWidth}: Scale, columns: number, isAscii: boolean): string {
  const [corner = '', line = ''] = isAscii ? ['+', '-'] : ['└', '─'];
  return ' '.repeat(labelWidth + 1) + corner + line.repeat(columns);
}

const LABEL_GAP = 3;

/** Dates under their points, from the newest back, as many as there is room for. */
function labelDates(points: readonly ChartPoint[], columns: readonly number[], margin: number): string {
  let line = '';
  let end = columns.length;
  for (let column = columns.length - 1; column >= 0; column--) {
    const index = columns[column] ?? -1;
    const label = points[index]?.label ?? '';
    // The newest ends where the chart ends; the others begin below their point.
    const isNewest = line === '';
    const start = isNewest ? Math.max(0, columns.length - label.length) : column;
    const isFirstColumn = columns[column - 1] !== index;
    if (label === '' || !(isNewest || (isFirstColumn && start + label.length <= end))) continue;
    line = label + ' '.repeat(isNewest ? 0 : end + LABEL_GAP - start - label.length) + line;
    end = start - LABEL_GAP;
  }
  return ' '.repeat(margin + Math.max(0, end + LABEL_GAP)) + line;
}
