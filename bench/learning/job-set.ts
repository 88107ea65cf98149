/** Jobs with known truth for protocol A: when each run was due and when it came. All times in epoch milliseconds. */
import type {LearningContext} from '../../source/domain/learned.ts';
import type {EpochMs} from '../../source/domain/time.ts';

export type Truth = {
  /** Due, plus what the job is usually late. */
  dueAt: EpochMs;
  /** Absent when it never ran. */
  startedAt: EpochMs | undefined;
  /** Whether a late run was made late by the bench. */
  isInjected: boolean;
};

export type BenchJob = {
  name: string;
  group: string;
  context: LearningContext;
  /** In order. Empty for a job on demand. */
  slots: Truth[];
  /** Runs that belong to no slot. */
  extra: EpochMs[];
  /** Judged from here on; what comes before is for learning. */
  evaluatedFrom: EpochMs;
  /** A run this much after its time is late, if the bench made it so. */
  lateMs: number;
  /** Flights: natural lateness of three hours counts as late. */
  naturalLateMs?: number;
  /** Usual time between two slots. */
  gapMs: number;
  endsAt: EpochMs;
};
