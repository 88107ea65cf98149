/** Configuration, database and environments of one command, opened and closed together. */
import {adapters} from '../adapters/registry.ts';
import {formatBuiltinNotice} from '../config/builtin-config.ts';
import type {Config} from '../config/config.ts';
import {loadConfig} from '../config/load-config.ts';
import {prepareEnvironments} from '../config/prepare-environments.ts';
import type {Environment} from '../domain/environment.ts';
import {ConfigError} from '../domain/errors.ts';
import type {Day} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import {openStore} from '../store/sqlite-store.ts';
import type {Store} from '../store/store.ts';
import {chooseEnvironments} from './choose-environments.ts';
import type {CommandContext} from './context.ts';
import {readDay, todayIn} from './days.ts';
import {BUILD} from './version.ts';

export type Product = {
  config: Config;
  store: Store;
  /** Those that `--env` chose. */
  environments: Environment[];
  /** `--date`, when it was given. */
  day?: Day;
  today: Day;
};

/** Reads the configuration that the flags and this host decide on. */
export async function readConfig({
  io,
  flags,
  version,
}: Pick<CommandContext, 'io' | 'flags' | 'version'>): Promise<Config> {
  const config = await loadConfig({
    path: flags.config,
    host: {env: io.env, home: io.home, platform: io.platform},
    workingDirectory: io.workingDirectory,
    uid: io.uid,
    adapters,
    loadPlugins: async (names, file) => {
      const {loadPlugins} = await import('../collect/load-plugins.ts');
      return loadPlugins(names, file, {home: io.home, uid: io.uid});
    },
    hostTimezone: io.hostTimezone,
    // A checkout may be built anew without a new version.
    version: `${version} ${BUILD ?? ''}`,
    // The wall clock, not `--now`: it tells whether the file changed just now.
    now: io.wallClock(),
    detect: async () => {
      const {detectThisHost} = await import('./detect-this-host.ts');
      return detectThisHost(io);
    },
  });
  return flags.database === undefined ? config : {...config, database: flags.database};
}

/** What a command is about: the configuration with the environments that `--env` chose, and the day. */
export type Subject = {
  config: Config;
  /** `--date`, when it was given. */
  day?: Day | undefined;
  /** By this host's calendar. */
  today: Day;
};

/** Throws a ConfigError for an environment that does not exist, and a NothingToWatchError when there is no source at all. */
export async function readSubject(context: CommandContext): Promise<Subject> {
  const {io, flags, now} = context;
  const config = await readConfig(context);
  if (config.path === undefined && config.environments.every(({sources}) => sources.length === 0))
    throw new NothingToWatchError(`${formatBuiltinNotice(config)}, or try \`jobtrack-tui demo\``);
  const names = await chooseEnvironments(
    flags.env,
    config.environments.map(({name}) => name),
  );
  const today = todayIn(io.hostTimezone, now);
  return {
    config: {...config, environments: config.environments.filter(({name}) => names.includes(name))},
    day: flags.date === undefined ? undefined : readDay('--date', flags.date, today),
    today,
  };
}

/** There is no configuration, and no scheduler on this host. */
export class NothingToWatchError extends ConfigError {}

/** Opens everything, runs `use`, and closes the database whatever happens. */
export async function withProduct<Result>(
  context: CommandContext,
  mode: 'read' | 'write',
  use: (product: Product) => Promise<Result>,
): Promise<Result> {
  const {config, day, today} = await readSubject(context);
  sayBuiltin(context, config);
  const store = await openStore({path: config.database, mode, group: config.databaseGroup});
  try {
    const environments = await prepareFor(config, day ?? today, store);
    return await use({config, store, environments, day, today});
  } finally {
    await store.close();
  }
}

/** The environments with the holidays that judging this business day needs. */
export function prepareFor(config: Config, day: Day, store: Store): Promise<Environment[]> {
  return prepareEnvironments(config, yearsAround(day), store);
}

/**
 * A zone ahead or behind may already, or still, be in another year; a business day reaches into the next. Numbers are
 * compared with those of the holidays of a year ago.
 */
export function yearsAround(day: Day): number[] {
  return [
    ...new Set([addDays(day, -366), addDays(day, -2), addDays(day, 2)].map(near => Number(near.slice(0, 4)))),
  ];
}

function sayBuiltin({io, flags}: CommandContext, config: Config): void {
  const notice = formatBuiltinNotice(config);
  if (notice !== undefined && !flags.quiet) io.say(`${notice}\n`);
}
