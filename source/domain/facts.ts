/** What was collected, as judging reads it. The store answers with these; nothing here knows how they are kept. */
import type {Collection} from './collection.ts';
import type {CountObservation, RunRecord, RunStatus} from './run.ts';
import type {RunDay} from './run-day.ts';
import type {Verdict} from './slot.ts';
import type {Day, EpochMs} from './time.ts';

export type RunRow = RunRecord & {environment: string};

export type CountRecord = CountObservation & {environment: string; source: string; seenIn: number};

/** How many runs an environment's business day had, by status. Counts without a status are in `total` only. */
export type DailyTotal = {
  environment: string;
  businessDay: Day;
  byStatus: Record<RunStatus, number>;
  total: number;
};

/** The collections that decide what is known of one source and business day. */
export type SourceEvidence = {
  environment: string;
  source: string;
  businessDay: Day;
  /** The latest attempt, whatever its outcome. */
  latest: Collection;
  /** The latest whose answer was taken (ok, empty, partial). */
  latestAnswer?: Collection;
  /** The latest whole answer (ok, empty): the only evidence of absence. */
  latestComplete?: Collection;
};

/** When a complete answer began; `id` is the collection's. */
export type CompleteAnswer = {id: number; startedAt: EpochMs};

/** By source and business day, oldest first. Days without any are absent. */
export type CompleteAnswers = Map<string, Map<Day, CompleteAnswer[]>>;

export type JobRecord = {
  environment: string;
  job: string;
  /** The source that last reported a run of it; absent when it is only known from a schedule or a count. */
  source?: string;
  firstDay: Day;
  lastDay: Day;
};

/** A slot's verdict when it changed. Only verdicts worth remembering are written (not pending, due or a first ok). */
export type VerdictChange = {
  environment: string;
  businessDay: Day;
  job: string;
  dueAt?: EpochMs;
  at: EpochMs;
  verdict: Verdict;
  collection?: number;
};

/** What became of one job on many days. */
export type JobTrendFacts = {
  /** The source that last reported a run of it. */
  source?: string;
  /** The days on which it was first and last seen. */
  firstDay: Day;
  lastDay: Day;
  /** Its runs, of the days that have any. */
  days: ReadonlyMap<Day, RunDay>;
  /** The last remembered verdict of each of its slots, of the days that have any. */
  verdicts: ReadonlyMap<Day, ReadonlySet<Verdict>>;
};

/** How long an ended run took. */
export type RunDuration = {startedAt: EpochMs; durationMs: number; status: RunStatus};
