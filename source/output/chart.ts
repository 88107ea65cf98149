import type {PlotConfig} from 'asciichart';
import {plot} from 'asciichart';

/** In the order in which asciichart takes them. */
export const ASCII_SYMBOLS: PlotConfig['symbols'] = ['+', '|', '-', '-', '-', '\\', '/', '\\', '/', '|'];

/** A line chart of values, oldest first, that fits into `width` columns: older values go first when there are too many. */
export function formatChart(
  values: readonly number[],
  {width, isAscii}: {width: number; isAscii: boolean},
): string {
  const labelWidth = Math.max(8, String(Math.max(...values)).length) + 3;
  const shown = values.slice(-Math.max(2, width - labelWidth - 1));
  return `${plot([...shown], {
    height: 8,
    format: value => String(Math.round(value)).padStart(labelWidth - 3),
    ...(isAscii ? {symbols: ASCII_SYMBOLS} : {}),
  })}\n`;
}
