/** What became of a job (or an environment) on a day, in one letter. */
import type {RunStatus} from '../../domain/run.ts';
import type {RunDay} from '../../domain/run-day.ts';
import {emptyRunDay, isMadeGood} from '../../domain/run-day.ts';
import type {Verdict} from '../../domain/slot.ts';
import type {DayMark} from './pages.ts';

export type MarkFacts = {
  /** Of the day's slots: as judged now, or the last that were remembered. */
  verdicts: ReadonlySet<Verdict>;
  /** Absent when no run is known. */
  runs?: RunDay | undefined;
  /** Something was counted, whatever became of it. */
  isCounted?: boolean;
  /** Whether a complete answer was collected: only then is "nothing" known. */
  isKnown: boolean;
};

/**
 * The worst that is known of the day wins; `DAY_MARKS` has the order. Verdicts tell of expected runs, the runs of all
 * others. A failure that a later success made good counts as late, unless its slot is judged failed all the same.
 */
export function markOf({verdicts, runs = emptyRunDay(), isCounted = false, isKnown}: MarkFacts): DayMark {
  const {byStatus} = runs;
  const has = (...some: readonly Verdict[]): boolean => some.some(verdict => verdicts.has(verdict));
  const ran = (...some: readonly RunStatus[]): boolean => some.some(status => byStatus[status] > 0);
  const isBad = !isMadeGood(runs);
  // A cancelled run fails its slot: the letter says which it was.
  const isFailedByCancelling = ran('cancelled') && !ran('failed');
  if (has('missing')) return 'M';
  if ((isBad && ran('failed')) || (has('failed') && !isFailedByCancelling)) return 'F';
  if ((isBad && ran('cancelled')) || has('failed')) return 'X';
  if (has('unknown') || ran('unknown')) return 'U';
  if (has('ok-late', 'overrun') || ran('failed', 'cancelled')) return 'L';
  if (has('running', 'due') || ran('running')) return 'R';
  // What is held on purpose stays waiting.
  if (ran('waiting', 'held') && !has('excused')) return 'R';
  if (has('ok', 'ok-early') || ran('succeeded') || isCounted) return 'K';
  if (has('pending')) return 'R';
  if (has('excused')) return 'E';
  return isKnown ? '.' : ' ';
}
