/** Trends and reliability in words. */
import type {Reliability} from '../../analysis/reliability.ts';
import {formatCount, plural} from '../../domain/text.ts';
import {formatChange, formatShare} from '../../output/listings/trends.ts';
import type {DifferenceItem, NumbersPage} from '../../report/pages/pages.ts';
import type {Trend} from '../../report/status-report.ts';

/** `31% fewer since 2026-11-20`, `8% more a month`; empty when there is neither. */
export function describeTrend({trend, drift}: Pick<NumbersPage, 'trend' | 'drift'>): string {
  if (trend) return describeLevel(trend);
  return drift === null ? '' : `${moreOrFewer(drift)} a month`;
}

export function describeLevel({change, since}: Trend): string {
  return `${moreOrFewer(change)} since ${since}`;
}

function moreOrFewer(change: number): string {
  return `${formatChange(Math.abs(change)).replace('+', '')} ${change < 0 ? 'fewer' : 'more'}`;
}

/** `ran elsewhere and not here on 2 days, the last 2026-11-20`; empty when there are none. */
export function describeDifferences({differences}: Pick<NumbersPage, 'differences'>): string {
  const last = differences.at(-1);
  if (!last) return '';
  return `ran elsewhere and not here on ${plural(differences.length, 'day')}, the last ${last.day}`;
}

/** `2 jobs ran elsewhere and not here: RISK/VAR (3 such days, the last 2026-11-20), EOD (2026-11-20)`; empty when there are none. */
export function describeLacking(jobs: readonly DifferenceItem[]): string {
  if (jobs.length === 0) return '';
  const named = jobs
    .toSorted((a, b) => b.days - a.days)
    .slice(0, MOST_NAMED)
    .map(({job, day, days}) => `${job} (${days > 1 ? `${days} such days, the last ${day}` : day})`);
  const more = jobs.length > MOST_NAMED ? `, and ${formatCount(jobs.length - MOST_NAMED)} more` : '';
  return `${plural(jobs.length, 'job')} ran elsewhere and not here: ${named.join(', ')}${more}`;
}

/** More of them are in `anomalies`. */
const MOST_NAMED = 3;

/** `98.8% of 91 runs succeeded; ok for 83 days, since 2026-09-08; 20.5 days between failures`. */
export function describeReliability(reliability: Reliability): string {
  const {succeeded, failed, successRate, meanDaysBetweenFailures, streak, goodBefore, isFlapping} =
    reliability;
  if (successRate === null && streak === null) return 'No run of it has ended in these days.';
  const parts = [
    successRate === null
      ? 'No run has ended'
      : `${formatShare(successRate)} of ${plural(succeeded + failed, 'run')} succeeded`,
  ];
  if (streak) {
    const before = goodBefore ? `, after ${plural(goodBefore, 'good day')}` : '';
    parts.push(`${streak.outcome} for ${plural(streak.days, 'day')}, since ${streak.since}${before}`);
  }
  if (meanDaysBetweenFailures !== null)
    parts.push(`${meanDaysBetweenFailures.toFixed(1)} days between failures`);
  if (isFlapping) parts.push('flapping');
  return parts.join('; ');
}
