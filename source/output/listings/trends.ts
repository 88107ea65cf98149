import {cleanText, formatCount, plural} from '../../domain/text.ts';
import type {TrendRow} from '../../report/trends/trend-row.ts';
import type {Listing} from '../table.ts';

/** `trends`: one row an environment, or one a job. */
export function listTrends(rows: readonly TrendRow[]): Listing<TrendRow> {
  const hasJobs = rows.some(({job}) => job !== null);
  return {
    rows,
    emptyText: 'Nothing is known of these days.',
    columns: [
      {key: 'environment', title: 'environment', value: row => row.environment},
      {
        key: 'job',
        title: hasJobs ? 'job' : undefined,
        value: row => row.job,
        text: ({job}) => cleanText(job ?? '-'),
      },
      {key: 'from', value: row => row.from},
      {key: 'to', value: row => row.to},
      {key: 'knownDays', title: 'days', align: 'right', yields: 6, value: row => row.knownDays},
      {
        key: 'perDay',
        title: 'runs/day',
        align: 'right',
        value: row => round(row.perDay, 2),
        text: ({perDay}) => (perDay === null ? '-' : formatPerDay(perDay)),
      },
      {
        key: 'change',
        title: 'level',
        align: 'right',
        value: row => row.trend?.change ?? null,
        text: ({trend}) => (trend ? formatChange(trend.change) : '-'),
      },
      {key: 'since', title: 'since', yields: 4, value: row => row.trend?.since ?? null},
      {key: 'probability', value: row => row.trend?.probability ?? null},
      {
        key: 'drift',
        title: '30 days',
        yields: 5,
        align: 'right',
        value: row => round(row.drift, 3),
        text: ({drift}) => (drift === null ? '-' : formatChange(drift)),
      },
      {key: 'succeeded', value: row => row.succeeded},
      {
        key: 'failed',
        title: 'failed',
        align: 'right',
        yields: 3,
        value: row => row.failed,
        text: ({failed}) => formatCount(failed),
      },
      {
        key: 'successRate',
        title: 'success',
        align: 'right',
        value: row => round(row.successRate, 4),
        text: ({successRate}) => formatShare(successRate),
      },
      {
        key: 'meanDaysBetweenFailures',
        title: 'between failures',
        align: 'right',
        yields: 2,
        value: row => round(row.meanDaysBetweenFailures, 1),
        text: ({meanDaysBetweenFailures: days}) => (days === null ? '-' : `${days.toFixed(1)}d`),
      },
      {key: 'streak', value: row => row.streak?.outcome ?? null},
      {
        key: 'streakDays',
        title: 'streak',
        yields: 1,
        value: row => row.streak?.days ?? null,
        text: ({streak}) => (streak ? `${streak.outcome} ${plural(streak.days, 'day')}` : '-'),
      },
      {key: 'goodBefore', value: row => row.goodBefore},
      {
        key: 'isFlapping',
        title: rows.some(({isFlapping}) => isFlapping) ? 'flapping' : undefined,
        value: row => row.isFlapping,
        text: ({isFlapping}) => (isFlapping ? 'yes' : '-'),
      },
    ],
  };
}

/** `+8%`, `-31%`. */
export function formatChange(change: number): string {
  const percent = Math.round(change * 100);
  return `${percent > 0 ? '+' : ''}${percent}%`;
}

/** Down, so that 999 of 1,000 are not all: `99.9%`. */
export function formatShare(share: number | null): string {
  if (share === null) return '-';
  return share === 1 ? '100%' : `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
}

function formatPerDay(perDay: number): string {
  return perDay >= 10 ? formatCount(Math.round(perDay)) : perDay.toFixed(1);
}

function round(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
