/** Where a job that runs every n minutes paused for longer than it does. */
import type {LearnedRhythm} from '../../domain/learned.ts';
import type {EpochMs} from '../../domain/time.ts';

/** A start that was due and did not come by its deadline, and the start before it. */
export type Overdue = {dueAt: EpochMs; deadlineAt: EpochMs; after: EpochMs};

/**
 * Every pause beyond the rhythm's limit whose deadline lies in `[from, until)`, one each however long it is. `starts` in
 * order, from a day before `from` on. A day that has not begun when it usually has counts from then.
 */
export function findOverdue(
  {everyMs, limitMs, fromAt, untilAt, isAllDay}: LearnedRhythm,
  starts: readonly EpochMs[],
  from: EpochMs,
  until: EpochMs,
): Overdue[] {
  const own = isAllDay ? starts : [fromAt, ...starts.filter(start => start > fromAt && start < untilAt)];
  const overdue: Overdue[] = [];
  for (const [index, start] of own.entries()) {
    const deadlineAt = start + limitMs;
    const next = own[index + 1] ?? Number.POSITIVE_INFINITY;
    const isWithin = isAllDay || deadlineAt < untilAt;
    if (deadlineAt < next && deadlineAt >= from && deadlineAt < until && isWithin)
      overdue.push({dueAt: start + everyMs, deadlineAt, after: start});
  }
  return overdue;
}
