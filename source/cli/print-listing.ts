/** A listing in the format that the flags ask for. */
import type {Listing} from '../output/table.ts';
import {formatCsv, formatPlain, toRecords} from '../output/table.ts';
import type {CommandContext} from './context.ts';

/** Longer tables are plain even on a terminal: a line between rows would double them. */
const LONGEST_BORDERED_TABLE = 40;

export async function printListing<Row>({io, flags}: CommandContext, listing: Listing<Row>): Promise<void> {
  if (flags.json) return io.write(`${JSON.stringify(toRecords(listing), null, 2)}\n`);
  if (flags.csv) return io.write(formatCsv(listing));
  const {default: measure} = await import('string-width');
  if (
    io.isTerminal &&
    !isAscii({io, flags}) &&
    listing.rows.length > 0 &&
    listing.rows.length <= LONGEST_BORDERED_TABLE
  ) {
    const {formatBordered} = await import('../output/bordered-table.tsx');
    const bordered = formatBordered(listing, io.columns);
    if (bordered !== undefined) return io.write(bordered);
  }
  return io.write(formatPlain(listing, measure));
}

/** Whether marks, bars and borders have to be made of ASCII. */
export function isAscii({io, flags}: Pick<CommandContext, 'io' | 'flags'>): boolean {
  return flags.ascii === true || !io.hasUnicode;
}
