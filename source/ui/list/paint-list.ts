/** A list's lines: headings and rows, each exactly as wide as the screen. */
import {cellText} from '../../output/table.ts';
import type {Display} from '../display.ts';
import {clean} from '../paint/clean.ts';
import {fit} from '../paint/fit.ts';
import type {Sort} from '../state/list-state.ts';
import type {LaidOutColumn} from './lay-out-columns.ts';
import {COLUMN_GAP} from './lay-out-columns.ts';
import type {Locate} from './paint-found.ts';
import {paintFound} from './paint-found.ts';

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

/** A row in its colours, and what a filter found in it; under the cursor in one style, with a mark, because colour is never the only sign. */
export function paintRow<Row>(
  row: Row,
  columns: readonly LaidOutColumn<Row>[],
  isSelected: boolean,
  {theme, columns: screen, isAscii}: Display,
  locate?: Locate,
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
    const found = locate && column.align === undefined ? locate(text) : [];
    line += found.length > 0 ? paintFound(text, found, tone, theme) : theme.paint(tone, text);
  }
  const rest = ' '.repeat(Math.max(0, screen - used));
  return isSelected ? theme.paint('selected', line + rest) : line + rest;
}

/** For a screen reader: what every column says in words, without those that say nothing. */
export function describeRow<Row>(row: Row, columns: readonly LaidOutColumn<Row>[]): string {
  return columns
    .filter(({column}) => !column.draw)
    .map(({column}) => ({title: column.title, text: withoutSign(clean(cellText(column, row)))}))
    .filter(({text}) => !/^[-.]?$/.test(text))
    .map(({title, text}) => `${title} ${text}`)
    .join(', ');
}

/** A sign stands beside the word for it, and is not to be read out. */
function withoutSign(text: string): string {
  return text.replace(/^[^\p{L}\p{N}] +(?=[\p{L}\p{N}/])/u, '').trim();
}
