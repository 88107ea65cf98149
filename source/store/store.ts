/**
 * What the rest of the product may ask of the database. Asynchronous, so that another database can stand behind it;
 * every key holds the environment. `knownAt` answers as of an instant: only what collections that had ended by then saw.
 */
import type {Collection, Outcome} from '../domain/collection.ts';
import type {
  CountRecord,
  DailyTotal,
  JobRecord,
  RunRow,
  SourceEvidence,
  VerdictChange,
} from '../domain/facts.ts';
import type {Observations} from '../domain/observations.ts';
import type {RejectedLine, RunRecord, RunStatus} from '../domain/run.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {Day, EpochMs} from '../domain/time.ts';

export type {CountRecord, DailyTotal, JobRecord, RunRow, SourceEvidence, VerdictChange};

export type CollectionInput = Omit<Collection, 'id' | 'rows'> & {
  observations: Observations;
  /** True when schedules of this source that the answer no longer shows are out of force. */
  retiresSchedules: boolean;
};

export type RecordedCollection = Collection & {
  /** Runs that were new or changed. 0 when the same output was collected before. */
  changedRuns: number;
};

export type DayRange = {from: Day; to: Day};

export type RunFilter = DayRange & {
  environment?: string;
  /** A job's name or a GLOB pattern. */
  job?: string;
  statuses?: readonly RunStatus[];
  /** Newest business day first, then by environment, job and start. */
  limit?: number;
  knownAt?: EpochMs;
};

export type CollectionFilter = Partial<DayRange> & {
  /** Exactly these. */
  ids?: readonly number[];
  environment?: string;
  source?: string;
  outcomes?: readonly Outcome[];
  limit?: number;
  knownAt?: EpochMs;
};

export type LeaseRequest = {
  environment: string;
  source: string;
  businessDay: Day;
  holder: string;
  now: EpochMs;
  ttlMs: number;
};
/** Granted, or held by another until an instant. */
export type LeaseAnswer = {granted: true} | {granted: false; holder: string; expiresAt: EpochMs};

/** How long things are kept, in days. Absent = for ever. */
export type Retention = {
  runsDays?: number;
  countsDays?: number;
  changesDays?: number;
  collectionsDays?: number;
};
export type PruneResult = {
  runs: number;
  days: number;
  counts: number;
  changes: number;
  collections: number;
  isDryRun: boolean;
};

export type Store = {
  /** Writes a collection with everything it saw in one transaction. Writing the same output again changes no run. */
  recordCollection(input: CollectionInput): Promise<RecordedCollection>;
  recordVerdictChanges(changes: readonly VerdictChange[]): Promise<number>;

  /** Takes (or, for the same holder, renews) the right to collect a source; an expired lease is taken over. */
  acquireLease(request: LeaseRequest): Promise<LeaseAnswer>;
  releaseLease(
    request: Pick<LeaseRequest, 'environment' | 'source' | 'businessDay' | 'holder'>,
  ): Promise<void>;

  /** The runs of one business day by job, each job's in order of start (those without a start last). */
  readDayRuns(environment: string, day: Day, knownAt?: EpochMs): Promise<Map<string, RunRecord[]>>;
  /** As `readDayRuns`, but only the runs that started in `[from, until)`: those near a business day's edge. */
  readRunsStarted(
    environment: string,
    day: Day,
    from: EpochMs,
    until: EpochMs,
    knownAt?: EpochMs,
  ): Promise<Map<string, RunRecord[]>>;
  readRuns(filter: RunFilter): Promise<RunRow[]>;
  readCounts(range: DayRange & {environment?: string; knownAt?: EpochMs}): Promise<CountRecord[]>;
  /** From the rollup: no run is read. Days without anything are absent. */
  readDailyTotals(range: DayRange & {environment?: string}): Promise<DailyTotal[]>;
  /** Runs (and counts) of earlier business days that had started at most `elapsedMs` after their day's start, a number a day. */
  readStartedBy(environment: string, days: readonly {day: Day; until: EpochMs}[]): Promise<Map<Day, number>>;
  readEvidence(range: DayRange & {environment?: string; knownAt?: EpochMs}): Promise<SourceEvidence[]>;
  readCollections(filter: CollectionFilter): Promise<Collection[]>;
  readRejectedLines(collection: number): Promise<RejectedLine[]>;
  readSchedules(filter: {
    environment?: string;
    knownAt?: EpochMs;
  }): Promise<(ScheduleRecord & {environment: string})[]>;
  readJobs(filter: {environment?: string; job?: string}): Promise<JobRecord[]>;
  /** Each job's latest succeeded run on or before a business day. Jobs that never succeeded are absent. */
  readLastGood(environment: string, jobs: readonly string[], until: Day): Promise<Map<string, RunRecord>>;
  readVerdictChanges(range: DayRange & {environment?: string; job?: string}): Promise<VerdictChange[]>;
  /** Every state a run was seen in, oldest first, with the collection that saw it. */
  readRunHistory(environment: string, day: Day, job: string, runKey: string): Promise<RunRecord[]>;

  /** Small values that are expensive to make again (holidays of a year). Undefined when absent or not readable. */
  readCache(key: string): Promise<unknown>;
  /** Keeps a value; silently does nothing when the database is read-only. */
  writeCache(key: string, value: unknown): Promise<void>;

  prune(retention: Retention, today: Day, isDryRun: boolean): Promise<PruneResult>;
  close(): Promise<void>;
};
