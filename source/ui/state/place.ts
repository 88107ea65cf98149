/** Where the operator is: a screen and what it is about. The places walked through lie on a stack; `esc` goes back. */
import type {Day} from '../../domain/time.ts';

export const ENVIRONMENT_TABS = ['jobs', 'runs', 'collections', 'counts'] as const;
export type EnvironmentTab = (typeof ENVIRONMENT_TABS)[number];

export const JOB_TABS = ['slots', 'runs', 'days', 'durations', 'schedules', 'changes'] as const;
export type JobTab = (typeof JOB_TABS)[number];

/** How many days the history shows. */
export const HISTORY_SPANS = [7, 30, 90, 365] as const;
export type HistorySpan = (typeof HISTORY_SPANS)[number];

export type Place =
  | {screen: 'today'}
  | {screen: 'missing'; environment?: string}
  | {screen: 'environment'; environment: string; tab: EnvironmentTab}
  | {screen: 'job'; environment: string; job: string; tab: JobTab}
  | {screen: 'run'; environment: string; job: string; businessDay: Day; runKey: string}
  | {screen: 'collection'; environment: string; id: number}
  | {screen: 'history'; environment?: string; days: HistorySpan}
  | {screen: 'help'}
  /** Nothing is configured and nothing was found on this host. */
  | {screen: 'first-run'; reason: string};
export type ScreenName = Place['screen'];
export type PlaceOf<Name extends ScreenName> = Extract<Place, {screen: Name}>;

/** What the list of a place remembers its cursor and filter under: the same place seen again is as it was left. */
export function listKey(place: Place): string {
  return JSON.stringify(Object.values(place));
}

/** The environment that a place is about. */
export function environmentOf(place: Place): string | undefined {
  return 'environment' in place ? place.environment : undefined;
}
