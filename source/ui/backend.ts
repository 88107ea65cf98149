/**
 * What the screen knows of the world: it asks, listens and gives orders. Behind it another process reads the database,
 * judges and collects (see `cli/screen/`), so that no key ever waits for that. Nothing here touches a store or a command.
 */
import type {Day, EpochMs} from '../domain/time.ts';
import type {
  CollectionPage,
  CollectionsPage,
  CountsPage,
  DifferencesPage,
  HistoryPage,
  JobPage,
  JobsPage,
  NumbersPage,
  RunPage,
  RunsPage,
  TrendsPage,
} from '../report/pages/pages.ts';
import type {StatusReport} from '../report/status-report.ts';

/** Everything that can be asked: parameters and answer by name. `day` absent = each environment's present business day. */
export type Queries = {
  report: {params: {day?: Day}; answer: StatusReport};
  jobs: {params: {environment: string; day?: Day}; answer: JobsPage};
  trends: {
    params: {environment: string; day?: Day; days: number; jobs: readonly string[]};
    answer: TrendsPage;
  };
  runs: {params: {environment: string; day?: Day}; answer: RunsPage};
  collections: {params: {environment: string; day?: Day}; answer: CollectionsPage};
  collection: {params: {id: number}; answer: CollectionPage};
  counts: {params: {environment: string; day?: Day}; answer: CountsPage};
  job: {params: {environment: string; job: string; day?: Day}; answer: JobPage};
  run: {params: {environment: string; job: string; businessDay: Day; runKey: string}; answer: RunPage};
  /** Of all environments, or of one environment's jobs. */
  history: {params: {environment?: string; day?: Day; days: number}; answer: HistoryPage};
  /** Of all environments, as of the days before the shown one. */
  differences: {params: {day?: Day}; answer: DifferencesPage};
  /** What is usual of the numbers of an environment, or of one of its jobs, which may be compared with other environments. */
  numbers: {
    params: {environment: string; job?: string; day?: Day; days: number; isCompared?: boolean};
    answer: NumbersPage;
  };
};
export type QueryName = keyof Queries;
export type Params<Name extends QueryName> = Queries[Name]['params'];
export type Answer<Name extends QueryName> = Queries[Name]['answer'];

/** How the collection of one environment stands. */
export type Activity = {
  environment: string;
  state: 'queued' | 'running' | 'done';
  /** The source whose command runs at this moment (the first of several). */
  source: string | null;
  /** When the first of its commands began; null while it waits. */
  startedAt: EpochMs | null;
  /** Sources done, of all that are collected this time. */
  done: number;
  total: number;
  /** How long the environment's collection took; null while it is under way. */
  durationMs: number | null;
  /** What went wrong, one sentence a source. */
  errors: readonly string[];
};

export type BackendEvent =
  /** What the database holds, or what the clock makes of it, may have changed: ask again. */
  | {kind: 'changed'}
  /** The environments that are (or were just) being collected; replaces the last one. */
  | {kind: 'activity'; activities: readonly Activity[]; isCollecting: boolean}
  /** Something to tell the operator. */
  | {kind: 'notice'; text: string; tone: 'info' | 'bad'}
  /** The process behind is gone and is being started again. */
  | {kind: 'lost'; reason: string};

/** What does not change while the screen is open. */
export type Session = {
  version: string;
  user: string;
  host: string;
  /** Zone of this host, in which the header shows the time. */
  timezone: string;
  configPath: string | null;
  databasePath: string;
  /** Nothing can be acknowledged: `--read-only`, or the database cannot be written. */
  isReadOnly: boolean;
  /** Never collects: `--cached` or `--now`. */
  isCachedOnly: boolean;
  /** Judged as of this instant instead of the present; null without `--now`. */
  now: EpochMs | null;
  /** Said once at the start: that there is no configuration file, and what to do. */
  notice: string | null;
};

/** Why there is nothing to show. */
export type FirstRun = {reason: string};

export type AcknowledgeRequest = {
  /** Ids of findings. */
  findings: readonly string[];
  kind: 'acknowledged' | 'snoozed';
  /** Absent = until the finding is gone. */
  until?: EpochMs;
  note: string;
};

/** A job whose schedule was learned. */
export type LearnedSubject = {environment: string; job: string};

export type Backend = {
  /** Rejects with an error whose message is for the operator. */
  ask<Name extends QueryName>(name: Name, params: Params<Name>): Promise<Answer<Name>>;
  /** Collects all sources of these environments (absent = all) now. */
  refresh(environments?: readonly string[]): void;
  acknowledge(request: AcknowledgeRequest): Promise<void>;
  /** Takes back what was acknowledged or snoozed on these findings. */
  unacknowledge(findings: readonly string[]): Promise<void>;
  /** Writes what was learned of a job into the configuration file, and answers with what was done, in a sentence. */
  acceptLearned(job: LearnedSubject): Promise<string>;
  /** Writes a file beside where the program was started and answers with its path. Never overwrites. */
  writeExport(name: string, text: string): Promise<string>;
  subscribe(listener: (event: BackendEvent) => void): () => void;
};
