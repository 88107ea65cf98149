/** What is shown, written to a file in one of three formats. */
import {formatMarkdown} from '../../output/markdown.ts';
import type {Cell, Listing} from '../../output/table.ts';
import {formatCsv, toRecords} from '../../output/table.ts';

export const EXPORT_FORMATS = ['csv', 'json', 'md'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export function isExportFormat(text: string): text is ExportFormat {
  return EXPORT_FORMATS.some(format => format === text);
}

/** `caption` says what the rows are; only Markdown has a place for it. */
export function formatExport<Row>(listing: Listing<Row>, format: ExportFormat, caption?: string): string {
  switch (format) {
    case 'csv':
      return formatCsv(withoutFormulas(listing));
    case 'json':
      return `${JSON.stringify(toRecords(listing), undefined, 2)}\n`;
    case 'md':
      return formatMarkdown(listing, caption);
  }
}

/**
 * A text that begins like a formula is one to a spreadsheet: a job named `=HYPERLINK(…)` would act when the file is opened.
 * As OWASP ("CSV Injection") says, an apostrophe before it makes it a text. Also after a semicolon or tab: with some language
 * settings these separate the cells. Numbers are ours, and stay. `--csv` of the command line is for programs and exact.
 */
const FORMULA_START = /(?<=^|[;\t\r\n])(?=["' ]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/g;

function withoutFormulas<Row>({columns, rows, emptyText}: Listing<Row>): Listing<Row> {
  const disarm = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replace(FORMULA_START, "'") : cell);
  return {
    columns: columns.map(column => ({...column, value: row => disarm(column.value(row))})),
    rows,
    emptyText,
  };
}
