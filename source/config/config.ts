/** The configuration after loading: validated, defaults filled in, durations in milliseconds. Shapes only. */
import type {CommandTemplate} from '../domain/adapter.ts';
import type {SourceTraits} from '../domain/environment.ts';
import type {Expectation, MaintenanceWindow} from '../domain/expectation.ts';
import type {Retention} from '../domain/retention.ts';
import type {Day} from '../domain/time.ts';

/** How an environment's commands reach it. Absent = run here. */
export type Via =
  | {
      kind: 'ssh';
      destination: string;
      port?: number;
      identityFile?: string;
      options: Record<string, string>;
      program: string;
    }
  /** An argv put before the command: `kubectl exec pod --`, `sudo -u batch`. */
  | {kind: 'prefix'; argv: readonly string[]};

export type SourceConfig = {
  /** Unique in its environment: the adapter's name unless given. */
  name: string;
  adapter: string;
  /** Where `adapter` is a preset: the adapter that reads the output. */
  reader?: string;
  traits: SourceTraits;
  command: CommandTemplate;
  /** Validated by the adapter's own schema. */
  options: unknown;
  /** Environment variables for the command, on whichever host it runs. */
  env: Record<string, string>;
  /** Exit codes taken for success, beside 0. */
  okExitCodes: readonly number[];
  timeoutMs: number;
  refreshMs: number;
  retries: number;
  retryDelayMs: number;
  maxOutputBytes: number;
};

export type EnvironmentConfig = {
  name: string;
  title: string;
  timezone: string;
  dayStartMs: number;
  via?: Via;
  refreshMs: number;
  timeoutMs: number;
  /** Name in `calendars`. */
  calendar?: string;
  labels: Record<string, string>;
  /** Own placeholders for commands. */
  variables: Record<string, string>;
  maintenance: MaintenanceWindow[];
  expectations: Expectation[];
  sources: SourceConfig[];
  /** Whether schedules are learned from its history. */
  isLearned: boolean;
  /** Names or patterns of jobs that nothing is learned of. */
  silence: string[];
};

/** What is learned from history, of all environments together. */
export type LearnConfig = {
  /** How many alarms of learned schedules a day may be false, over all jobs; `auto` goes by how many there are. */
  falseAlarmsPerDay: number | 'auto';
  /** How many false alarms a year an environment's number of runs may give; 0 = numbers are not judged. */
  countAlarmsPerYear: number;
  /** A job of which less is known is new: nothing is expected of it. */
  minimumHistoryDays: number;
};

export type CalendarConfig = {
  /** ISO 3166-1 country and subdivision for public holidays, as date-holidays names them. Absent = no public holidays. */
  country?: string;
  state?: string;
  region?: string;
  /** Days of the week off, 0 = Sunday. */
  weekend: number[];
  /** Extra days off, with what they are called. */
  add: Record<Day, string>;
  /** Days that are worked although a holiday or a weekend. */
  remove: Day[];
  /** Days that end early, with the local time (milliseconds since midnight) from which slots are excused. */
  halfDays: Record<Day, number>;
};

/** A preset as the file has it: what it is made of is known to whoever reads adapters. */
export type WrittenPreset = Record<string, unknown>;

export type Config = {
  /** The file it was read from; absent for the built-in configuration that watches this host. */
  path?: string;
  /** Of that file, as it was read: see `identifyFile`. */
  identity?: string;
  database: string;
  /** A Unix group that shares the database (files 0660, directory 2770); absent = the owner alone (0600/0700). */
  databaseGroup?: string;
  concurrency: number;
  /** Of `collect --daemon`. `listen` is `ADDRESS:PORT` as written. */
  daemon?: {listen?: string; allowRemote: boolean; prune: boolean};
  retention: Retention;
  learn: LearnConfig;
  calendars: Record<string, CalendarConfig>;
  /** The files of the plugins that sources need; absent without any. */
  plugins?: string[];
  /** As they were written; absent without any. */
  presets?: Record<string, WrittenPreset>;
  environments: EnvironmentConfig[];
};
