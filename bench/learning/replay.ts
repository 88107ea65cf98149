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

/** A job on its way through the days. */
export type Replay = {
  job: BenchJob;
  firstDay: Day;
  lastDay: Day;
  /** What is expected of a day from the ones before it. */
  expect(day: Day): LearnedDay;
  /** Tells of what is absent of what was expected on a day. While nothing has run since the last alert, nobody is told again. */
  tell(day: Day, expected: LearnedDay): void;
  learn(day: Day): void;
  /** In order. */
  alerts: EpochMs[];
};

export function startReplay(job: BenchJob, context = job.context): Replay {
  const starts = startsOf(job);
  const byDay = Map.groupBy(
    starts.map((startedAt): LearningRun => ({startedAt, status: 'succeeded'})),
    ({startedAt}) => businessDayOf(startedAt, context.clock),
  );
  const alerts: EpochMs[] = [];
  let model: JobModel | undefined;
  let told = Number.NEGATIVE_INFINITY;
  const [first = 0] = starts;
  return {
    job,
    firstDay: businessDayOf(first, context.clock),
    lastDay: businessDayOf(job.endsAt, context.clock),
    alerts,
    expect: day => (model ? expectDay(model, day, context) : {slots: []}),
    tell(day, expected) {
      for (const at of absences(job, expected, day, starts)) {
        if (at > job.endsAt || (Number.isFinite(told) && !ranBetween(starts, told, at))) continue;
        alerts.push(at);
        told = at;
      }
    },
    learn(day) {
      model = learnDays(model, [{day, isObserved: true, runs: byDay.get(day) ?? []}], context);
    },
  };
}

/** Alerts of one job by itself, in order. */
export function alertsOf(job: BenchJob): EpochMs[] {
  const replay = startReplay(job);
  for (let day = replay.firstDay; day <= replay.lastDay; day = addDays(day, 1)) {
    const {slots, rhythm} = replay.expect(day);
    const isTold = rhythm !== undefined && isAlarming(rhythm);
    replay.tell(day, {slots: slots.filter(isAlarming), ...(isTold && {rhythm})});
    replay.learn(day);
  }
  return replay.alerts;
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
    .filter(slot => !ranBetween(starts, slot.earliestAt - 1, slot.deadlineAt))
    .map(({deadlineAt}) => deadlineAt);
  if (!rhythm) return missing.sort((a, b) => a - b);
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
