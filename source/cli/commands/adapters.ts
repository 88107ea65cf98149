import {describeOptions} from '../../config/describe-options.ts';
import {ConfigError} from '../../domain/errors.ts';
import {formatAdapterPage, toAdapterRecord} from '../../output/adapter-page.ts';
import {listAdapters} from '../../output/listings/adapters.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {findAdapter} from '../find-adapter.ts';
import type {KnownAdapter} from '../known-adapters.ts';
import {readKnownAdapters} from '../known-adapters.ts';
import {printListing, writeText} from '../print-listing.ts';

/** The table of all adapters with what each can tell, or one of them in full. */
export async function run(context: CommandContext): Promise<number> {
  const [name] = context.operands;
  if (name === undefined) await printListing(context, listAdapters(await readKnownAdapters(context)));
  else await printPage(context, await findAdapter(context, name));
  return EXIT.ok;
}

async function printPage(context: CommandContext, row: KnownAdapter): Promise<void> {
  const {io, flags} = context;
  if (flags.csv) throw new ConfigError('--csv is for the table; leave it out, or ask with --json');
  const {options, command} = await describeOptions(row.adapter);
  const page = {row, options, command, example: exampleOf(row)};
  if (flags.json) await io.write(`${JSON.stringify(toAdapterRecord(page), null, 2)}\n`);
  else await writeText(context, formatAdapterPage(page));
}

function exampleOf({adapter}: KnownAdapter): Record<string, unknown> {
  const {command, options} = adapter.example ?? {};
  return {adapter: adapter.name, ...(command && {command}), ...(options && {options})};
}
