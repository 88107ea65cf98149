import {businessDayOf} from '../../domain/business-day.ts';
import {RUN_STATUSES} from '../../domain/run.ts';
import {listRuns} from '../../output/listings/runs.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {hasDayRange, presentDay, readDayRange} from '../days.ts';
import {readLimit} from '../limit.ts';
import {printListing} from '../print-listing.ts';
import {withProduct} from '../product.ts';

/** Single executions from the database, newest business day first. */
export async function run(context: CommandContext): Promise<number> {
  const {flags} = context;
  const statuses = await checkChoices('--status', flags.status, RUN_STATUSES);
  const limit = readLimit(flags.limit);
  await withProduct(context, 'read', async ({store, environments, day, today}) => {
    const asked = day === undefined ? undefined : {from: day, to: day};
    const range =
      asked ??
      (hasDayRange(flags)
        ? readDayRange(flags, today, 1, presentDay(environments, context.now, today))
        : undefined);
    const found = [];
    for (const {name, clock} of environments) {
      // Before its day begins an environment is in the one of the date before.
      const present = businessDayOf(context.now, clock);
      const filter = {environment: name, job: flags.job, statuses: statuses && [...statuses], limit};
      const knownAt = flags.now === undefined ? undefined : context.now;
      found.push(await store.readRuns({...(range ?? {from: present, to: present}), ...filter, knownAt}));
    }
    const rows = found.flat();
    // Each environment's own are newest first; a stable sort keeps the environments' order within a day.
    rows.sort((a, b) => Number(a.businessDay < b.businessDay) - Number(a.businessDay > b.businessDay));
    const zones = new Map(environments.map(({name, clock}) => [name, clock.zone]));
    await printListing(context, listRuns(rows.slice(0, limit), zones));
  });
  return EXIT.ok;
}
