/** Reads a configuration's text in full: YAML, schema, references. Loads yaml and zod; the cache saves doing it again. */
import {createOptionsReader} from './adapter-options.ts';
import {placeProblems} from './check-places.ts';
import {checkReferences} from './check-references.ts';
import type {Config} from './config.ts';
import {parseConfigDocument} from './config-document.ts';
import {configError} from './config-problems.ts';
import type {LoadPlugins} from './read-adapters.ts';
import {readAdapters} from './read-adapters.ts';
import type {ResolveContext} from './resolve-config.ts';
import {resolveConfig} from './resolve-config.ts';
import type {WrittenConfig} from './schema.ts';
import {configSchema} from './schema.ts';
import {validate} from './schema-problems.ts';
import {asMap} from './written-value.ts';

export type ReadContext = Omit<ResolveContext, 'readOptions' | 'plugins'> & {
  /** Absent where no plugins are to be loaded. */
  loadPlugins?: LoadPlugins;
};

/** Throws a ConfigError that lists every problem with its line and column. `file` is the absolute path it came from. */
export async function readConfigText(text: string, file: string, context: ReadContext): Promise<Config> {
  const document = await parseConfigDocument(text);
  if (document.value === undefined || document.value === null) {
    const empty = {
      path: [],
      at: 'value',
      message: 'the file is empty; `jobtrack-tui init` shows what to write',
    } as const;
    throw configError(file, document.problems.length > 0 ? document.problems : [empty], document.positionOf);
  }
  const {z} = await import('zod');
  const readOptions = createOptionsReader(z);
  const found = await readAdapters(document.value, file, {
    ...context,
    builtIn: context.adapters,
    readOptions,
  });
  const {adapters, plugins} = found;
  const written = validate(configSchema(z, found.names, [...found.bases.keys()]), document.value);
  const problems = [
    ...document.problems,
    ...written.problems,
    ...(await placeProblems(asMap(document.value).calendars)),
    ...found.problems,
    ...checkReferences(document.value, {adapters, readOptions}),
  ];
  if (!written.value || problems.length > 0) throw configError(file, problems, document.positionOf);
  return resolveConfig(written.value, {...context, adapters, plugins, readOptions}, file);
}

/** A configuration that the program itself wrote down: the built-in one. */
export async function readConfigValue(value: Record<string, unknown>, context: ReadContext): Promise<Config> {
  const {z} = await import('zod');
  const written: WrittenConfig = configSchema(z, [...context.adapters.keys()]).parse(value);
  return resolveConfig(written, {...context, readOptions: createOptionsReader(z)});
}
