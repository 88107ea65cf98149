/** One environment with everything it inherits. Pure. */
import type {Adapter, CommandTemplate} from '../domain/adapter.ts';
import {NO_CALENDAR} from '../domain/environment.ts';
import {JobtrackError} from '../domain/errors.ts';
import type {MaintenanceWindow} from '../domain/expectation.ts';
import {openZone} from '../domain/zone.ts';
import {commandOf} from './adapter-options.ts';
import type {EnvironmentConfig, SourceConfig, Via} from './config.ts';
import {DEFAULT_MAX_OUTPUT_BYTES, DEFAULT_RETRY_DELAY_MS} from './defaults.ts';
import {resolvePath} from './host-paths.ts';
import {namesDay} from './placeholders.ts';
import type {ResolveContext} from './resolve-config.ts';
import {resolveExpectation} from './resolve-expectation.ts';
import type {WrittenEnvironment, WrittenMaintenance, WrittenSource} from './schema.ts';
import type {WrittenTime} from './schema-times.ts';

/** What an environment takes from the top level. */
type Inherited = ResolveContext & {
  /** The directory from which relative paths are taken. */
  base: string;
  timezone: string;
  refreshMs: number;
  timeoutMs: number;
  variables: Record<string, string>;
  isLearned: boolean;
  silence: readonly string[];
};

export function resolveEnvironment(
  name: string,
  written: WrittenEnvironment,
  inherited: Inherited,
): EnvironmentConfig {
  const timezone = written.timezone ?? inherited.timezone;
  const refreshMs = written.refresh ?? inherited.refreshMs;
  const timeoutMs = written.timeout ?? inherited.timeoutMs;
  const sources = (written.sources ?? []).map(source =>
    resolveSource(source, {...inherited, refreshMs, timeoutMs}),
  );
  const via = resolveVia(written.via, inherited);
  const calendar = written.calendar === NO_CALENDAR ? undefined : written.calendar;
  return {
    name,
    title: written.title ?? name,
    timezone,
    dayStartMs: written.dayStart ?? 0,
    ...(via && {via}),
    refreshMs,
    timeoutMs,
    ...(calendar !== undefined && {calendar}),
    labels: written.labels ?? {},
    variables: {...inherited.variables, ...written.variables},
    maintenance: (written.maintenance ?? []).map(window => resolveMaintenance(window, timezone)),
    expectations: (written.expect ?? []).map(entry => resolveExpectation(entry, timezone, sources)),
    sources,
    isLearned: written.learn ?? inherited.isLearned,
    silence: [...inherited.silence, ...(written.silence ?? [])],
  };
}

function resolveSource(written: WrittenSource, inherited: Inherited): SourceConfig {
  const adapter = inherited.adapters.get(written.adapter);
  const options = adapter && inherited.readOptions(adapter, written.options, []).value;
  const command = adapter && commandOf(adapter, written, options);
  if (!adapter || !command)
    throw new JobtrackError(`the source "${written.name ?? written.adapter}" was not checked`);
  const reader = inherited.adapters.get(adapter.reader ?? adapter.name) ?? adapter;
  const isOwnCommand = written.command !== undefined || written.shell !== undefined;
  return {
    name: written.name ?? written.adapter,
    adapter: written.adapter,
    ...(adapter.reader !== undefined && {reader: adapter.reader}),
    traits: {
      ...adapter.traits,
      hasHistory: adapter.traits.hasHistory && canTellOfPast(reader, command),
      ...(adapter.isLatestOnly && {isLatestOnly: true}),
    },
    command,
    options,
    env: {...adapter.env, ...written.env},
    // The adapter's codes speak of its own command: what 1 means for another is for the configuration to say.
    okExitCodes: [
      ...new Set([...(isOwnCommand ? [] : (adapter.okExitCodes ?? [])), ...(written.okExitCodes ?? [])]),
    ],
    timeoutMs: written.timeout ?? inherited.timeoutMs,
    refreshMs: written.refresh ?? inherited.refreshMs,
    retries: written.retries ?? 0,
    retryDelayMs: written.retryDelay ?? DEFAULT_RETRY_DELAY_MS,
    maxOutputBytes: written.maxOutput ?? DEFAULT_MAX_OUTPUT_BYTES,
  };
}

/**
 * A scheduler's own output says of which day each row is. A number, or a file that someone else writes, need not: asked
 * for yesterday such a command must be told so, else it would answer with today's.
 */
function canTellOfPast(adapter: Adapter, command: CommandTemplate): boolean {
  return adapter.command !== undefined || namesDay(command);
}

function resolveVia(written: WrittenEnvironment['via'], {base, host}: Inherited): Via | undefined {
  if (!written) return undefined;
  if (Array.isArray(written)) return {kind: 'prefix', argv: written};
  if ('command' in written) return {kind: 'prefix', argv: written.command};
  const ssh = typeof written.ssh === 'string' ? {host: written.ssh} : written.ssh;
  return {
    kind: 'ssh',
    destination: ssh.user === undefined ? ssh.host : `${ssh.user}@${ssh.host}`,
    ...(ssh.port !== undefined && {port: ssh.port}),
    ...(ssh.identityFile !== undefined && {identityFile: resolvePath(ssh.identityFile, base, host)}),
    options: ssh.options ?? {},
    program: ssh.program ?? 'ssh',
  };
}

function resolveMaintenance(written: WrittenMaintenance, timezone: string): MaintenanceWindow {
  const shared = {
    reason: written.reason ?? 'maintenance',
    ...(written.job !== undefined && {job: written.job}),
  };
  if ('schedule' in written) {
    const {schedule, duration} = written;
    return {
      kind: 'recurring',
      expression: schedule,
      timezone: written.timezone ?? timezone,
      durationMs: duration,
      ...shared,
    };
  }
  return {
    kind: 'once',
    from: toInstant(written.from, timezone),
    to: toInstant(written.to, timezone),
    ...shared,
  };
}

function toInstant(time: WrittenTime, timezone: string): number {
  return time.kind === 'instant' ? time.at : openZone(timezone).toInstant(time.local);
}
