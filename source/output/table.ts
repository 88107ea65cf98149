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
  /** On a screen that is too narrow the column with the highest number goes first; absent = it stays. */
  yields?: number;
  /** To how many cells it may be cut; absent = what tells names apart. */
  narrowest?: number;
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

export type PlainOptions = {
  /** Cells that a text takes on a terminal; absent = one for each character. */
  measure?: (text: string) => number;
  /** Columns of the screen; absent = no limit (a pipe). */
  width?: number;
};

/** Columns aligned by spaces, headings in capitals, nothing but text: for pipes and long lists. */
export function formatPlain<Row>(
  listing: Listing<Row>,
  {measure = countCharacters, width = Number.POSITIVE_INFINITY}: PlainOptions = {},
): string {
  if (listing.rows.length === 0) return `${listing.emptyText}\n`;
  const isCut = width !== Number.POSITIVE_INFINITY;
  const most = isCut ? Number.POSITIVE_INFINITY : WIDEST_ALIGNED;
  const columns = fitColumns(
    listing.columns
      .filter(({title}) => title !== undefined)
      .map(column => layOut(column, listing.rows, measure, most)),
    width,
  );
  const lines = [];
  for (let row = 0; row <= listing.rows.length; row++) {
    const cells = columns.map(column => {
      const text = column.texts[row] ?? '';
      return pad(isCut ? cut(text, column, measure) : text, column, measure);
    });
    lines.push(cells.join(GAP).trimEnd());
  }
  return `${lines.join('\n')}\n`;
}

const GAP = '  ';
const NARROWEST_COLUMN = 12;
/** Where nothing is cut, a longer text moves its own row only: one hostile name shall not push every row off the screen. */
const WIDEST_ALIGNED = 80;

/** A column's texts, heading first, and the cells it takes. */
type LaidOutColumn = {texts: string[]; width: number} & Pick<
  Column<unknown>,
  'align' | 'yields' | 'narrowest'
>;

function layOut<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  measure: (text: string) => number,
  most: number,
): LaidOutColumn {
  const texts = [(column.title ?? '').toUpperCase(), ...rows.map(row => cellText(column, row))];
  let width = 0;
  for (const text of texts) width = Math.max(width, measure(text));
  width = Math.min(width, most);
  const {align, yields, narrowest} = column;
  return {texts, width, align, yields, narrowest};
}

/** Leaves out what yields until the rest fits; if it never does, the widest columns are cut. */
function fitColumns(columns: readonly LaidOutColumn[], width: number): LaidOutColumn[] {
  const fitted = columns.map(column => ({...column}));
  const excess = (): number =>
    fitted.reduce((sum, column) => sum + column.width + GAP.length, -GAP.length) - width;
  while (excess() > 0) {
    const first = fitted.reduce((most, {yields = 0}) => Math.max(most, yields), 0);
    if (first === 0) break;
    fitted.splice(
      fitted.findIndex(({yields}) => yields === first),
      1,
    );
  }
  for (const column of fitted.toSorted((a, b) => b.width - a.width)) {
    const {width: own, narrowest = NARROWEST_COLUMN} = column;
    if (excess() > 0) column.width = Math.max(Math.min(own, narrowest), own - excess());
  }
  return fitted;
}

function cut(text: string, {width}: LaidOutColumn, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let shorter = text.slice(0, width - 1).toWellFormed();
  while (measure(shorter) > width - 1) shorter = shorter.slice(0, -1);
  return `${shorter}…`;
}

/** What a person reads in a cell. */
export function cellText<Row>({value, text}: Column<Row>, row: Row): string {
  return text ? text(row) : cleanText(String(value(row) ?? '-'));
}

function pad(text: string, {width, align}: LaidOutColumn, measure: (text: string) => number): string {
  const space = ' '.repeat(Math.max(0, width - measure(text)));
  return align === 'right' ? space + text : text + space;
}

/** Right for ASCII, which is what nearly all names are; the caller passes a real measure when there is more. */
function countCharacters(text: string): number {
  return text.length;
}
