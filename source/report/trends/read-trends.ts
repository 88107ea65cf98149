/** The rows of `trends`: environments, or the jobs of them that match. */
import type {ReliabilityDay} from '../../analysis/reliability.ts';
import type {Environment} from '../../domain/environment.ts';
import {addDays, fromDayNumber, toDayNumber} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import {readCountSeries} from '../count-series.ts';
import {readHistoryPage} from '../pages/history-page.ts';
import {outcomeOf} from '../pages/reliability-days.ts';
import type {DaySpan} from './read-job-numbers.ts';
import {readJobNumbers} from './read-job-numbers.ts';
import type {TrendRow} from './trend-row.ts';
import {deriveTrendRow} from './trend-row.ts';

export async function readEnvironmentTrends(
  store: Store,
  environments: readonly Environment[],
  {to, days, now, knownAt}: DaySpan,
): Promise<TrendRow[]> {
  const history = await readHistoryPage(store, environments, days, {now, knownAt, day: to});
  const rows: TrendRow[] = [];
  for (const environment of environments) {
    const {name} = environment;
    const from = addDays(to, 1 - days);
    const totals = await store.readDailyTotals({environment: name, from, to});
    const byDay = new Map(totals.map(({businessDay, byStatus}) => [businessDay, byStatus]));
    const marks = history.rows.find(row => row.name === name)?.marks ?? '';
    const outcomes = Array.from({length: days}, (_, index): ReliabilityDay => {
      const day = fromDayNumber(toDayNumber(from) + index);
      const {succeeded = 0, failed = 0, cancelled = 0} = byDay.get(day) ?? {};
      return {day, outcome: outcomeOf(marks[index] ?? ' '), succeeded, failed: failed + cancelled};
    });
    const series = await readCountSeries(store, environment, addDays(to, 1), days, knownAt);
    // Where many jobs run, one of them failing today and another tomorrow is no flapping.
    rows.push({...deriveTrendRow({environment: name, job: null, to}, series, outcomes), isFlapping: false});
  }
  return rows;
}

export async function readJobTrends(
  store: Store,
  environments: readonly Environment[],
  span: DaySpan,
  matches: (job: string) => boolean,
): Promise<TrendRow[]> {
  const rows: TrendRow[] = [];
  for (const environment of environments) {
    for await (const {job, series, days} of readJobNumbers(store, environment, span, matches))
      rows.push(deriveTrendRow({environment: environment.name, job, to: span.to}, series, days));
  }
  return rows;
}
