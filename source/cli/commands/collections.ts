import {OUTCOMES} from '../../domain/collection.ts';
import {listCollections} from '../../output/listings/collections.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {hasDayRange, presentDay, readDayRange} from '../days.ts';
import {readLimit} from '../limit.ts';
import {printListing} from '../print-listing.ts';
import {withProduct} from '../product.ts';

const DEFAULT_LIMIT = 100;

/** What was collected, newest first. `--status` chooses outcomes. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const outcomes = await checkChoices('--status', flags.status, OUTCOMES);
  const limit = readLimit(flags.limit) ?? DEFAULT_LIMIT;
  await withProduct(context, 'read', async ({store, environments, today}) => {
    const range = hasDayRange(flags)
      ? readDayRange(flags, today, 1, presentDay(environments, now, today))
      : {};
    const knownAt = flags.now === undefined ? undefined : now;
    const found = [];
    for (const {name} of environments) {
      const filter = {...range, environment: name, outcomes: outcomes && [...outcomes], limit, knownAt};
      found.push(await store.readCollections(filter));
    }
    const rows = found.flat();
    rows.sort((a, b) => b.id - a.id);
    await printListing(context, listCollections(rows.slice(0, limit)));
  });
  return EXIT.ok;
}
