import type {Day, EpochMs} from './time.ts';

/** What a scheduler says of a run, in one vocabulary. Derived from the scheduler's state, never from an exit code alone. */
export const RUN_STATUSES = [
  'waiting',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'held',
  'unknown',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Statuses after which a run changes no more, unless the scheduler reports a correction. */
export function isTerminal(status: RunStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

/** Whether a run in this status has begun (or has ended): a waiting or held one has not. */
export function hasStarted(status: RunStatus): boolean {
  return status !== 'waiting' && status !== 'held';
}

/** How long a run took, in milliseconds; undefined while its start or its end are not known. */
export function durationOf({
  startedAt,
  endedAt,
}: Pick<RunObservation, 'startedAt' | 'endedAt'>): number | undefined {
  return startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
}

/**
 * One execution of a job as an adapter read it. All strings are already free of control characters
 * (`cleanText`), well-formed and bounded in length. Instants are UTC milliseconds; absent means not known.
 */
export type RunObservation = {
  job: string;
  /**
   * What tells this run from the job's others on the same business day: the scheduler's own id where it has one,
   * else the start or scheduled instant. The same output read twice must give the same key.
   */
  runKey: string;
  /** The day the run belongs to: the scheduler's own (order date, plan date) where it has one, else derived from the start. */
  businessDay: Day;
  status: RunStatus;
  scheduledAt?: EpochMs;
  startedAt?: EpochMs;
  endedAt?: EpochMs;
  /** As the scheduler prints it; negative for a signal where the scheduler says so. Evidence, never the verdict. */
  exitCode?: number;
  /** The scheduler's own reason or message, for people: `TimeLimit`, `held by ops`. */
  message?: string;
};

/** A run as the store keeps it: the observation with the collection that saw it in this state. */
export type RunRecord = RunObservation & {
  /** Id of the collection that first reported the present state. */
  seenIn: number;
};

/** How many, from a source that tells only numbers. A later count of the same key replaces the earlier one. */
export type CountObservation = {
  businessDay: Day;
  count: number;
  job?: string;
  status?: RunStatus;
};

/** A line (or record) of an output that the adapter could not read. `text` is cleaned and cut to 200 characters. */
export type RejectedLine = {line: number; reason: string; text: string};

/** The run that started last, of runs in order of start with those without one last; undefined when there is none. */
export function latestRun<Run extends Pick<RunObservation, 'startedAt'>>(
  runs: readonly Run[],
): Run | undefined {
  return runs.findLast(({startedAt}) => startedAt !== undefined) ?? runs.at(-1);
}

/** A number for each status, all 0. */
export function emptyByStatus(): Record<RunStatus, number> {
  return {waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, held: 0, unknown: 0};
}
