/** Writes suggested expectations into the configuration file, and only if it then says what it said before and them. */
import {adapters} from '../adapters/registry.ts';
import {addExpectations} from '../config/add-expectations.ts';
import type {Config} from '../config/config.ts';
import {replaceConfig} from '../config/replace-config.ts';
import {ConfigError} from '../domain/errors.ts';
import type {EpochMs} from '../domain/time.ts';
import type {ExpectationEntry, Suggestion} from '../report/learning/suggest-expectations.ts';
import {formatStamp} from '../store/maintenance.ts';
import type {CommandContext} from './context.ts';

export type Accepted = {environment: string} & Suggestion & {entry: ExpectationEntry};

export type Acceptance = {file: string; backup: string; count: number};

/** Throws a ConfigError, and leaves the file as it was, when it cannot be written or would not be valid. */
export async function acceptExpectations(
  {path, environments}: Pick<Config, 'path' | 'environments'>,
  accepted: readonly Accepted[],
  {io, now}: {io: Pick<CommandContext['io'], 'env' | 'home' | 'platform' | 'hostTimezone'>; now: EpochMs},
): Promise<Acceptance> {
  if (path === undefined)
    throw new ConfigError('there is no configuration file to write to; make one with `jobtrack-tui init`');
  const before = new Map(environments.map(({name, expectations}) => [name, expectations.length]));
  const {file, backup} = await replaceConfig(path, formatStamp(now), async (text, name) => {
    const changed = await addExpectations(
      text,
      name,
      accepted.map(({environment, entry, reason}) => ({environment, entry, comment: `learned: ${reason}`})),
    );
    const {readConfigText} = await import('../config/read-config.ts');
    const config = await readConfigText(changed, name, {
      adapters,
      host: {env: io.env, home: io.home, platform: io.platform},
      hostTimezone: io.hostTimezone,
    });
    for (const environment of config.environments) {
      const added = accepted.filter(entry => entry.environment === environment.name).length;
      const had = before.get(environment.name);
      if (had !== undefined && environment.expectations.length !== had + added)
        throw new ConfigError(`${name} was not written: the entries would not be read as they are meant`);
    }
    return changed;
  });
  return {file, backup, count: accepted.length};
}
