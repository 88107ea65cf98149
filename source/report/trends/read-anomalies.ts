/** The rows of `anomalies`: odd numbers of environments and jobs, streaks, and what ran in one place and not in another. */
import {WINDOW_DAYS} from '../../analysis/counts/baseline.ts';
import {alarmLevels, judgeDayCount} from '../../analysis/counts/day-count.ts';
import {SPECIAL_MEMORY_DAYS} from '../../analysis/counts/special-days.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import {matchAny} from '../../domain/glob.ts';
import {compareText} from '../../domain/text.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import {readCountSeries} from '../count-series.ts';
import {explainLearnedCount} from '../explain-numbers.ts';
import {readFacts} from '../read-facts.ts';
import type {AnomalyRow} from './anomaly-row.ts';
import {ANOMALY_KINDS} from './anomaly-row.ts';
import {differenceRow, readDifferences} from './differences.ts';
import {numberAnomalies, numberRow} from './number-anomalies.ts';
import type {DaySpan} from './read-job-numbers.ts';
import {readJobNumbers} from './read-job-numbers.ts';
import {reliabilityAnomalies} from './reliability-anomalies.ts';

/** `span` are the days that are looked at; `job` chooses jobs: then nothing is told of whole environments. */
export async function readAnomalies(
  store: Store,
  environments: readonly Environment[],
  span: DaySpan,
  job?: (name: string) => boolean,
): Promise<AnomalyRow[]> {
  const rows: AnomalyRow[] = [];
  for (const environment of environments) {
    if (!job) {
      rows.push(...(await readPastNumbers(store, environment, span)));
      rows.push(...(await readPresentNumber(store, environment, span)));
    }
    rows.push(...(await readJobAnomalies(store, environment, span, job ?? (() => true))));
  }
  const differences = await readDifferences(store, environments, span, span.days, job ?? (() => true));
  rows.push(...differences.map(differenceRow));
  return rows.sort(newestFirst);
}

/** Of days that are known as a whole. */
async function readPastNumbers(
  store: Store,
  environment: Environment,
  {to, days, knownAt}: DaySpan,
): Promise<AnomalyRow[]> {
  const length = SPECIAL_MEMORY_DAYS + days;
  const series = await readCountSeries(store, environment, addDays(to, 1), length, knownAt);
  const alarm = alarmLevels(environment.countAlarmsPerYear ?? 0).whole;
  return numberAnomalies({environment, job: null, series, days: lastDays(to, days, length), alarm});
}

/** Of the business day that is not over: as the report judges it. */
async function readPresentNumber(
  store: Store,
  environment: Environment,
  {to, now, knownAt}: DaySpan,
): Promise<AnomalyRow[]> {
  if (businessDayOf(now, environment.clock) !== to) return [];
  const facts = await readFacts(store, environment, {now, knownAt, day: to});
  const learned = facts.numbers && judgeDayCount(facts, facts.numbers);
  if (!learned) return [];
  const explanation = explainLearnedCount(learned, facts, {zone: environment.clock.zone, now});
  return [numberRow(environment, null, to, learned, explanation)];
}

async function readJobAnomalies(
  store: Store,
  environment: Environment,
  {to, days, now, knownAt}: DaySpan,
  matches: (job: string) => boolean,
): Promise<AnomalyRow[]> {
  const length = WINDOW_DAYS + days;
  const from = addDays(to, 1 - days);
  const known = (await store.readJobs({environment: environment.name})).filter(
    ({job, lastDay}) => lastDay >= addDays(to, 1 - length) && matches(job),
  );
  const isSilent = matchAny(environment.silence);
  // The budget is one of all jobs that are looked at.
  const alarm = alarmLevels(environment.countAlarmsPerYear ?? 0).whole / Math.max(1, known.length);
  const rows: AnomalyRow[] = [];
  const shown = lastDays(to, days, length);
  for await (const numbers of readJobNumbers(store, environment, {to, days: length, now, knownAt}, matches)) {
    const {job, series} = numbers;
    if (alarm > 0 && !isSilent(job))
      rows.push(...numberAnomalies({environment, job, series, days: shown, alarm}));
    rows.push(...reliabilityAnomalies(environment.name, job, numbers.days, from));
  }
  return rows;
}

/** With their places in a series of so many days that ends with `to`. */
function lastDays(to: string, days: number, length: number): {day: string; index: number}[] {
  return Array.from({length: days}, (_, place) => ({
    day: addDays(to, place + 1 - days),
    index: length - days + place,
  }));
}

function newestFirst(a: AnomalyRow, b: AnomalyRow): number {
  return (
    compareText(b.day, a.day) ||
    ANOMALY_KINDS.indexOf(a.kind) - ANOMALY_KINDS.indexOf(b.kind) ||
    compareText(a.environment, b.environment) ||
    compareText(a.job ?? '', b.job ?? '')
  );
}
