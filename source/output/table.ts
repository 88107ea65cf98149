/** Rows as a table: one description serves plain text, CSV, JSON and the bordered table of a terminal. */
import {cleanText} from '../domain/text.ts';

export type Cell = string | number | boolean | null;

export type Column<Row> = {
  /** Name in JSON and CSV; part of the documented output. */
  key: string;
  /** Heading for people; absent = machine-readable outputs only. */
  title?: string;
  align?: 'right';
  /** The exact value: instants in ISO 8601 UTC, durations in the unit that the key names. */
  value: (row: Row) => Cell;
  /** The value for people, where it differs. */
  text?: (row: Row) => string;
};

export type Listing<Row> = {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What to say instead of an empty table. */
  emptyText: string;
};

export function toRecords<Row>({columns, rows}: Listing<Row>): Record<string, Cell>[] {
  return rows.map(row => Object.fromEntries(columns.map(({key, value}) => [key, value(row)])));
}

/** RFC 4180 with a header line. */
export function formatCsv<Row>({columns, rows}: Listing<Row>): string {
  const lines = [columns.map(({key}) => key), ...rows.map(row => columns.map(({value}) => value(row)))];
  return `${lines.map(line => line.map(quoteCsv).join(',')).join('\r\n')}\r\n`;
}

function quoteCsv(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Columns aligned by spaces, headings in capitals, nothing but text: for pipes and long lists. */
export function formatPlain<Row>(
  listing: Listing<Row>,
  measure: (text: string) => number = measureAscii,
): string {
  if (listing.rows.length === 0) return `${listing.emptyText}\n`;
  const shown = listing.columns.filter(({title}) => title !== undefined);
  const lines = [
    shown.map(({title}) => (title ?? '').toUpperCase()),
    ...listing.rows.map(row => shown.map(column => cellText(column, row))),
  ];
  const widths = shown.map((_, i) => Math.max(...lines.map(line => measure(line[i] ?? ''))));
  return lines
    .map(line =>
      line
        .map((text, i) => pad(text, widths[i] ?? 0, shown[i]?.align, measure))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

/** What a person reads in a cell. */
export function cellText<Row>({value, text}: Column<Row>, row: Row): string {
  return text ? text(row) : cleanText(String(value(row) ?? '-'));
}

function pad(
  text: string,
  width: number,
  align: 'right' | undefined,
  measure: (text: string) => number,
): string {
  const space = ' '.repeat(Math.max(0, width - measure(text)));
  return align === 'right' ? space + text : text + space;
}

/** Right for ASCII, which is what nearly all names are; the caller passes a real measure when there is more. */
function measureAscii(text: string): number {
  return text.length;
}
