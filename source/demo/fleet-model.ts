/** The shapes of the demo's fleet: what is declared (`Fleet…`) and what it is once the demo has begun (`Simulated…`). */
import type {DayClock} from '../domain/business-day.ts';
import type {Day, EpochMs} from '../domain/time.ts';

/** What a simulated command can print. */
export const FORMATS = [
  'control-m',
  'cron',
  'crontab',
  'systemd',
  'list-timers',
  'slurm',
  'csv',
  'tsv',
  'count',
] as const;
export type Format = (typeof FORMATS)[number];

/**
 * When a job is due, in its environment's local time.
 *  - `at` once a day at `HH:MM`, on every day, Monday to Friday, or on the month's last day
 *  - `everyMinutes` at every multiple of so many minutes since midnight; a divisor of 60, or whole hours
 *  - `minutesBeforeStart` once a day, at the time of day that lay so many minutes back when the demo began: such a
 *    job is past its due time whatever the hour at which somebody starts the demo. Incidents need that.
 */
export type FleetSchedule =
  | {at: string; days?: 'weekdays' | 'month-end'}
  | {everyMinutes: number}
  | {minutesBeforeStart: number};

/** What goes wrong with a job on the day the demo begins. */
export type Incident =
  /** It never starts. */
  | 'missing'
  /** Three runs in a row of a frequent job never start. */
  | 'missed-three'
  /** It fails; a rerun succeeds. */
  | 'made-good'
  /** It fails and stays failed. */
  | 'failure'
  /** It starts long after its grace and succeeds. */
  | 'late'
  /** It succeeds within seconds: there was nothing to do. */
  | 'too-fast'
  /** It starts in time and does not end. */
  | 'overrun'
  /** An operator holds it. */
  | 'held'
  /** It waits for a resource that does not come free. */
  | 'stuck';

export type FleetJob = {
  name: string;
  schedule: FleetSchedule;
  /** Usual run time on the day the demo begins. */
  minutes: number;
  /** How much longer it takes from one day to the next, as a fraction: 0.01 doubles it in 70 days. */
  dailyGrowth?: number;
  /** Chance of a failure on an ordinary day, a run. */
  failureRate?: number;
  incident?: Incident;
  /**
   * Declared in the configuration, in its own notation; absent = left to be discovered. Jobs of one `pattern` share one
   * declaration.
   */
  expect?: {grace: string; maxRuntime?: string; pattern?: string};
};

/** A number of loads that grows through a part of the day: all that a source of plain counts tells. */
export type LoadSeries = {
  /** Loads of a weekday when the demo begins. */
  usual: number;
  /** A weekend day's share of a weekday. */
  weekendShare: number;
  /** Growth from one day to the next, as a fraction. */
  dailyGrowth: number;
  /** The expectation, and the time by which it must be met (see `FleetSchedule`). */
  min: number;
  max: number;
  dueMinutesBeforeStart: number;
  /** The share at which the loading stops on the day the demo begins. */
  incidentShare: number;
};

export type FleetEnvironment = {
  name: string;
  title: string;
  timezone: string;
  labels: Record<string, string>;
  /** One source of the environment each. */
  formats: readonly Format[];
  jobs: readonly FleetJob[];
  loads?: LoadSeries;
  /** A window of this day in which nothing runs, and that the configuration excuses. */
  maintenance?: {minutesBeforeStart: number; minutes: number; reason: string};
  /** How its command misbehaves from the day on which the demo begins; earlier days are answered. */
  fault?: 'timeout' | 'garbage';
};

/** A local time of day once every calendar day (or on some), or every so many minutes. */
export type JobTiming =
  | {kind: 'daily'; timeOfDayMs: number; days: 'all' | 'weekdays' | 'month-end'}
  | {kind: 'every'; minutes: number};

export type SimulatedJob = Omit<FleetJob, 'schedule'> & {timing: JobTiming};

/** An environment in a demo that began at `demoStart`. */
export type SimulatedEnvironment = Omit<FleetEnvironment, 'jobs' | 'maintenance'> & {
  clock: DayClock;
  demoStart: EpochMs;
  /** The business day that `demoStart` lies in: the day of the incidents. */
  incidentDay: Day;
  jobs: readonly SimulatedJob[];
  /** Nothing starts in `[from, to)`. */
  downtime?: {from: EpochMs; to: EpochMs; reason: string};
  /** Local time of day by which the loads are due; absent without `loads`. */
  loadsDueMs?: number;
};

/** One answer of a simulated command: an environment's business day as it stood at `now`. */
export type DayView = {
  environment: SimulatedEnvironment;
  day: Day;
  seed: number;
  now: EpochMs;
};
