/** The bordered table of a terminal, drawn by ink-table. Loads ink and react: only for people, never for `--json`. */
import {renderToString} from 'ink';
import {Table} from 'ink-table';
import stringWidth from 'string-width';
import type {Listing} from './table.ts';
import {cellText} from './table.ts';

/**
 * Undefined when the table would be wider than `width` columns, because wrapped borders help nobody, and for characters
 * that are not one column wide: ink-table counts code units, and its borders would not meet.
 */
export function formatBordered<Row>({columns, rows}: Listing<Row>, width: number): string | undefined {
  const shown = columns.filter(({title}) => title !== undefined);
  const texts = rows.map(row => shown.map(column => [column.title ?? '', cellText(column, row)] as const));
  if (texts.flat().some(([, text]) => stringWidth(text) !== text.length)) return undefined;
  const data = texts.map(row => Object.fromEntries(row));
  const text = renderToString(
    <Table
      data={data}
      columns={shown.map(({title = '', align}) => ({key: title, align: align ?? 'left'}))}
    />,
    // Wider than any screen, so that nothing wraps and the true width shows.
    {columns: 10_000},
  );
  const [border = ''] = text.split('\n');
  return border.length > width ? undefined : `${text}\n`;
}
