/** A list's lines: headings and rows, each exactly as wide as the screen. */
import {cellText} from '../../output/table.ts';
import type {Display} from '../display.ts';
import {clean} from '../paint/clean.ts';
import {fit} from '../paint/fit.ts';
import type {Sort} from '../state/list-state.ts';
import type {LaidOutColumn} from './lay-out-columns.ts';
import {COLUMN_GAP} from './lay-out-columns.ts';

const GAP = ' '.repeat(COLUMN_GAP);

export function paintHeadings<Row>(
  columns: readonly LaidOutColumn<Row>[],
  sort: Sort | undefined,
  {theme, columns: screen, isAscii}: Display,
): string {
  const [up, down] = isAscii ? ['^', 'v'] : ['\u2191', '\u2193'];
  const cells = columns.map(({column: {key, title = '', align}, width}) => {
    if (sort?.column !== key) return fit(title.toUpperCase(), width, align, isAscii);
    const text = `${title.toUpperCase()}${sort.isDescending ? down : up}`;
    return fit(text, width, align, isAscii);
  });
  return theme.paint('title', fit(`  ${cells.join(GAP)}`, screen));
}

/** A row in its colours; under the cursor in one style, with a mark, because colour is never the only sign. */
export function paintRow<Row>(
  row: Row,
  columns: readonly LaidOutColumn<Row>[],
  isSelected: boolean,
  {theme, columns: screen, isAscii}: Display,
): string {
  let line = isSelected ? '> ' : '  ';
  let used = 2;
  for (const [i, {column, width}] of columns.entries()) {
    if (i > 0) {
      line += GAP;
      used += COLUMN_GAP;
    }
    used += width;
    if (column.draw) {
      line += column.draw(row, width, isSelected);
      continue;
    }
    const text = fit(cellText(column, row), width, column.align, isAscii);
    const tone = isSelected ? 'plain' : (column.tone?.(row) ?? 'plain');
    line += tone === 'plain' ? text : theme.paint(tone, text);
  }
  const rest = ' '.repeat(Math.max(0, screen - used));
  return isSelected ? theme.paint('selected', line + rest) : line + rest;
}

/** For a screen reader: what every column says, in words. */
export function describeRow<Row>(
  row: Row,
  columns: readonly LaidOutColumn<Row>[],
  isSelected: boolean,
): string {
  const parts = columns
    .filter(({column}) => !column.draw)
    .map(({column}) => `${column.title} ${clean(cellText(column, row))}`);
  return `${isSelected ? '> ' : ''}${parts.join(', ')}`;
}
