/** The usual run time of a job, and what would be too long and too short for it. */
import type {DurationBand, JobModel, LearningContext} from '../../domain/learned.ts';
import {ascending, quantile} from '../../domain/quantile.ts';
import {SECOND_MS} from '../../domain/time.ts';
import {tailLimit} from './deadline.ts';
import {LATE_ALARMS_A_YEAR} from './expect-slot.ts';
import {DAY_MINUTES} from './time-slots.ts';

const LEAST_RUNS = 8;
/** A run is too long or too short once in two hundred, or less often where more would be told than a job may be told of. */
const MOST_RISK = 0.005;
/** Never nearer to the usual time than this: nobody cares whether one second became three. */
const LEAST_EXCESS_SECONDS = 60;
const LEAST_RATIO = 1.5;
/** What was as long before is not too long (the month's end comes again), unless that took so many times the usual time. */
const KNOWN_RATIO = 6;
/** Four times as long as any before is too long, however much they differ. */
const MOST_RATIO = 4;

/** Undefined when too few runs have succeeded to speak of a usual time. A job may have as many false alarms of each kind as late ones. */
export function deriveDurations(
  {durations, starts}: Pick<JobModel, 'durations' | 'starts'>,
  {lateAlarmsAYear = LATE_ALARMS_A_YEAR}: Pick<LearningContext, 'lateAlarmsAYear'>,
): DurationBand | undefined {
  if (durations.length < LEAST_RUNS) return undefined;
  const sorted = ascending(durations);
  const usual = quantile(sorted, 0.5);
  const risk = Math.min(MOST_RISK, lateAlarmsAYear / runsAYear(starts));
  // Run times multiply rather than add: twice as long is as odd as half as long.
  const logs = sorted.map(value => Math.log(Math.max(1, value)));
  const long = limitOf(logs, risk);
  const short = 1 / limitOf(logs.map(value => -value).reverse(), risk);
  return {
    usualMs: Math.round(usual * SECOND_MS),
    shortMs: Math.round(Math.max(0, Math.min(short, usual - LEAST_EXCESS_SECONDS)) * SECOND_MS),
    longMs: Math.round(Math.max(long, usual + LEAST_EXCESS_SECONDS) * SECOND_MS),
    runs: sorted.length,
  };
}

/** `starts` as the model has them: the first in full, then the minutes from one to the next. */
function runsAYear([, ...steps]: readonly number[]): number {
  const minutes = steps.reduce((sum, step) => sum + step, 0);
  return (365 * DAY_MINUTES * steps.length) / Math.max(1, minutes);
}

/** `logs` ascending; not a logarithm. */
function limitOf(logs: readonly number[], risk: number): number {
  const longest = logs.at(-1) ?? 0;
  const known = Math.min(longest, quantile(logs, 0.5) + Math.log(KNOWN_RATIO));
  const margin = Math.log(LEAST_RATIO);
  const limit = Math.max(known + margin, tailLimit(logs, risk, margin));
  return Math.exp(Math.min(limit, longest + Math.log(MOST_RATIO)));
}
