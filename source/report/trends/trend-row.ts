/** How an environment or a job has fared over some weeks: its level, its drift, how reliably it runs. */

import type {CountSeries} from '../../analysis/counts/baseline.ts';
import {findDrift} from '../../analysis/counts/drift.ts';
import type {Reliability, ReliabilityDay} from '../../analysis/reliability.ts';
import {deriveReliability} from '../../analysis/reliability.ts';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Trend} from '../status-report.ts';
import {trendOf} from './trend-of.ts';

export type TrendRow = Reliability & {
  environment: string;
  /** Null for the environment as a whole. */
  job: string | null;
  from: Day;
  to: Day;
  /** Days that are known as a whole. */
  knownDays: number;
  /** Runs a day, of the last four weeks that are known; null when none is. */
  perDay: number | null;
  trend: Trend | null;
  /** The slow change in thirty days (0.08 = 8 % more); null when there is none that is certain, or the level has shifted. */
  drift: number | null;
};

const RECENT_DAYS = 28;

/** `series` and `days` are of the same days, oldest first; `to` is the last of them. */
export function deriveTrendRow(
  {environment, job, to}: Pick<TrendRow, 'environment' | 'job' | 'to'>,
  series: CountSeries,
  days: readonly ReliabilityDay[],
): TrendRow {
  const known = series.counts.filter(count => count !== undefined);
  const recent = series.counts.slice(-RECENT_DAYS).filter(count => count !== undefined);
  // The last day may not be over yet: then the level is as of the day before.
  const whole = withoutUnknownEnd(series);
  const trend = trendOf(whole, addDays(to, 1 - (series.counts.length - whole.counts.length)));
  return {
    environment,
    job,
    from: addDays(to, 1 - series.counts.length),
    to,
    knownDays: known.length,
    perDay: recent.length === 0 ? null : recent.reduce((sum, count) => sum + count, 0) / recent.length,
    trend,
    drift: trend ? null : (findDrift(whole, whole.counts.length - 1) ?? null),
    ...deriveReliability(days),
  };
}

function withoutUnknownEnd({counts, shapes}: CountSeries): CountSeries {
  const end = counts.findLastIndex(count => count !== undefined) + 1;
  return {counts: counts.slice(0, end), shapes};
}
