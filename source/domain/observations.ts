import type {CountObservation, RejectedLine, RunObservation} from './run.ts';
import type {ScheduleObservation} from './schedule.ts';

/** Everything an adapter made of one output. */
export type Observations = {
  runs: RunObservation[];
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

export const MAX_REJECTED_KEPT = 100;

export function emptyObservations(): Observations {
  return {runs: [], counts: [], schedules: [], rejected: [], rejectedCount: 0};
}
