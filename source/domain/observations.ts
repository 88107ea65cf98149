import type {CountObservation, RejectedLine, RunObservation} from './run.ts';
import type {ScheduleObservation} from './schedule.ts';

/** Everything an adapter made of one output. */
export type Observations = {
  runs: RunObservation[];
  /**
   * What a run was read from, by its index in `runs`: the line as the command printed it, a few lines where several tell of
   * the run, a JSON document's record as compact JSON. Cleaned line by line, and cut where it is long. Made when asked for,
   * which is only done for what is new; absent where an adapter knows of no lines.
   */
  readRunText?(index: number): string | undefined;
  /** Absent where a scheduler does not forget the names of jobs that are gone. */
  jobNames?: JobNames;
  counts: CountObservation[];
  schedules: ScheduleObservation[];
  /** The first `MAX_REJECTED_KEPT` unreadable lines; `rejectedCount` counts them all. */
  rejected: RejectedLine[];
  rejectedCount: number;
  /**
   * Set when the output itself says (or shows) that it is not the whole answer: absence in it proves nothing.
   * The text says why, for people: `3 of 12,000 rows returned`.
   */
  partialReason?: string;
};

/** Jobs by numbers that are never given twice, of a scheduler that tells the runs of a job that is gone by its number alone. */
export type JobNames = {
  /** The names of the jobs that are there now. */
  byNumber: ReadonlyMap<string, string>;
  /** The job's number of each run without a name, by run key: such runs are called by that number unless a name is known. */
  nameless: ReadonlyMap<string, string>;
};

export const MAX_REJECTED_KEPT = 100;

export function emptyObservations(): Observations {
  return {runs: [], counts: [], schedules: [], rejected: [], rejectedCount: 0};
}
