/** What holds where the configuration says nothing. docs/configuration.md names each. */
import {DAY_MS, MINUTE_MS, SECOND_MS} from '../domain/time.ts';

export const DEFAULT_REFRESH_MS = 5 * MINUTE_MS;
export const DEFAULT_TIMEOUT_MS = 30 * SECOND_MS;
export const DEFAULT_RETRY_DELAY_MS = 5 * SECOND_MS;
export const DEFAULT_CONCURRENCY = 32;
export const DEFAULT_MAX_OUTPUT_BYTES = 64 * 2 ** 20;

/**
 * One false alarm a year of an environment's number of runs is few enough to look at each; two weeks show a job's weekdays
 * twice.
 */
export const DEFAULT_LEARN = {
  falseAlarmsPerDay: 'auto' as const,
  countAlarmsPerYear: 1,
  minimumHistoryDays: 14,
};

/** Saturday and Sunday. */
export const DEFAULT_WEEKEND: readonly number[] = [6, 0];

/** Two years of evidence and runs, five of the numbers. */
export const DEFAULT_RETENTION = {runs: 730, counts: 1830, changes: 730, collections: 730, texts: 90};

/** A duration as the configuration writes it, exactly: 90_000 -> `90s`, 7_200_000 -> `2h`. */
export function formatWrittenDuration(durationMs: number): string {
  const units: [string, number][] = [
    ['d', DAY_MS],
    ['h', 60 * MINUTE_MS],
    ['m', MINUTE_MS],
    ['s', SECOND_MS],
  ];
  const [name, unitMs] = units.find(([, ms]) => durationMs > 0 && durationMs % ms === 0) ?? ['ms', 1];
  return durationMs === 0 ? '0s' : `${durationMs / unitMs}${name}`;
}
