import {OUTCOMES} from '../../domain/collection.ts';
import {listCollections} from '../../output/listings/collections.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readDayRange} from '../days.ts';
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
    const isRanged = flags.from !== undefined || flags.to !== undefined || flags.days !== undefined;
    const range = isRanged ? readDayRange(flags, today, 1) : {};
    const knownAt = flags.now === undefined ? undefined : now;
    const rows = [];
    for (const {name} of environments) {
      rows.push(
        ...(await store.readCollections({
          ...range,
          environment: name,
          outcomes: outcomes && [...outcomes],
          limit,
          knownAt,
        })),
      );
    }
    rows.sort((a, b) => b.id - a.id);
    await printListing(context, listCollections(rows.slice(0, limit)));
  });
  return EXIT.ok;
}
