/** What is odd about single jobs, by what was learned of them: runs that ended too fast, and jobs that have stopped for good. */
import type {DayFacts} from '../analysis/day-facts.ts';
import type {JudgedJob} from '../analysis/judge-day.ts';
import type {DurationBand} from '../domain/learned.ts';
import type {RunRecord} from '../domain/run.ts';
import {durationOf} from '../domain/run.ts';
import type {EpochMs} from '../domain/time.ts';

export type JobAnomaly =
  /** A run that succeeded in less time than it ever took. */
  | {kind: 'anomaly'; job: string; run: RunRecord; duration: DurationBand}
  /** A job of which nothing is expected any more. */
  | {kind: 'anomaly'; job: string; stoppedSince: EpochMs};

/** Of the runs that succeeded too fast, the last. One that a later run of usual length made good is no news. */
export function findRuntimeAnomalies({job, runs}: JudgedJob, {forecasts, day}: DayFacts): JobAnomaly[] {
  const run = runs.findLast(({status}) => status === 'succeeded');
  const tookMs = run && durationOf(run);
  if (!run || tookMs === undefined) return [];
  const duration = forecasts.get(day)?.durationOf(job);
  return duration && tookMs < duration.shortMs ? [{kind: 'anomaly', job, run, duration}] : [];
}

/** Told once, on the day for which it was first forecast; not of jobs that something else expects. */
export function findStopped({forecasts, day, runs}: DayFacts): JobAnomaly[] {
  const stopped: JobAnomaly[] = [];
  const forecast = forecasts.get(day);
  for (const job of forecast?.stoppedJobs() ?? []) {
    const stoppedSince = forecast?.get(job)?.stoppedSince;
    if (stoppedSince !== undefined && !runs.has(job)) stopped.push({kind: 'anomaly', job, stoppedSince});
  }
  return stopped;
}
