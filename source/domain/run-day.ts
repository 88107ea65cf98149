/** What became of a job's runs on one business day, in numbers. */
import type {RunRecord, RunStatus} from './run.ts';
import {emptyByStatus} from './run.ts';

export type RunDay = {
  byStatus: Record<RunStatus, number>;
  /** When the last of the failed and cancelled runs and the last of the succeeded ones started; minus infinity without any. */
  lastBad: number;
  lastGood: number;
};

/** How many ended badly, and how. */
export type BadRuns = Pick<RunDay['byStatus'], 'failed' | 'cancelled'>;

export function emptyRunDay(): RunDay {
  return {byStatus: emptyByStatus(), lastBad: Number.NEGATIVE_INFINITY, lastGood: Number.NEGATIVE_INFINITY};
}

/** Counts runs of one status into a day. `lastStart` on any scale, the same one for the whole day; null when not known. */
export function addRuns(day: RunDay, status: RunStatus, count: number, lastStart: number | null): void {
  day.byStatus[status] += count;
  if (status === 'succeeded') day.lastGood = Math.max(day.lastGood, lastStart ?? Number.NEGATIVE_INFINITY);
  // What failed at an unknown time may have been the last word.
  if (isBad(status)) day.lastBad = Math.max(day.lastBad, lastStart ?? Number.POSITIVE_INFINITY);
}

export function tallyRuns(runs: Iterable<RunRecord>): RunDay {
  const day = emptyRunDay();
  for (const {status, startedAt} of runs) addRuns(day, status, 1, startedAt ?? null);
  return day;
}

/** Whether a run that started after the last failed or cancelled one succeeded. */
export function isMadeGood({lastBad, lastGood}: Pick<RunDay, 'lastBad' | 'lastGood'>): boolean {
  return lastGood > lastBad;
}

/** Of the runs of many jobs, each in its list: those that ended badly and were made good by a later one of their job. */
export function tallyMadeGood(jobs: Iterable<readonly RunRecord[]>): BadRuns {
  const madeGood = {failed: 0, cancelled: 0};
  for (const runs of jobs) {
    if (!runs.some(({status}) => isBad(status))) continue;
    const day = tallyRuns(runs);
    if (!isMadeGood(day)) continue;
    madeGood.failed += day.byStatus.failed;
    madeGood.cancelled += day.byStatus.cancelled;
  }
  return madeGood;
}

function isBad(status: RunStatus): boolean {
  return status === 'failed' || status === 'cancelled';
}
