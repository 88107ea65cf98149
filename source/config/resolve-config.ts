/** From the file as written to the configuration as used: defaults filled in, every reference followed. Pure. */
import type {Adapter} from '../domain/adapter.ts';
import {NO_CALENDAR} from '../domain/environment.ts';
import {DAY_MS} from '../domain/time.ts';
import type {ReadOptions} from './adapter-options.ts';
import type {Config, LearnConfig} from './config.ts';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_LEARN,
  DEFAULT_REFRESH_MS,
  DEFAULT_RETENTION,
  DEFAULT_TIMEOUT_MS,
  DEFAULT_WEEKEND,
} from './defaults.ts';
import type {HostPaths} from './host-paths.ts';
import {defaultDatabasePath, pathsOf, resolvePath} from './host-paths.ts';
import {resolveEnvironment} from './resolve-environment.ts';
import type {WrittenCalendar, WrittenConfig} from './schema.ts';

export type ResolveContext = {
  adapters: ReadonlyMap<string, Adapter>;
  readOptions: ReadOptions;
  /** The files of the plugins that some of the adapters came from. */
  plugins?: readonly string[];
  host: HostPaths;
  /** The zone of environments for which the file names none. */
  hostTimezone: string;
};

/** `file` is absent for the built-in configuration. */
export function resolveConfig(written: WrittenConfig, context: ResolveContext, file?: string): Config {
  const {host} = context;
  const base = file ? pathsOf(host).dirname(file) : host.home;
  const inherited = {
    ...context,
    base,
    timezone: written.timezone ?? context.hostTimezone,
    refreshMs: written.refresh ?? DEFAULT_REFRESH_MS,
    timeoutMs: written.timeout ?? DEFAULT_TIMEOUT_MS,
    variables: written.variables ?? {},
    isLearned: isLearned(written.learn),
    silence: written.silence ?? [],
  };
  return {
    ...(file !== undefined && {path: file}),
    database: written.database ? resolvePath(written.database, base, host) : defaultDatabasePath(host),
    ...(written.databaseGroup !== undefined && {databaseGroup: written.databaseGroup}),
    concurrency: written.concurrency ?? DEFAULT_CONCURRENCY,
    daemon: {
      ...(written.daemon?.listen !== undefined && {listen: written.daemon.listen}),
      allowRemote: written.daemon?.allowRemote ?? false,
      // Nobody's history is deleted who has not said how long it is to be kept.
      prune: written.daemon?.prune ?? written.retention !== undefined,
    },
    retention: resolveRetention(written.retention ?? {}),
    learn: resolveLearn(written.learn),
    calendars: {
      [NO_CALENDAR]: {weekend: [], add: {}, remove: [], halfDays: {}},
      ...Object.fromEntries(
        Object.entries(written.calendars ?? {}).map(([name, calendar]) => [name, resolveCalendar(calendar)]),
      ),
    },
    ...(context.plugins?.length && {plugins: [...context.plugins]}),
    ...(written.presets && {presets: written.presets}),
    environments: Object.entries(written.environments).map(([name, environment]) =>
      resolveEnvironment(name, environment, inherited),
    ),
  };
}

function isLearned(written: WrittenConfig['learn']): boolean {
  return typeof written === 'object' ? (written.enabled ?? true) : (written ?? true);
}

function resolveLearn(written: WrittenConfig['learn']): LearnConfig {
  const {falseAlarmsPerDay, countAlarmsPerYear, minimumHistory} = typeof written === 'object' ? written : {};
  return {
    falseAlarmsPerDay: falseAlarmsPerDay ?? DEFAULT_LEARN.falseAlarmsPerDay,
    countAlarmsPerYear: countAlarmsPerYear ?? DEFAULT_LEARN.countAlarmsPerYear,
    minimumHistoryDays:
      minimumHistory === undefined ? DEFAULT_LEARN.minimumHistoryDays : Math.ceil(minimumHistory / DAY_MS),
  };
}

/** `forever` (null) leaves the key out. */
function resolveRetention(written: NonNullable<WrittenConfig['retention']>): Config['retention'] {
  const days = {...DEFAULT_RETENTION, ...written};
  return {
    ...(days.runs != null && {runsDays: days.runs}),
    ...(days.counts != null && {countsDays: days.counts}),
    ...(days.changes != null && {changesDays: days.changes}),
    ...(days.collections != null && {collectionsDays: days.collections}),
    ...(days.texts != null && {textsDays: days.texts}),
  };
}

function resolveCalendar(written: WrittenCalendar): Config['calendars'][string] {
  const {country, state, region, add = {}} = written;
  return {
    ...(country !== undefined && {country}),
    ...(state !== undefined && {state}),
    ...(region !== undefined && {region}),
    weekend: [...(written.weekend ?? DEFAULT_WEEKEND)],
    add: Array.isArray(add) ? Object.fromEntries(add.map(day => [day, 'extra day off'])) : add,
    remove: written.remove ?? [],
    halfDays: written.halfDays ?? {},
  };
}
