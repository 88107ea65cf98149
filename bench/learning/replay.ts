/**
 * Replays a job day by day through the product's own learner: each day is first expected, from the days before, and then
 * learned. What the operator would have been told, at the instant it would have been known.
 */

import {isAlarming} from '../../source/analysis/learning/budget.ts';
import {expectDay, learnDays} from '../../source/analysis/learning/learner.ts';
import {findOverdue} from '../../source/analysis/learning/overdue.ts';
import {businessDayOf, dayBounds} from '../../source/domain/business-day.ts';
import type {JobModel, LearnedDay, LearningRun} from '../../source/domain/learned.ts';
import type {Day, EpochMs} from '../../source/domain/time.ts';
import {addDays, DAY_MS} from '../../source/domain/time.ts';
import type {BenchJob} from './job-set.ts';

/** Alerts in order. While nothing has run since the last alert, the absence goes on and nobody is told again. */
export function alertsOf(job: BenchJob): EpochMs[] {
  const starts = startsOf(job);
  const byDay = new Map<Day, LearningRun[]>();
  for (const startedAt of starts) {
    const day = businessDayOf(startedAt, job.context.clock);
    const runs = byDay.get(day) ?? [];
    runs.push({startedAt, status: 'succeeded'});
    byDay.set(day, runs);
  }
  const raised: EpochMs[] = [];
  let model: JobModel | undefined;
  let told = Number.NEGATIVE_INFINITY;
  const [first = 0] = starts;
  const end = businessDayOf(job.endsAt, job.context.clock);
  for (let day = businessDayOf(first, job.context.clock); day <= end; day = addDays(day, 1)) {
    if (model) {
      const wanted = expectDay(model, day, job.context);
      for (const at of absences(job, wanted, day, starts)) {
        if (at <= job.endsAt && (!Number.isFinite(told) || ranBetween(starts, told, at))) {
          raised.push(at);
          told = at;
        }
      }
    }
    model = learnDays(model, [{day, isObserved: true, runs: byDay.get(day) ?? []}], job.context);
  }
  return raised;
}

function startsOf({slots, extra}: BenchJob): EpochMs[] {
  const starts = slots.flatMap(({startedAt}) => (startedAt === undefined ? [] : [startedAt]));
  return [...starts, ...extra].sort((a, b) => a - b);
}

function absences(
  {context}: BenchJob,
  {slots, rhythm}: LearnedDay,
  day: Day,
  starts: readonly EpochMs[],
): EpochMs[] {
  const missing = slots
    .filter(slot => isAlarming(slot) && !ranBetween(starts, slot.earliestAt - 1, slot.deadlineAt))
    .map(({deadlineAt}) => deadlineAt);
  if (!rhythm || !isAlarming(rhythm)) return missing.sort((a, b) => a - b);
  const bounds = dayBounds(day, context.clock);
  const from = firstAfter(starts, bounds.start - DAY_MS);
  const near = starts.slice(from, firstAfter(starts, bounds.end));
  return findOverdue(rhythm, near, bounds.start, bounds.end)
    .filter(({deadlineAt, after}) => !ranBetween(starts, after, deadlineAt))
    .map(({deadlineAt}) => deadlineAt);
}

function ranBetween(starts: readonly EpochMs[], after: EpochMs, until: EpochMs): boolean {
  return (starts[firstAfter(starts, after)] ?? Number.POSITIVE_INFINITY) <= until;
}

/** Index of the first start after an instant. */
function firstAfter(starts: readonly EpochMs[], instant: EpochMs): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
