/** A business day as its scheduler knows it at `now`: nothing that is still to come. */

import {dayBounds} from '../domain/business-day.ts';
import type {EpochMs} from '../domain/time.ts';
import type {DayView, SimulatedJob} from './fleet-model.ts';
import type {Attempt, PlannedRun} from './plan-day.ts';
import {planDay} from './plan-day.ts';

export type SimulatedRun = {
  job: SimulatedJob;
  /** Place in the day's order, from 0; the same for every attempt of a run. */
  sequence: number;
  /** 1 for the first start, 2 for its rerun; 1 also for what has not started. */
  attempt: number;
  dueAt: EpochMs;
} & (
  | {state: 'waiting' | 'held' | 'stuck'}
  | {state: 'running'; startedAt: EpochMs}
  | {state: 'succeeded' | 'failed'; startedAt: EpochMs; endedAt: EpochMs; exitCode: number}
);

export type StartedRun = Extract<SimulatedRun, {startedAt: EpochMs}>;

/**
 * Every run of the day in the order it is due, a rerun after its first attempt. Empty before the day begins: a
 * scheduler makes its plan on the day.
 */
export function simulateDay(view: DayView): SimulatedRun[] {
  if (dayBounds(view.day, view.environment.clock).start > view.now) return [];
  return planDay(view.environment, view.day, view.seed).flatMap(run => seenAt(run, view.now));
}

/** What a log shows: only what has started. */
export function startedRuns(view: DayView): StartedRun[] {
  return simulateDay(view).filter(run => 'startedAt' in run);
}

function seenAt({attempts, hold, ...run}: PlannedRun, now: EpochMs): SimulatedRun[] {
  const started = attempts.filter(({startedAt}) => startedAt <= now);
  if (started.length === 0) return [{...run, attempt: 1, state: hold ?? 'waiting'}];
  return started.map((attempt, index) => ({...run, attempt: index + 1, ...attemptAt(attempt, now)}));
}

function attemptAt({startedAt, endedAt, exitCode}: Attempt, now: EpochMs) {
  if (endedAt > now) return {state: 'running', startedAt} as const;
  return {state: exitCode === 0 ? 'succeeded' : 'failed', startedAt, endedAt, exitCode} as const;
}
