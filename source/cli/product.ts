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
    hostTimezone: io.hostTimezone,
    version,
    // The wall clock, not `--now`: it tells whether the file changed just now.
    now: io.wallClock(),
    detect: async () => {
      const {detectThisHost} = await import('./detect-this-host.ts');
      return detectThisHost(io);
    },
  });
  return flags.database === undefined ? config : {...config, database: flags.database};
}

/** Opens everything, runs `use`, and closes the database whatever happens. */
export async function withProduct<Result>(
  context: CommandContext,
  mode: 'read' | 'write',
  use: (product: Product) => Promise<Result>,
): Promise<Result> {
  const config = await readConfig(context);
  sayBuiltin(context, config);
  const names = await chooseEnvironments(
    context.flags.env,
    config.environments.map(({name}) => name),
  );
  const chosen = {...config, environments: config.environments.filter(({name}) => names.includes(name))};
  const today = todayIn(context.io.hostTimezone, context.now);
  const day = context.flags.date === undefined ? undefined : readDay('--date', context.flags.date, today);
  const store = await openStore({path: config.database, mode, group: config.databaseGroup});
  try {
    const environments = await prepareEnvironments(chosen, yearsAround(day ?? today), store);
    return await use({config: chosen, store, environments, day, today});
  } finally {
    await store.close();
  }
}

/** A zone ahead or behind may already, or still, be in another year; a business day reaches into the next. */
function yearsAround(day: Day): number[] {
  return [...new Set([addDays(day, -2), addDays(day, 2)].map(near => Number(near.slice(0, 4))))];
}

function sayBuiltin({io, flags}: CommandContext, config: Config): void {
  const notice = formatBuiltinNotice(config);
  if (notice === undefined) return;
  if (config.environments.every(({sources}) => sources.length === 0))
    throw new ConfigError(`${notice}, or try \`jobtrack-tui demo\``);
  if (!flags.quiet) io.say(`${notice}\n`);
}
