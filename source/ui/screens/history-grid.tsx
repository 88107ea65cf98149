import {formatCount, plural} from '../../domain/text.ts';
import type {Day} from '../../domain/time.ts';
import {toDayNumber} from '../../domain/time.ts';
import type {UsualBand} from '../../report/pages/pages.ts';
import {UNBROKEN} from '../components/detail-pane.tsx';
import {Lines} from '../components/lines.tsx';
import {TextPane} from '../components/text-pane.tsx';
import {useDisplay} from '../hooks/contexts.ts';
import {clean} from '../paint/clean.ts';
import {fit} from '../paint/fit.ts';
import {dayLook} from '../paint/glyphs.ts';
import type {HeatGrid} from '../paint/heat-grid.ts';
import {paintHeatGrid} from '../paint/heat-grid.ts';
import type {GridRow} from './history-list.ts';

/** Months, days of the month and weekdays, above the rows. */
export const GRID_HEADER_LINES = 3;

type Props = Omit<HeatGrid, 'rows' | 'cursor'> & {
  rows: readonly GridRow[];
  cursor: {row: number; day: Day};
  height: number;
};

/** The grid, and in the last line the cell under the cursor in words. */
export function HistoryGrid({height, ...grid}: Props) {
  const {theme, columns, isAscii, isLinear} = useDisplay();
  const {rows, from, cursor} = grid;
  const row = rows[cursor.row];
  const words = row ? describeCell(row, from, cursor.day) : '';
  if (isLinear) return <Lines lines={[`> ${clean(words, UNBROKEN)}`]} />;
  const nameWidth = Math.min(40, Math.max(12, Math.floor(columns / 4)));
  const painted = paintHeatGrid(grid, {width: columns, nameWidth, theme, isAscii});
  const lines = [...painted.header, ...painted.rows];
  const blank = Array<string>(Math.max(0, height - 1 - lines.length)).fill('');
  return (
    <TextPane
      lines={[...lines, ...blank, theme.paint('strong', fit(` ${words}`, columns, 'left', isAscii))]}
      height={height}
    />
  );
}

/** `prod-ldn on 2026-11-20: missing, 1,204 runs (usually 1,180 to 1,230)`. */
export function describeCell({name, marks, totals, usual, present}: GridRow, from: Day, day: Day): string {
  const index = toDayNumber(day) - toDayNumber(from);
  const total = totals?.[index];
  const band = usual?.[index];
  const isPresent = day === present;
  // Environments elsewhere may be a day ahead.
  const isToCome = present !== null && day > present;
  const facts = [
    isToCome ? 'has not begun yet' : dayLook(marks?.[index]).word,
    ...(total === null || total === undefined
      ? []
      : [`${plural(total, 'run')}${isPresent ? ' so far' : ''}`]),
  ];
  const usually = band ? ` (${isPresent ? 'whole days ' : ''}usually ${formatBand(band)})` : '';
  return `${name} on ${day}: ${facts.join(', ')}${usually}`;
}

function formatBand({low, high}: UsualBand): string {
  return low === high ? formatCount(low) : `${formatCount(low)} to ${formatCount(high)}`;
}
