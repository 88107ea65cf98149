/** Every adapter that can be named here: the program's own, and those that the configuration in force brings along. */
import {adapters} from '../adapters/registry.ts';
import {locateConfig} from '../config/locate-config.ts';
import {presetsOf} from '../config/read-adapters.ts';
import type {Adapter} from '../domain/adapter.ts';
import type {CommandContext} from './context.ts';
import {readConfig} from './product.ts';

export type AdapterOrigin = 'built-in' | 'plugin' | 'preset';
export type KnownAdapter = {adapter: Adapter; origin: AdapterOrigin};

type Context = Pick<CommandContext, 'io' | 'flags' | 'version'>;

export function builtInAdapters(): KnownAdapter[] {
  return [...adapters.values()].map(adapter => ({adapter, origin: 'built-in'}));
}

/** Throws a ConfigError for a configuration that cannot be used. */
export async function readKnownAdapters(context: Context): Promise<KnownAdapter[]> {
  const builtIn = builtInAdapters();
  const {io, flags} = context;
  if (locateConfig(flags.config, io, io.workingDirectory) === undefined) return builtIn;
  const config = await readConfig(context);
  if (config.plugins === undefined && config.presets === undefined) return builtIn;
  const {loadPluginFiles} = await import('../collect/load-plugins.ts');
  const plugins = loadPluginFiles(config.plugins ?? [], io.uid);
  const bases = new Map([...adapters, ...plugins.map(adapter => [adapter.name, adapter] as const)]);
  return [
    ...builtIn,
    ...plugins.map(adapter => ({adapter, origin: 'plugin' as const})),
    ...presetsOf(config.presets ?? {}, bases).map(adapter => ({adapter, origin: 'preset' as const})),
  ];
}
