/** The usual number of runs of a business day, and the days shown beside it. */

import type {DailyTotal} from '../domain/facts.ts';
import {ascending, quantile} from '../domain/quantile.ts';
import {emptyByStatus, hasStarted, RUN_STATUSES} from '../domain/run.ts';
import {addDays} from '../domain/time.ts';
import type {EnvironmentFacts} from './read-facts.ts';
import type {HistoryDay} from './status-report.ts';

export const HISTORY_DAYS = 30;
export const USUAL_WEEKS = 8;

/** Below this many comparable days there is nothing that could be called usual. */
export const FEWEST_COMPARABLE_DAYS = 3;

/** The median of the same weekday's totals; up to the same local time while the day is not over. Null when too little is known. */
export function deriveUsual(
  {day, totals, startedByNow}: EnvironmentFacts,
  isDayOver: boolean,
): number | null {
  if (!isDayOver) return medianOrNull([...startedByNow.values()]);
  const sameWeekday = new Set(Array.from({length: USUAL_WEEKS}, (_, week) => addDays(day, -7 * (week + 1))));
  return medianOrNull(totals.filter(({businessDay}) => sameWeekday.has(businessDay)).map(executedOf));
}

const NOT_STARTED = RUN_STATUSES.filter(status => !hasStarted(status));

/** Runs of a day that have started (whatever became of them) and plain counts. */
export function executedOf({byStatus, total}: Pick<DailyTotal, 'byStatus' | 'total'>): number {
  return total - NOT_STARTED.reduce((sum, status) => sum + byStatus[status], 0);
}

/**
 * The shown day's numbers: from its runs and counts as they are known (which `--now` may put in the past), from the rollup
 * once they were pruned. Undefined when nothing is known.
 */
export function deriveDayTotal({
  day,
  runs,
  counts,
  totals,
  environment,
}: EnvironmentFacts): DailyTotal | undefined {
  if (runs.size === 0 && counts.length === 0) return totals.find(({businessDay}) => businessDay === day);
  const byStatus = emptyByStatus();
  let total = 0;
  for (const own of runs.values()) {
    total += own.length;
    for (const run of own) byStatus[run.status] += 1;
  }
  for (const {status, count} of counts) {
    total += count;
    if (status) byStatus[status] += count;
  }
  return {environment: environment.name, businessDay: day, byStatus, total};
}

export function deriveHistory(
  {totals, day}: EnvironmentFacts,
  dayTotal: DailyTotal | undefined,
): HistoryDay[] {
  const byDay = new Map(totals.map(item => [item.businessDay, item]));
  return Array.from({length: HISTORY_DAYS}, (_, i): HistoryDay => {
    const shown = addDays(day, i - HISTORY_DAYS + 1);
    const known = shown === day ? dayTotal : byDay.get(shown);
    return {
      day: shown,
      total: known ? executedOf(known) : null,
      succeeded: known?.byStatus.succeeded ?? null,
      failed: known?.byStatus.failed ?? null,
    };
  });
}

/** Of numbers of comparable days; null when there are too few of them to call anything usual. */
export function medianOrNull(values: readonly number[]): number | null {
  return values.length < FEWEST_COMPARABLE_DAYS ? null : Math.round(quantile(ascending(values), 0.5));
}
