import {compileGlob} from '../../domain/glob.ts';
import {toDayNumber} from '../../domain/time.ts';
import {listAnomalies} from '../../output/listings/anomalies.ts';
import {ANOMALY_KINDS} from '../../report/trends/anomaly-row.ts';
import {readAnomalies} from '../../report/trends/read-anomalies.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {presentDay, readDayRange} from '../days.ts';
import {readLimit} from '../limit.ts';
import {printListing} from '../print-listing.ts';
import {withProduct} from '../product.ts';

const DEFAULT_DAYS = 7;

/** What was odd of late. `--status` chooses kinds, `--job` jobs. From the database alone. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const limit = readLimit(flags.limit);
  const kinds = await checkChoices('--status', flags.status, ANOMALY_KINDS);
  await withProduct(context, 'read', async ({store, environments, today}) => {
    const {from, to} = readDayRange(flags, today, DEFAULT_DAYS, presentDay(environments, now, today));
    const knownAt = flags.now === undefined ? undefined : now;
    const span = {to, days: toDayNumber(to) - toDayNumber(from) + 1, now, knownAt};
    const job = flags.job === undefined ? undefined : compileGlob(flags.job);
    const rows = (await readAnomalies(store, environments, span, job)).filter(
      ({kind}) => !kinds || kinds.has(kind),
    );
    await printListing(context, listAnomalies(limit === undefined ? rows : rows.slice(0, limit)));
  });
  return EXIT.ok;
}
