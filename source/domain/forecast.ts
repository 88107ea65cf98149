/**
 * What was expected of a job on a business day before that day had begun, from what had been learned until then. Plain data:
 * the store keeps it, judging reads it, and neither needs the learner for that.
 */
import type {DurationBand, LearnedDay, LearnedSlot} from './learned.ts';

export type JobForecast = LearnedDay & {
  job: string;
  /** Absent while too little is known. */
  duration?: DurationBand | undefined;
};

/** What was expected of an environment's jobs on one day. A job is unfolded when it is asked for, and each time anew. */
export type DayForecast = {
  readonly size: number;
  get(job: string): JobForecast | undefined;
  durationOf(job: string): DurationBand | undefined;
  /** Every job of which something is known. */
  jobs(): Iterable<string>;
  /** Those that are expected to run. */
  expectedJobs(): Iterable<string>;
  /** Those whose stop is told. */
  stoppedJobs(): Iterable<string>;
  /** The times of all slots, of whichever job. */
  spans(): Iterable<SlotSpan>;
};

export type SlotSpan = Pick<LearnedSlot, 'dueAt' | 'earliestAt' | 'deadlineAt'>;
