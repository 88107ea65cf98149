/**
 * What the rest of the product may ask of the database. Asynchronous, so that another database can stand behind it;
 * every key holds the environment. `knownAt` answers as of an instant: only what collections that had ended by then saw.
 */
import type {Acknowledgement} from '../domain/acknowledgement.ts';
import type {Collection, Outcome} from '../domain/collection.ts';
import type {
  CompleteAnswers,
  CountRecord,
  DailyTotal,
  JobRecord,
  JobTrendFacts,
  RunDuration,
  RunRow,
  SourceEvidence,
  VerdictChange,
} from '../domain/facts.ts';
import type {DayForecast, JobForecast} from '../domain/forecast.ts';
import type {LearningDay} from '../domain/learned.ts';
import type {Observations} from '../domain/observations.ts';
import type {Retention} from '../domain/retention.ts';
import type {RejectedLine, RunRecord, RunStatus} from '../domain/run.ts';
import type {BadRuns} from '../domain/run-day.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {Day, EpochMs} from '../domain/time.ts';

export type {CountRecord, DailyTotal, JobRecord, JobTrendFacts, RunRow, SourceEvidence, VerdictChange};

export type CollectionInput = Omit<Collection, 'id' | 'rows'> & {
  observations: Observations;
  /** True when schedules of this source that the answer no longer shows are out of force. */
  retiresSchedules: boolean;
};

export type RecordedCollection = Collection & {
  /** Runs that were new or changed. 0 when the same output was collected before. */
  changedRuns: number;
  /** The business days of those runs. */
  changedDays: readonly Day[];
};

export type DayRange = {from: Day; to: Day};

/** Verdicts that ask for a person. */
export type BadEnd = 'missing' | 'failed';

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

export type TrendFilter = DayRange & {
  environment: string;
  /** Names, no patterns. */
  jobs: readonly string[];
  knownAt?: EpochMs;
};

export type WholeDayFilter = {
  environment: string;
  /** Names: those of which it matters. */
  sources: readonly string[];
  /** Each day with the instant after which its sources must have been asked for it to be known as a whole. */
  days: readonly {day: Day; after: EpochMs}[];
  knownAt?: EpochMs | undefined;
};

export type DurationFilter = TrendFilter & {
  statuses: readonly RunStatus[];
  /** At most so many of a job: the last. */
  limit: number;
};

/** What an environment has learned so far. `settings` and `summary` are the learner's own, as text. */
export type LearnedState = {
  /** Of the learner that made the models. */
  version: number;
  /** With which it forecasts. */
  settings: string;
  /** What came of it, for people. */
  summary: string;
  /** The business days that were learned, ascending. */
  days: readonly Day[];
};

export type CompleteAnswerFilter = DayRange & {
  environment: string;
  sources: readonly string[];
  knownAt?: EpochMs | undefined;
};

export type ModelFilter = {
  environment: string;
  /** Only the job of this name. */
  job?: string;
  /** Only jobs with a greater id, and at most so many, in order of ids: for going through all of them in pieces. */
  after?: number;
  limit?: number;
};

/** A job that was ever seen, with what was learned of it. */
export type JobModelRecord = Omit<JobRecord, 'environment'> & {
  /** The store's own number of the job. */
  id: number;
  /** Absent while nothing was learned. `model` is the learner's own, as text; it knows the days up to `day`. */
  learned?: {version: number; day: Day; model: string};
};

/** What learning hands over to be kept. */
export type LearningRecord = {
  environment: string;
  models: readonly {id: number; version: number; day: Day; model: string}[];
  /** What was learned by now; `null` forgets it all, as the first step of learning anew. Absent = as it was. */
  state?: LearnedState | null;
  forecasts?: readonly {day: Day; jobs: readonly JobForecast[]}[];
};

/** By the ids of jobs: their runs that started, day by day. */
export type StartedRuns = ReadonlyMap<number, readonly Omit<LearningDay, 'isObserved'>[]>;

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

export type AcknowledgementFilter = {
  /** By name; absent = of every environment. */
  environments?: readonly string[];
  /** In force at this instant. */
  at: EpochMs;
  /** Only what had been said, or withdrawn, by this instant. */
  knownAt?: EpochMs;
};

export type PruneResult = {
  runs: number;
  days: number;
  counts: number;
  changes: number;
  collections: number;
  acknowledgements: number;
  /** Business days of sources whose runs' texts were kept. */
  texts: number;
  /** Databases that a restore had put aside. */
  replaced: number;
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

  /** Each replaces an earlier one of the same finding. */
  acknowledge(entries: readonly Acknowledgement[]): Promise<void>;
  /** Takes back what is in force for these findings, and records who did and when. Returns how many there were. */
  withdrawAcknowledgements(findings: readonly string[], by: string, at: EpochMs): Promise<number>;
  /** What is in force, at most one a finding. */
  readAcknowledgements(filter: AcknowledgementFilter): Promise<Acknowledgement[]>;

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
  /** Every complete answer of these sources, not only the last of each day. */
  readCompleteAnswers(filter: CompleteAnswerFilter): Promise<CompleteAnswers>;
  readRejectedLines(collection: number): Promise<RejectedLine[]>;
  readSchedules(filter: {
    environment?: string;
    knownAt?: EpochMs;
  }): Promise<(ScheduleRecord & {environment: string})[]>;
  readJobs(filter: {environment?: string; job?: string}): Promise<JobRecord[]>;
  /** Each job's latest succeeded run on or before a business day. Jobs that never succeeded are absent. */
  readLastGood(environment: string, jobs: readonly string[], until: Day): Promise<Map<string, RunRecord>>;
  /** Jobs that were never seen are absent. One seek a job and day: for what is on the screen, not for all. */
  readTrends(filter: TrendFilter): Promise<Map<string, JobTrendFacts>>;
  /** Each job's last ended runs whose start is known, newest first. Jobs without any are absent. */
  readDurations(filter: DurationFilter): Promise<Map<string, RunDuration[]>>;
  /** By environment, then by source: the days of which it gave a complete answer. */
  readAnsweredDays(
    range: DayRange & {environment?: string; knownAt?: EpochMs},
  ): Promise<Map<string, Map<string, Set<Day>>>>;
  /** Whether each day's numbers are known as a whole. Days of which no source was ever asked are absent. */
  readWholeDays(filter: WholeDayFilter): Promise<Map<Day, boolean>>;
  /** By environment: the days on which this is the last that was remembered of a slot. */
  readVerdictDays(
    verdict: BadEnd,
    range: DayRange & {environment?: string; knownAt?: EpochMs},
  ): Promise<Map<string, Set<Day>>>;
  /** By environment and day: of the runs that ended badly, those that a later success of their job made good. */
  readMadeGood(range: DayRange): Promise<Map<string, Map<Day, BadRuns>>>;
  /** The names of jobs that started on the day in one environment and not in another that has a job of this name. */
  readUnevenJobs(day: Day): Promise<string[]>;
  /** Undefined for an environment that has learned nothing. */
  readLearnedState(environment: string): Promise<LearnedState | undefined>;
  /** An environment's share of all the jobs that were ever seen, 0 to 1. */
  readShareOfJobs(environment: string): Promise<number>;
  readModels(filter: ModelFilter): Promise<JobModelRecord[]>;
  /** For learning: the runs that started, of the jobs with these ids, days ascending; days without any are absent. */
  readStartedRuns(
    range: DayRange & {environment: string; firstJob: number; lastJob: number},
  ): Promise<StartedRuns>;
  /** Keeps what was learned, in a transaction of its own. */
  recordLearning(learned: LearningRecord): Promise<void>;
  /**
   * What was expected, before each day had begun, of jobs without a schedule: of all, or of those that are wanted. Days without
   * a forecast are absent.
   */
  readForecasts(
    range: DayRange & {environment: string; isWanted?: (job: string) => boolean},
  ): Promise<Map<Day, DayForecast>>;

  readVerdictChanges(range: DayRange & {environment?: string; job?: string}): Promise<VerdictChange[]>;
  /** Every state a run was seen in, oldest first, with the collection that saw it. */
  readRunHistory(environment: string, day: Day, job: string, runKey: string): Promise<RunRecord[]>;
  /**
   * What a run was read from when it was first seen in this state: a line of the output, or a few, cleaned, each on a line
   * of its own. Undefined when it is not known (any more).
   */
  readRunText(run: Pick<RunRecord, 'job' | 'runKey' | 'businessDay' | 'seenIn'>): Promise<string | undefined>;

  /** Small values that are expensive to make again (holidays of a year). Undefined when absent or not readable. */
  readCache(key: string): Promise<unknown>;
  /** Keeps a value; silently does nothing when the database is read-only. */
  writeCache(key: string, value: unknown): Promise<void>;

  /**
   * A number that differs from the last one if another connection, of this process or another, has committed in between
   * (SQLite's `PRAGMA data_version`): whoever shows the database for long asks this before reading it all again. It tells
   * nothing of this store's own writes, and numbers of two stores cannot be compared.
   */
  readDataVersion(): Promise<number>;

  /** The last day before this one on which anything ran; undefined where there is none. */
  readLastDay(before: Day): Promise<Day | undefined>;
  prune(retention: Retention, today: Day, isDryRun: boolean): Promise<PruneResult>;
  close(): Promise<void>;
};
