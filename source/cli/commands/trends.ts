import {compileGlob} from '../../domain/glob.ts';
import {toDayNumber} from '../../domain/time.ts';
import {listTrends} from '../../output/listings/trends.ts';
import {readEnvironmentTrends, readJobTrends} from '../../report/trends/read-trends.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {presentDay, readDayRange} from '../days.ts';
import {readLimit} from '../limit.ts';
import {printListing} from '../print-listing.ts';
import {withProduct} from '../product.ts';

/** Twelve weeks to learn from and two to compare with them. */
const DEFAULT_DAYS = 98;

/** How environments (with `--job`: jobs) have fared. From the database alone. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const limit = readLimit(flags.limit);
  await withProduct(context, 'read', async ({store, environments, today}) => {
    const {from, to} = readDayRange(flags, today, DEFAULT_DAYS, presentDay(environments, now, today));
    const knownAt = flags.now === undefined ? undefined : now;
    const span = {to, days: toDayNumber(to) - toDayNumber(from) + 1, now, knownAt};
    const rows =
      flags.job === undefined
        ? await readEnvironmentTrends(store, environments, span)
        : await readJobTrends(store, environments, span, compileGlob(flags.job));
    await printListing(context, listTrends(limit === undefined ? rows : rows.slice(0, limit)));
  });
  return EXIT.ok;
}
