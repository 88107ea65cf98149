/** Rows as a table of GitHub Flavored Markdown, for tickets and chats: the columns and texts that people read. */
import type {Listing} from './table.ts';
import {cellText} from './table.ts';

/** An absent caption leaves its line out. */
export function formatMarkdown<Row>({columns, rows, emptyText}: Listing<Row>, caption?: string): string {
  const shown = columns.filter(({title}) => title !== undefined);
  const table = [
    formatRow(shown.map(({title = ''}) => escapeMarkdown(title))),
    formatRow(shown.map(({align}) => (align === 'right' ? '---:' : '---'))),
    ...rows.map(row => formatRow(shown.map(column => escapeMarkdown(cellText(column, row))))),
  ];
  const body = rows.length === 0 ? [escapeMarkdown(emptyText)] : table;
  const heading = caption === undefined ? [] : [`**${escapeMarkdown(caption)}**`, ''];
  return `${[...heading, ...body].join('\n')}\n`;
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * What would end the cell or the line, and what would make links, code, emphasis or HTML of a name: a name is remote text.
 * An underscore within a word means nothing to Markdown and is in most names: it stays readable.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\|`*<>[\]~&#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/\s*[\r\n]+\s*/g, ' ');
}
