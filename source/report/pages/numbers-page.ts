/** The band of what is usual on each of some days, of an environment or of one of its jobs. */
import type {CountSeries} from '../../analysis/counts/baseline.ts';
import {alarmLevels} from '../../analysis/counts/day-count.ts';
import {findDrift} from '../../analysis/counts/drift.ts';
import {expectCount} from '../../analysis/counts/expect-count.ts';
import {SPECIAL_MEMORY_DAYS} from '../../analysis/counts/special-days.ts';
import type {UsualBand} from '../../analysis/counts/usual-band.ts';
import {bandOf} from '../../analysis/counts/usual-band.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import {readCountSeries} from '../count-series.ts';
import type {Moment} from '../read-facts.ts';
import {explainDifference, readDifferences} from '../trends/differences.ts';
import type {DaySpan} from '../trends/read-job-numbers.ts';
import {readJobNumbers} from '../trends/read-job-numbers.ts';
import {trendOf} from '../trends/trend-of.ts';
import type {NumbersPage} from './pages.ts';

export type NumbersRequest = {
  /** A name; absent = of the environment as a whole. */
  job?: string;
  days: number;
  /** With which a job's days are compared; absent = with none. */
  others?: readonly Environment[];
};

/** Where numbers are not judged at all there is a band to look at all the same. */
const ALARMS_TO_LOOK_AT = 1;
/** Others have a turn after so many days: a year of bands takes a tenth of a second. */
const DAYS_A_TURN = 60;

export async function readNumbersPage(
  store: Store,
  environment: Environment,
  {job, days, others = []}: NumbersRequest,
  {now, knownAt, day}: Moment,
): Promise<NumbersPage> {
  const to = day ?? businessDayOf(now, environment.clock);
  const length = SPECIAL_MEMORY_DAYS + days;
  const series =
    job === undefined
      ? await readCountSeries(store, environment, addDays(to, 1), length, knownAt)
      : await readJobSeries(store, environment, job, {to, days: length, now, knownAt});
  const alarm = alarmLevels(environment.countAlarmsPerYear || ALARMS_TO_LOOK_AT).whole;
  const usual: (UsualBand | null)[] = [];
  for (let index = length - days; index < length; index++) {
    const expected = series && expectCount(series, index);
    usual.push(expected ? bandOf(expected, alarm) : null);
    if (usual.length % DAYS_A_TURN === 0) await new Promise(resolve => setImmediate(resolve));
  }
  // The last day may not be over.
  const last = series?.counts.findLastIndex(count => count !== undefined) ?? -1;
  const known = series && {counts: series.counts.slice(0, last + 1), shapes: series.shapes};
  const trend = known ? trendOf(known, addDays(to, last + 2 - length)) : null;
  const drift = known && !trend ? (findDrift(known, last) ?? null) : null;
  const span = {to, days, now, knownAt};
  const differences =
    job === undefined ? [] : await findDifferences(store, job, [environment, ...others], span);
  return {from: addDays(to, 1 - days), to, usual, trend, drift, differences};
}

/** Of a job in the first of the environments. */
async function findDifferences(
  store: Store,
  job: string,
  environments: readonly Environment[],
  span: DaySpan,
): Promise<NumbersPage['differences']> {
  const found = await readDifferences(store, environments, span, span.days, name => name === job);
  return found.flatMap(difference =>
    difference.environment === environments[0]?.name
      ? [{day: difference.day, explanation: explainDifference(difference)}]
      : [],
  );
}

async function readJobSeries(
  store: Store,
  environment: Environment,
  job: string,
  span: Parameters<typeof readJobNumbers>[2],
): Promise<CountSeries | undefined> {
  for await (const {series} of readJobNumbers(store, environment, span, name => name === job)) return series;
  return undefined;
}
