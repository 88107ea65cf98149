import {compileGlob} from '../../domain/glob.ts';
import type {UpcomingRow} from '../../output/listings/upcoming.ts';
import {listUpcoming} from '../../output/listings/upcoming.ts';
import {readUpcoming} from '../../report/read-upcoming.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {readCount, readLimit} from '../limit.ts';
import {printListing} from '../print-listing.ts';
import {momentOf, withCurrentProduct} from '../produce-report.ts';

/** When jobs are expected next, the earliest first: once for each schedule of a job unless told otherwise. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const limit = readLimit(flags.limit);
  const question = {matches: compileGlob(flags.job ?? '*'), count: readCount(flags.count ?? 1)};
  const rows = await withCurrentProduct(context, async product => {
    const found: UpcomingRow[] = [];
    for (const environment of product.environments) {
      const {name, timezone} = environment;
      const upcoming = await readUpcoming(product.store, environment, momentOf(context, product), question);
      for (const run of upcoming) found.push({environment: name, timezone, ...run});
    }
    return found.sort((a, b) => a.dueAt - b.dueAt);
  });
  await printListing(context, listUpcoming(rows.slice(0, limit), now));
  return EXIT.ok;
}
