import type {DayRule} from './day-rule.ts';
import type {Timing} from './schedule.ts';
import type {Day, EpochMs} from './time.ts';

/** What the configuration says of a job (or of all jobs a pattern matches). Durations in milliseconds. */
export type JobExpectation = {
  kind: 'job';
  /** A job's name, or a pattern as in `glob.ts`. */
  job: string;
  /** Absent when only `runs` or `maxRuntimeMs` are expected. */
  timing?: Timing;
  /** The business days on which `timing` is due; absent = all of them. */
  on?: DayRule;
  graceMs: number;
  /** How long before its due instant a run may start and still belong to the slot. */
  earlyMarginMs: number;
  maxRuntimeMs?: number;
  /** Name of the calendar whose days off excuse the slots; absent = the environment's. */
  calendar?: string;
  /** How many runs a business day must and may have. */
  runs?: {min?: number; max?: number};
  /** Restricts where evidence of absence comes from: the name of one source of the environment. */
  source?: string;
};

/** What the configuration says of an environment's total. */
export type CountExpectation = {
  kind: 'count';
  min?: number;
  max?: number;
  /** Local time of day (milliseconds since midnight) by which `min` must be reached; absent = the end of the business day. */
  byMs?: number;
  calendar?: string;
  /** Counts only the jobs that match; absent = all. */
  job?: string;
};

export type Expectation = JobExpectation | CountExpectation;

/** Defaults where neither the configuration nor the scheduler says otherwise. */
export const DEFAULT_GRACE_MS = 30 * 60_000;
export const DEFAULT_EARLY_MARGIN_MS = 60_000;

/** A resolved calendar: which days are off and which spans of time are maintenance. Pure data; holidays are already looked up. */
export type Calendar = {
  name: string;
  /** Days of the week off, 0 = Sunday. */
  weekend: ReadonlySet<number>;
  /** Days off with what they are called. */
  daysOff: ReadonlyMap<Day, string>;
  /** Days that are worked although they are a weekend day or a holiday. */
  workedDays: ReadonlySet<Day>;
  /** Days that end early: slots due at or after this local time of day (milliseconds) are excused. */
  halfDays: ReadonlyMap<Day, number>;
};

/** A span in which slots are excused. One-off by instants, recurring by cron expression and length. */
export type MaintenanceWindow =
  | {kind: 'once'; from: EpochMs; to: EpochMs; reason: string; job?: string}
  | {
      kind: 'recurring';
      expression: string;
      timezone: string;
      durationMs: number;
      reason: string;
      job?: string;
    };
