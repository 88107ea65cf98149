/** How long a job usually takes. */
import type {RunDuration} from '../../domain/facts.ts';
import {ascending, quantile} from '../../domain/quantile.ts';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {DurationFilter} from '../../store/store.ts';
import type {UsualDuration} from './pages.ts';

/** From fewer runs nothing is called usual. */
const FEWEST_RUNS = 5;
const MOST_RUNS_LOOKED_AT = 50;
const DAYS_LOOKED_AT = 60;

/** What to ask the store for: the last successful runs up to a business day. */
export function usualDurationFilter(until: Day): Pick<DurationFilter, 'from' | 'to' | 'statuses' | 'limit'> {
  return {
    from: addDays(until, 1 - DAYS_LOOKED_AT),
    to: until,
    statuses: ['succeeded'],
    limit: MOST_RUNS_LOOKED_AT,
  };
}

export function deriveUsualDuration(recent: readonly RunDuration[] = []): UsualDuration | null {
  if (recent.length < FEWEST_RUNS) return null;
  const durations = ascending(recent.map(({durationMs}) => durationMs));
  const at = (share: number): number => Math.round(quantile(durations, share));
  return {medianMs: at(0.5), lowMs: at(0.05), highMs: at(0.95), sample: durations.length};
}
