/** The day before's last verdicts are only decided by what is collected of the day after. */
import type {DayFacts} from '../analysis/day-facts.ts';
import {edgeMargins, longestGrace} from '../domain/day-edges.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, MINUTE_MS} from '../domain/time.ts';

/** What was collected of one business day of an environment. */
export type DayNews = {
  /** Ids of the collections. */
  collections: ReadonlySet<number>;
  /** For each source that gave a complete answer: when its last one before this began; undefined when there was none. */
  completeBefore: readonly (EpochMs | undefined)[];
  /** The business days of the runs that were new or had changed. */
  changedDays: ReadonlySet<Day>;
};

/** Whoever judged as of the start of a collection may have begun so long before it. */
const LONGEST_START_MS = MINUTE_MS;

/**
 * Whether news of a day can have changed a verdict of the day before: as proof that a run is missing whose deadline lies
 * after midnight, as a late run, or because a run of that day has gone on. `facts` are those of the day itself.
 */
export function mayChangeDayBefore(
  {edgeRules, day, bounds, runs}: Pick<DayFacts, 'edgeRules' | 'day' | 'bounds' | 'runs'>,
  {collections, completeBefore, changedDays}: DayNews,
): boolean {
  if (changedDays.has(addDays(day, -1))) return true;
  const lastDeadlineAt = bounds.start + longestGrace(edgeRules);
  const isProven = (before: EpochMs | undefined): boolean =>
    before !== undefined && before > lastDeadlineAt + LONGEST_START_MS;
  if (!completeBefore.every(isProven)) return true;
  if (!changedDays.has(day)) return false;
  const lateUntil = bounds.start + edgeMargins(edgeRules).lateMs;
  for (const own of runs.values()) {
    if (own.some(({startedAt = lateUntil, seenIn}) => startedAt < lateUntil && collections.has(seenIn)))
      return true;
  }
  return false;
}
