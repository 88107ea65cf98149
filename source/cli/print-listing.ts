/** A listing in the format that the flags ask for. */
import {toAscii} from '../output/ascii.ts';
import type {Listing, PlainOptions} from '../output/table.ts';
import {formatCsv, formatPlain, toRecords} from '../output/table.ts';
import type {CommandContext, Io} from './context.ts';

/** Longer tables are plain even on a terminal: a line between rows would double them. */
const LONGEST_BORDERED_TABLE = 40;

export async function printListing<Row>(context: CommandContext, listing: Listing<Row>): Promise<void> {
  const {io, flags} = context;
  if (flags.json) return io.write(`${JSON.stringify(toRecords(listing), null, 2)}\n`);
  if (flags.csv) return io.write(formatCsv(listing));
  if (
    io.isTerminal &&
    !isAscii(context) &&
    listing.rows.length > 0 &&
    listing.rows.length <= LONGEST_BORDERED_TABLE
  ) {
    const {formatBordered} = await import('../output/bordered-table.tsx');
    const bordered = formatBordered(listing, io.columns);
    if (bordered !== undefined) return io.write(bordered);
  }
  const emptyText = (listing.rows.length === 0 && describeFilter(context)) || listing.emptyText;
  return writeText(context, formatPlain({...listing, emptyText}, await plainOptions(io, listing.rows)));
}

/** What to say where a filter leaves nothing: without it there may be a lot. Undefined without a filter. */
function describeFilter({flags: {job, status = [], by}}: CommandContext): string | undefined {
  const given = [
    job === undefined ? [] : `--job ${job}`,
    status.length === 0 ? [] : `--status ${status.join(',')}`,
    by === undefined ? [] : `--by ${by}`,
  ].flat();
  return given.length === 0 ? undefined : `Nothing to show with ${given.join(' ')}.`;
}

/** Writes text for people. A pipe gets names as they are, whatever the locale: the reader may know better than we do. */
export function writeText({io, flags}: CommandContext, text: string): Promise<void> {
  return io.write(flags.ascii === true || (io.isTerminal && !io.hasUnicode) ? toAscii(text) : text);
}

/** Whether marks, bars and borders have to be made of ASCII. */
export function isAscii({io, flags}: Pick<CommandContext, 'io' | 'flags'>): boolean {
  return flags.ascii === true || !io.hasUnicode;
}

/** All that is a cell wide without asking: ASCII, and the marks, blocks and the dots of our own. */
const ONE_CELL_EACH = /^[ -~\u2713\u2717\u2026\u2581-\u2588]*$/;

/**
 * How plain tables of some rows are laid out. A pipe has no width: whoever reads it gets every column. What measures wide
 * characters is loaded only for rows that may hold some: it takes as long as all the rest.
 */
export async function plainOptions(
  {isTerminal, columns}: Pick<Io, 'isTerminal' | 'columns'>,
  rows: unknown,
): Promise<PlainOptions> {
  const width = isTerminal ? columns : undefined;
  if (ONE_CELL_EACH.test(JSON.stringify(rows))) return {width};
  const {default: measure} = await import('string-width');
  return {measure, width};
}
