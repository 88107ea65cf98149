/** The bordered table of a terminal, drawn by ink-table. Loads ink and react: only for people, never for `--json`. */
import {renderToString} from 'ink';
import {Table} from 'ink-table';
import stringWidth from 'string-width';
import type {Listing} from './table.ts';
import {cellText} from './table.ts';

type Column = {title: string; align: 'left' | 'right'};

/** The table itself: one text a column and row. */
export function BorderedTable({columns, rows}: {columns: readonly Column[]; rows: readonly string[][]}) {
  const data = rows.map(row => Object.fromEntries(columns.map(({title}, i) => [title, row[i] ?? ''])));
  return <Table data={data} columns={columns.map(({title, align}) => ({key: title, align}))} />;
}

/**
 * Undefined when the table would be wider than `width` columns, because wrapped borders help nobody, and for characters
 * that are not one column wide: ink-table counts code units, and its borders would not meet.
 */
export function formatBordered<Row>({columns, rows}: Listing<Row>, width: number): string | undefined {
  const shown = columns.filter(({title}) => title !== undefined);
  const texts = rows.map(row => shown.map(column => cellText(column, row)));
  if (texts.flat().some(text => stringWidth(text) !== text.length)) return undefined;
  const drawn = shown.map(({title = '', align}): Column => ({title, align: align ?? 'left'}));
  // Wider than any screen, so that nothing wraps and the true width shows.
  const text = renderToString(<BorderedTable columns={drawn} rows={texts} />, {columns: 10_000});
  const [border = ''] = text.split('\n');
  return border.length > width ? undefined : `${text}\n`;
}
