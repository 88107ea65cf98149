/**
 * Reads anacron's table (anacrontab(5)): `period-in-days delay-in-minutes job-identifier command`. anacron runs a job that has not run for
 * its period, when it is started itself; it logs the job by its identifier.
 */
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText, plural} from '../domain/text.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS} from '../domain/time.ts';

export type AnacronReader = {
  /** `START_HOURS_RANGE`, which cronie's anacron keeps to, counts for the jobs after it. */
  setVariable(name: string, value: string): void;
  /** The schedule of a line that is no variable, or why it is none. */
  readJob(line: string): ScheduleObservation | string;
};

/** `startAtMs`: when anacron starts its daily jobs, in milliseconds since midnight, where no range says it. */
export function createAnacronReader(timezone: string, startAtMs: number | undefined): AnacronReader {
  let rangeStartMs = startAtMs;
  return {
    setVariable(name, value) {
      const first = name === 'START_HOURS_RANGE' ? /^(\d{1,2})-\d{1,2}$/.exec(value)?.[1] : undefined;
      if (first !== undefined && Number(first) < 24) rangeStartMs = Number(first) * HOUR_MS;
    },
    readJob(line) {
      const match = ENTRY.exec(line);
      if (!match) return 'expected a period in days, a delay in minutes, a job identifier and a command';
      const [, period = '', delay = '', identifier = ''] = match;
      const job = cleanText(identifier);
      if (job === '') return 'the job identifier has nothing in it that can be shown';
      const days = NAMED_PERIODS.get(period) ?? Number(period);
      if (!(days >= 1))
        return `the period "${period}" is neither a number of days nor one of @daily, @weekly, @monthly`;
      const timing = timingOf(days, rangeStartMs, Number(delay) * MINUTE_MS, timezone);
      return {job, timing, isActive: true, definition: cleanText(line)};
    },
  };
}

const ENTRY = /^(@?\w+)\s+(\d{1,6})\s+(\S+)\s+\S/;

const NAMED_PERIODS: ReadonlyMap<string, number> = new Map([
  ['@daily', 1],
  ['@weekly', 7],
  ['@monthly', 31],
  ['@yearly', 365],
  ['@annually', 365],
]);

/** Longer periods are counted from the last run, which the table does not tell. */
function timingOf(days: number, startAtMs: number | undefined, delayMs: number, timezone: string): Timing {
  if (days > 1) return {kind: 'none', reason: `every ${plural(days, 'day')} after its last run`};
  if (startAtMs === undefined) return {kind: 'none', reason: 'every day, whenever anacron is started'};
  const timeMs = startAtMs + delayMs;
  if (timeMs >= DAY_MS) return {kind: 'none', reason: 'its delay ends on the day after'};
  return {kind: 'times', timesMs: [timeMs], timezone, policy: 'debian-cron'};
}
