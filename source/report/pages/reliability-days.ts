import type {ReliabilityDay} from '../../analysis/reliability.ts';
import type {JobTrendFacts} from '../../domain/facts.ts';
import type {RunRecord} from '../../domain/run.ts';
import {tallyRuns} from '../../domain/run-day.ts';
import type {DayCell} from './pages.ts';

/** A job's days as its reliability is derived from them; `lastRuns` are the last day's, as it was judged. */
export function toReliabilityDays(
  cells: readonly DayCell[],
  trend: JobTrendFacts | undefined,
  lastRuns?: readonly RunRecord[],
): ReliabilityDay[] {
  return cells.map(({day, mark}, index) => {
    const isLast = lastRuns !== undefined && index === cells.length - 1;
    const runs = isLast ? tallyRuns(lastRuns).byStatus : trend?.days.get(day)?.byStatus;
    return {
      day,
      outcome: outcomeOf(mark),
      succeeded: runs?.succeeded ?? 0,
      failed: (runs?.failed ?? 0) + (runs?.cancelled ?? 0),
    };
  });
}

/** What was late or made good in the end was good. */
export function outcomeOf(mark: string): ReliabilityDay['outcome'] {
  if (mark === 'M') return 'missed';
  if (mark === 'F' || mark === 'X') return 'failed';
  return mark === 'K' || mark === 'L' ? 'ok' : 'quiet';
}
