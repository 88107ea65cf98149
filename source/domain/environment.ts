import type {DayClock} from './business-day.ts';
import type {Calendar, Expectation, MaintenanceWindow} from './expectation.ts';

/** A named place where jobs run, as judging sees it: resolved, without anything about how it is collected. */
export type Environment = {
  name: string;
  title: string;
  labels: Record<string, string>;
  timezone: string;
  clock: DayClock;
  /** How old data may grow before it counts as stale, in milliseconds. */
  staleAfterMs: number;
  /** The environment's calendar; absent = every day is worked. */
  calendar?: Calendar;
  /** Every calendar an expectation names, by name. */
  calendars: ReadonlyMap<string, Calendar>;
  maintenance: MaintenanceWindow[];
  expectations: Expectation[];
  /** How many false alarms a year its number of runs may give; absent or 0 = its numbers are not judged. */
  countAlarmsPerYear?: number;
  sources: EnvironmentSource[];
  /** Whether jobs without a schedule are judged by what was learned of them. */
  isLearned: boolean;
  /** Names or patterns of jobs that nothing is learned of. */
  silence: readonly string[];
};

/** The name of the calendar that is always there: every day is worked. */
export const NO_CALENDAR = 'none';

/** The calendar that an expectation names; the environment's own when it names none. */
export function findCalendar(
  {calendar, calendars}: Pick<Environment, 'calendar' | 'calendars'>,
  name: string | undefined,
): Calendar | undefined {
  return name === undefined ? calendar : calendars.get(name);
}

export type EnvironmentSource = {
  name: string;
  adapter: string;
  /** What the adapter's answers mean for judging (see `AdapterTraits`). */
  traits: SourceTraits;
};

/** What an adapter's answers mean for judging. */
export type SourceTraits = {
  /**
   * Every row is an expected run of its business day, run or not (Control-M's list after New Day is the plan). Run keys
   * are then `<entry>#<run number>`: rows of one entry are one expected run with its reruns.
   */
  isPlan: boolean;
  /** Tells of runs at all (a crontab tells only of schedules; a `count` source only of numbers). */
  hasRuns: boolean;
  /** Can answer for a past day (latest-run-only sources cannot): backfilling is possible. */
  hasHistory: boolean;
  /** A job's latest run is all that one answer tells: a later run hides an earlier one that nobody saw. */
  isLatestOnly?: true;
  /** Its schedules are the complete list: one that is gone from a complete answer is out of force. */
  hasSchedules: boolean;
};
