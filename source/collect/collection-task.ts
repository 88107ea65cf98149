/** What the collector is asked to do and what it answers: plain data, sent between two processes. */
import type {Outcome} from '../domain/collection.ts';
import {isAnswer} from '../domain/collection.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {MINUTE_MS} from '../domain/time.ts';
import type {BuiltCommand} from './remote-command.ts';

/** One source to be collected for one business day. */
export type CollectionTask = {
  environment: string;
  source: string;
  /** What reads the output, by the name that the configuration gives it. */
  adapter: string;
  /** Where that is a preset: the adapter that does the reading. */
  reader?: string | undefined;
  /** The adapter's options, validated. Structured-cloneable. */
  options: unknown;
  businessDay: Day;
  timezone: string;
  dayStartMs: number;
  command: BuiltCommand;
  timeoutMs: number;
  maxOutputBytes: number;
  okExitCodes: readonly number[];
  /** Further attempts after a failed one; 0 = none. */
  retries: number;
  /** Before the first further attempt; doubled before each next one. */
  retryDelayMs: number;
  /** True when a complete answer is the whole list of the source's schedules in force now. */
  retiresSchedules: boolean;
  /** An attempt of another holder that began at or after this instant will do: it is reported as shared. */
  freshAfter: EpochMs;
};

export type TaskKey = Pick<CollectionTask, 'environment' | 'source' | 'businessDay'>;

export type CollectionRequest = {
  database: {path: string; group?: string};
  /** How many commands run at once. */
  concurrency: number;
  tasks: readonly CollectionTask[];
  /** The files of plugins that some of the tasks need. */
  plugins?: readonly string[] | undefined;
};

/** What became of one task. */
export type TaskReport = TaskKey & {
  /** Absent when nothing could be put on record: the database or the collector itself failed (`error` says which). */
  outcome?: Outcome;
  /** Id of the recorded collection; absent when the task was cancelled before it began, and with `outcome` absent. */
  collection?: number;
  /** Collected by another process meanwhile; its result is reported. */
  isShared: boolean;
  rows: number;
  rejected: number;
  durationMs: number;
  error?: string;
  /** The business days of the runs that were new or had changed; absent when another process collected it. */
  changedDays?: readonly Day[];
};

/** A task's way: `queued`, `started` (its command runs), `waiting` (another process collects the source), `done`. */
export type ProgressEvent = TaskKey & {at: EpochMs} & (
    | {state: 'queued' | 'waiting' | 'started'}
    | {state: 'done'; report: TaskReport}
  );

/** The largest resident memory of the collector's two processes; undefined where the system does not tell. */
export type PeakResident = {collection?: number; commands?: number};

/** From the collector to its parent. `error` is set when nothing could be collected at all. */
export type CollectorMessage =
  | {kind: 'progress'; event: ProgressEvent}
  | {kind: 'finished'; peakResidentBytes: PeakResident; error?: string};

/** From the parent to the collector. A lost channel means `cancel`, too. */
export type CollectorCommand =
  | {
      kind: 'collect';
      request: CollectionRequest;
      /** The name under which leases are held: one for all collectors of one call, so that the next goes on at once. */
      holder: string;
    }
  | {kind: 'cancel'};

export function taskKey({environment, source, businessDay}: TaskKey): TaskKey {
  return {environment, source, businessDay};
}

/** Clocks of processes may be so far apart, or be corrected by so much, without harm. */
const CLOCK_TOLERANCE_MS = MINUTE_MS;

/** Whether an attempt began later than now: then the clock has been set back, and its time is worth nothing. */
export function isOfTheFuture(attempt: {startedAt: EpochMs} | undefined, now: EpochMs): boolean {
  return attempt !== undefined && attempt.startedAt > now + CLOCK_TOLERANCE_MS;
}

/** Whether a task brought an answer; one that left nothing on record did not. */
export function hasAnswered({outcome}: Pick<TaskReport, 'outcome'>): boolean {
  return outcome !== undefined && isAnswer(outcome);
}

/** A report of a task that left nothing on record. */
export function unrecorded(task: TaskKey, outcome: Outcome | undefined, error: string): TaskReport {
  return {...taskKey(task), outcome, isShared: false, rows: 0, rejected: 0, durationMs: 0, error};
}

/** The key as one string, for maps. */
export function identifyTask({environment, source, businessDay}: TaskKey): string {
  return JSON.stringify([environment, source, businessDay]);
}
