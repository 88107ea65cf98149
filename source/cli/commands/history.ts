import type {DailyTotal} from '../../domain/facts.ts';
import {listHistory} from '../../output/listings/history.ts';
import type {DayRange} from '../../store/store.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {listDays, presentDay, readDayRange} from '../days.ts';
import {isAscii, printListing} from '../print-listing.ts';
import {withProduct} from '../product.ts';

const DEFAULT_DAYS = 30;

/** Daily totals from the database; on a terminal with a chart of their sum over the environments. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, io, now} = context;
  await withProduct(context, 'read', async ({store, environments, today}) => {
    const range = readDayRange(flags, today, DEFAULT_DAYS, presentDay(environments, now, today));
    const names = new Set(environments.map(({name}) => name));
    const totals = (await store.readDailyTotals(range)).filter(({environment}) => names.has(environment));
    totals.sort(
      (a, b) => b.businessDay.localeCompare(a.businessDay) || a.environment.localeCompare(b.environment),
    );
    await printListing(context, listHistory(totals));
    if (io.isTerminal && !flags.json && !flags.csv && totals.length > 0) {
      const {formatChart} = await import('../../output/chart.ts');
      await io.write(
        `\n${formatChart(sumByDay(totals, range), {width: io.columns, isAscii: isAscii(context)})}`,
      );
    }
  });
  return EXIT.ok;
}

function sumByDay(totals: readonly DailyTotal[], range: DayRange): number[] {
  const sums = Map.groupBy(totals, ({businessDay}) => businessDay);
  return listDays(range).map(day => (sums.get(day) ?? []).reduce((sum, {total}) => sum + total, 0));
}
