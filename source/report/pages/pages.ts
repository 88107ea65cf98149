/**
 * What the screens ask for beyond the report: plain data, sent between two processes as JSON. Instants are UTC
 * milliseconds, durations milliseconds, unknown values `null`. All text is clean (`cleanText`).
 */
import type {UsualBand} from '../../analysis/counts/usual-band.ts';
import type {Reliability} from '../../analysis/reliability.ts';
import type {Outcome} from '../../domain/collection.ts';
import type {RunStatus} from '../../domain/run.ts';
import type {ScheduleOrigin} from '../../domain/schedule.ts';
import type {Verdict} from '../../domain/slot.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import type {Trend} from '../status-report.ts';

/** One environment's business day: what every page below is about. */
export type PageDay = {
  environment: string;
  timezone: string;
  businessDay: Day;
  dayStartsAt: EpochMs;
  dayEndsAt: EpochMs;
};

/** Every job of a business day. Large environments have 10,000 rows: a row holds numbers and one name. */
export type JobsPage = PageDay & {rows: JobRow[]};

export type JobRow = {
  job: string;
  /** The worst of its slots' verdicts; null when nothing is scheduled. */
  verdict: Verdict | null;
  /** Expected runs of the day, and how many of them have run. */
  slots: number;
  ran: number;
  /** Missing, failed and overrunning slots, and 1 for an unscheduled failure that nothing made good. */
  problems: number;
  runs: number;
  lastStatus: RunStatus | null;
  lastStartedAt: EpochMs | null;
  lastDurationMs: number | null;
  /** The next slot of this business day that is not due yet. */
  nextDueAt: EpochMs | null;
};

/** Of a few jobs (those on the screen), by name: what would be too much to read for all of them. */
export type TrendsPage = {
  /** First and last day of `marks` and `runs`. */
  from: Day;
  to: Day;
  jobs: Record<string, JobTrend>;
};

export type JobTrend = {
  /** One mark a day, oldest first. */
  marks: string;
  /** Runs that started, a number a day; null where nothing is known. */
  runs: (number | null)[];
  /** Of the recent successful runs; null when there are fewer than five. */
  usual: UsualDuration | null;
  /** From its schedule, also beyond this business day. */
  nextDueAt: EpochMs | null;
};

/** Median, and the band in which nine of ten durations lie (5th to 95th percentile). */
export type UsualDuration = {medianMs: number; lowMs: number; highMs: number; sample: number};

/**
 * What became of a job (or environment) on a day, in one letter, worst first:
 * `M` missing · `F` failed · `X` cancelled · `U` unknown · `L` late · `R` running or waiting · `K` ok · `E` excused ·
 * `.` nothing happened and nothing was expected · ` ` not known (before the first sight of it, or in the future)
 */
export const DAY_MARKS = ['M', 'F', 'X', 'U', 'L', 'R', 'K', 'E', '.', ' '] as const;
export type DayMark = (typeof DAY_MARKS)[number];

export type RunItem = {
  environment: string;
  job: string;
  runKey: string;
  businessDay: Day;
  status: RunStatus;
  scheduledAt: EpochMs | null;
  startedAt: EpochMs | null;
  endedAt: EpochMs | null;
  durationMs: number | null;
  exitCode: number | null;
  message: string | null;
  /** Id of the collection that saw it in this state. */
  seenIn: number;
};

/** Runs, newest start first; at most `MOST_RUNS`. */
export type RunsPage = PageDay & {rows: RunItem[]; isCut: boolean};
export const MOST_RUNS = 20_000;

export type CollectionItem = {
  id: number;
  environment: string;
  source: string;
  adapter: string;
  businessDay: Day;
  startedAt: EpochMs;
  durationMs: number;
  outcome: Outcome;
  rows: number;
  rejected: number;
  bytes: number;
  exitCode: number | null;
  error: string | null;
  stderrTail: string | null;
};

/** Attempts of the business day and those about it, newest first. */
export type CollectionsPage = PageDay & {rows: CollectionItem[]; isCut: boolean};
export const MOST_COLLECTIONS = 2000;

/** One attempt with the lines that could not be read. `collection` is null when it was pruned. */
export type CollectionPage = {
  collection: CollectionItem | null;
  rejected: {line: number; reason: string; text: string}[];
};

/** What sources count (plain numbers) and what is expected of numbers. */
export type CountsPage = PageDay & {rows: CountItem[]; checks: CountCheck[]};
export type CountItem = {
  source: string;
  job: string | null;
  status: RunStatus | null;
  count: number;
  usual: number | null;
};
export type CountCheck = {
  job: string | null;
  min: number | null;
  max: number | null;
  /** Until when `min` must be reached. */
  deadlineAt: EpochMs | null;
  found: number;
  isShort: boolean;
  isExcess: boolean;
  /** Why it is not known whether there were too few; null when it is. */
  unknownBecause: string | null;
};

export type SlotItem = {
  job: string;
  dueAt: EpochMs | null;
  deadlineAt: EpochMs;
  verdict: Verdict;
  since: EpochMs | null;
  /** One sentence: why this verdict. */
  explanation: string;
  origin: ScheduleOrigin;
  /** The schedule in its own words. */
  schedule: string;
  /** The runs that belong to it, in order of start. */
  runs: RunItem[];
  evidence: CollectionItem | null;
  /** When its run will probably end, of one that is running. */
  expectedEnd: EpochMs | null;
};

/** More than one a minute. */
export const MOST_SLOTS = 1500;

export type ScheduleItem = {
  origin: ScheduleOrigin;
  /** In plain words: `at 02:00 on Monday to Friday, Europe/London`. */
  words: string;
  /** As it is written in the configuration or in the scheduler. */
  definition: string;
  /** The source that revealed it; null when it is declared. */
  source: string | null;
  graceMs: number;
  maxRuntimeMs: number | null;
  calendar: string | null;
  isActive: boolean;
  knownSince: EpochMs | null;
  goneSince: EpochMs | null;
  /** Whether it decides the slots (a declared one wins over a discovered one). */
  isInForce: boolean;
  /** The next due instants, at most five. */
  next: EpochMs[];
};

/** A verdict when it changed, with the collection that showed it. */
export type ChangeItem = {
  businessDay: Day;
  dueAt: EpochMs | null;
  at: EpochMs;
  verdict: Verdict;
  collection: CollectionItem | null;
};

export type JobPage = PageDay & {
  job: string;
  /** As in the list of jobs; null when the job is not known on this day. */
  row: JobRow | null;
  firstDay: Day | null;
  lastDay: Day | null;
  lastGoodRun: RunItem | null;
  /** Ascending; at most `MOST_SLOTS`, those about the present. */
  slots: SlotItem[];
  /** Of the last 30 business days up to this one, newest first; at most 500. */
  runs: RunItem[];
  schedules: ScheduleItem[];
  /** A cell a day, oldest first, 371 days (53 weeks) up to this one. */
  days: DayCell[];
  /** Durations of the runs that ended, oldest first; at most 200. */
  durations: {startedAt: EpochMs; durationMs: number; status: RunStatus}[];
  /** Over the days of `days`. */
  reliability: Reliability;
  usual: UsualDuration | null;
  /** Of the last 30 business days, newest first; at most 500. */
  changes: ChangeItem[];
};

export type {UsualBand};

export type DayCell = {day: Day; mark: DayMark; runs: number | null};

/** Environments x days; the jobs of one environment come as names (ask for their trends where they are seen). */
export type HistoryPage = {
  from: Day;
  to: Day;
  rows: HistoryRow[];
};

export type HistoryRow = {
  /** An environment's or a job's name. */
  name: string;
  /** One mark a day, oldest first; null for jobs. */
  marks: string | null;
  /** Runs that started, a number a day; null for jobs. */
  totals: (number | null)[] | null;
};

/** What is usual of the numbers of one environment, or of one job. */
export type NumbersPage = {
  from: Day;
  to: Day;
  /** Where the usual number of each day lies, as learned from the days before it; null where too little is known. */
  usual: (UsualBand | null)[];
  /** A level that the last one or two weeks have kept to; null = none. */
  trend: Trend | null;
  /** The slow change in thirty days (0.08 = 8 % more); null = none that is certain. */
  drift: number | null;
  /** Days on which the job ran in another environment and not here, although it otherwise runs in both, with that in words. */
  differences: {day: Day; explanation: string}[];
};

/** What environments lack that ran in others, of all environments. */
export type DifferencesPage = {rows: DifferenceItem[]};

/** A job that ran elsewhere and not here, and has not run here since. */
export type DifferenceItem = {
  environment: string;
  job: string;
  /** The last such day, and how many there have been in a row. */
  day: Day;
  days: number;
  explanation: string;
};

/** A state that a run was seen in. */
export type RunState = {
  status: RunStatus;
  startedAt: EpochMs | null;
  endedAt: EpochMs | null;
  exitCode: number | null;
  message: string | null;
  collection: CollectionItem | null;
  seenIn: number;
};

export type RunPage = PageDay & {
  /** Null when it is not (or no longer) known. */
  run: RunItem | null;
  /** Every state it was seen in, oldest first. */
  states: RunState[];
  /** The slot it belongs to. */
  slot: SlotItem | null;
  usual: UsualDuration | null;
  /** The output's own text that its present state was read from; null when it is not kept (any more). */
  raw: string | null;
};
