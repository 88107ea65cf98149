/**
 * What was expected of a job on a business day before that day had begun, from what had been learned until then. Plain data:
 * the store keeps it, judging reads it, and neither needs the learner for that.
 */
import type {DurationBand, LearnedDay} from './learned.ts';

export type JobForecast = LearnedDay & {
  job: string;
  /** Absent while too little is known. */
  duration?: DurationBand | undefined;
};
