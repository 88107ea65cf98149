/** The effective configuration for `config show`: in the form of the file, every default filled in, secrets masked. */
import type {CommandTemplate} from '../domain/adapter.ts';
import {NO_CALENDAR} from '../domain/environment.ts';
import type {Expectation, JobExpectation, MaintenanceWindow} from '../domain/expectation.ts';
import type {Timing} from '../domain/schedule.ts';
import {DAY_MS, formatInstant, MINUTE_MS, twoDigits} from '../domain/time.ts';
import type {CalendarConfig, Config, EnvironmentConfig, SourceConfig, Via} from './config.ts';
import {formatWrittenDuration} from './defaults.ts';
import {formatDayRule, WEEKDAYS} from './format-days.ts';

export const MASK = '********';

/** Names of variables whose values are not shown: passwords, tokens, keys and the like. */
export const SECRET_NAME =
  /pass(?:word|wd|phrase)?|secret|token|credential|auth|cookie|api_?-?key|private_?-?key|_key$|^key$|dsn/i;

/**
 * YAML (loads yaml) or JSON. Values of `env`, `variables` and adapter options whose names look secret are masked; a secret
 * written into a command itself is not recognised.
 */
export async function formatConfig(config: Config, format: 'yaml' | 'json'): Promise<string> {
  const value = describeConfig(config);
  if (format === 'json') return `${JSON.stringify(value, undefined, 2)}\n`;
  const {stringify} = await import('yaml');
  const origin = config.path === undefined ? 'built-in: no configuration file was found' : config.path;
  return `# ${origin}\n${stringify(value, {lineWidth: 110})}`;
}

function describeConfig(config: Config): Record<string, unknown> {
  const {runsDays, countsDays, changesDays, collectionsDays, textsDays, replacedDays} = config.retention;
  const calendars = Object.entries(config.calendars).filter(([name]) => name !== NO_CALENDAR);
  return {
    database: config.database,
    databaseGroup: config.databaseGroup,
    concurrency: config.concurrency,
    retention: {
      runs: runsDays ?? 'forever',
      counts: countsDays ?? 'forever',
      changes: changesDays ?? 'forever',
      collections: collectionsDays ?? 'forever',
      texts: textsDays ?? 'forever',
      replaced: replacedDays ?? 'forever',
    },
    learn: {
      falseAlarmsPerDay: config.learn.falseAlarmsPerDay,
      countAlarmsPerYear: config.learn.countAlarmsPerYear,
      minimumHistory: formatWrittenDuration(config.learn.minimumHistoryDays * DAY_MS),
    },
    daemon: config.daemon,
    calendars: Object.fromEntries(calendars.map(([name, calendar]) => [name, describeCalendar(calendar)])),
    plugins: config.plugins,
    presets: maskSecrets(config.presets),
    environments: Object.fromEntries(
      config.environments.map(environment => [environment.name, describeEnvironment(environment)]),
    ),
  };
}

function describeCalendar({country, state, region, weekend, add, remove, halfDays}: CalendarConfig) {
  return {
    country,
    state,
    region,
    weekend: weekend.map(day => WEEKDAYS[day]),
    add,
    remove,
    halfDays: Object.fromEntries(Object.entries(halfDays).map(([day, ms]) => [day, formatTimeOfDay(ms)])),
  };
}

function describeEnvironment(environment: EnvironmentConfig) {
  const {title, timezone, dayStartMs, via, refreshMs, timeoutMs, calendar, labels, variables} = environment;
  return {
    title,
    timezone,
    dayStart: formatTimeOfDay(dayStartMs),
    via: via && describeVia(via),
    refresh: formatWrittenDuration(refreshMs),
    timeout: formatWrittenDuration(timeoutMs),
    calendar: calendar ?? NO_CALENDAR,
    labels,
    variables: maskSecrets(variables),
    sources: environment.sources.map(describeSource),
    expect: environment.expectations.map(describeExpectation),
    maintenance: environment.maintenance.map(describeMaintenance),
    learn: environment.isLearned,
    silence: environment.silence,
  };
}

function describeVia(via: Via) {
  if (via.kind === 'prefix') return {command: via.argv};
  const {destination: host, port, identityFile, options, program} = via;
  return {ssh: {host, port, identityFile, options, program}};
}

function describeSource(source: SourceConfig) {
  return {
    name: source.name,
    adapter: source.adapter,
    command: describeCommand(source.command),
    options: maskSecrets(source.options),
    env: maskSecrets(source.env),
    timeout: formatWrittenDuration(source.timeoutMs),
    refresh: formatWrittenDuration(source.refreshMs),
    retries: source.retries,
    retryDelay: formatWrittenDuration(source.retryDelayMs),
    maxOutput: source.maxOutputBytes,
    okExitCodes: source.okExitCodes,
  };
}

function describeCommand(command: CommandTemplate) {
  return 'shell' in command ? command : command.argv;
}

function describeExpectation(expectation: Expectation) {
  if (expectation.kind === 'job') return describeJob(expectation);
  const {min, max, byMs, job, calendar} = expectation;
  return {count: {min, max, by: byMs === undefined ? undefined : formatTimeOfDay(byMs)}, job, calendar};
}

function describeJob(expectation: JobExpectation) {
  const {job, timing, on, graceMs, earlyMarginMs, maxRuntimeMs, calendar, runs, source} = expectation;
  return {
    job,
    ...(timing && describeTiming(timing)),
    on: on && formatDayRule(on),
    grace: formatWrittenDuration(graceMs),
    early: formatWrittenDuration(earlyMarginMs),
    maxRuntime: maxRuntimeMs === undefined ? undefined : formatWrittenDuration(maxRuntimeMs),
    calendar,
    runs,
    source,
  };
}

/** The kinds that a file can say; the others come from schedulers only. */
function describeTiming(timing: Timing) {
  if (timing.kind === 'cron') {
    return {schedule: timing.expression, timezone: timing.timezone, policy: timing.policy};
  }
  if (timing.kind === 'on-calendar') return {onCalendar: timing.expression, timezone: timing.timezone};
  if (timing.kind === 'times') {
    return {times: timing.timesMs.map(formatTimeOfDay), timezone: timing.timezone, policy: timing.policy};
  }
  return {};
}

function describeMaintenance(window: MaintenanceWindow) {
  const {reason, job} = window;
  if (window.kind === 'once')
    return {from: formatInstant(window.from), to: formatInstant(window.to), reason, job};
  const {expression, timezone, durationMs} = window;
  return {schedule: expression, timezone, duration: formatWrittenDuration(durationMs), reason, job};
}

function maskSecrets(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(maskSecrets);
  if (typeof values !== 'object' || values === null) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      SECRET_NAME.test(name) && typeof value === 'string' ? [name, MASK] : [name, maskSecrets(value)],
    ),
  );
}

/** `07:00` from milliseconds since midnight. */
function formatTimeOfDay(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
