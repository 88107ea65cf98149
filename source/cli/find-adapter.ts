import {adapters} from '../adapters/registry.ts';
import {ConfigError} from '../domain/errors.ts';
import type {CommandContext} from './context.ts';
import {findNearest} from './find-nearest.ts';
import type {KnownAdapter} from './known-adapters.ts';

/**
 * The adapter of a name. A configuration is looked into only for what the program does not have itself, so that its adapters can be tried
 * while the configuration is being written. Throws a ConfigError that says which was meant.
 */
export async function findAdapter(
  context: Pick<CommandContext, 'io' | 'flags' | 'version'>,
  name: string | undefined,
): Promise<KnownAdapter> {
  if (name === undefined) throw new ConfigError(`name an adapter: ${[...adapters.keys()].join(', ')}`);
  const builtIn = adapters.get(name);
  if (builtIn) return {adapter: builtIn, origin: 'built-in'};
  const {readKnownAdapters} = await import('./known-adapters.ts');
  const all = await readKnownAdapters(context);
  const own = all.find(({adapter}) => adapter.name === name);
  if (own) return own;
  const known = all.map(({adapter}) => adapter.name);
  const nearest = await findNearest(name, known);
  throw new ConfigError(
    `no adapter is called "${name}"; ${nearest ? `did you mean ${nearest}? ` : ''}known: ${known.join(', ')}`,
  );
}
