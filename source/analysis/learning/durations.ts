/** The usual run time of a job, and what would be too long and too short for it. */
import type {DurationBand} from '../../domain/learned.ts';
import {ascending, quantile} from '../../domain/quantile.ts';
import {SECOND_MS} from '../../domain/time.ts';
import {tailLimit} from './deadline.ts';

const LEAST_RUNS = 8;
/** A run is too long or too short once in about two hundred. */
const RISK = 0.005;
/** Never nearer to the usual time than this: nobody cares whether one second became three. */
const LEAST_EXCESS_SECONDS = 60;
const LEAST_RATIO = 1.5;

/** `seconds` of the last runs that succeeded. Undefined when there are too few to speak of a usual time. */
export function deriveDurations(seconds: readonly number[]): DurationBand | undefined {
  if (seconds.length < LEAST_RUNS) return undefined;
  const sorted = ascending(seconds);
  const usual = quantile(sorted, 0.5);
  // Run times multiply rather than add: twice as long is as odd as half as long.
  const logs = sorted.map(value => Math.log(Math.max(1, value)));
  const long = Math.exp(tailLimit(logs, RISK, Math.log(LEAST_RATIO)));
  const mirrored = logs.map(value => -value).reverse();
  const short = Math.exp(-tailLimit(mirrored, RISK, Math.log(LEAST_RATIO)));
  return {
    usualMs: Math.round(usual * SECOND_MS),
    shortMs: Math.round(Math.max(0, Math.min(short, usual - LEAST_EXCESS_SECONDS)) * SECOND_MS),
    longMs: Math.round(Math.max(long, usual + LEAST_EXCESS_SECONDS) * SECOND_MS),
    runs: sorted.length,
  };
}
