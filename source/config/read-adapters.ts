/** The adapters that a configuration can use: those of the program, those of its plugins, and its presets of both. */
import type {Adapter} from '../domain/adapter.ts';
import type {Preset} from '../domain/preset.ts';
import {presetAdapter} from '../domain/preset.ts';
import type {ReadOptions} from './adapter-options.ts';
import type {Path, Problem} from './config-problems.ts';
import type {WrittenMap} from './written-value.ts';
import {asList, asMap, isMap, isText} from './written-value.ts';

/** A plugin by the file that it was found in, or why it cannot be used. */
export type LoadedPlugin = {file: string; adapters: readonly Adapter[]} | {problem: string};

/** Loads plugins by the names that the configuration `file` gives them, in their order. Never rejects. */
export type LoadPlugins = (names: readonly string[], file: string) => Promise<LoadedPlugin[]>;

const loadNone: LoadPlugins = async names => names.map(() => ({problem: 'plugins are not loaded here'}));

type Adapters = ReadonlyMap<string, Adapter>;

export type ReadAdapters = {
  /** Those that a preset can be made of. */
  bases: Adapters;
  /** All that can be used. */
  adapters: Adapters;
  /** The names of all, with those of presets that have problems. */
  names: string[];
  /** The files of the plugins. */
  plugins: string[];
  problems: Problem[];
};

export async function readAdapters(
  document: unknown,
  file: string,
  {
    builtIn,
    loadPlugins = loadNone,
    readOptions,
  }: {builtIn: Adapters; loadPlugins?: LoadPlugins | undefined; readOptions: ReadOptions},
): Promise<ReadAdapters> {
  const {plugins, presets} = asMap(document);
  const found = await readPlugins(asList(plugins), file, builtIn, loadPlugins);
  const adapters = new Map(found.adapters);
  const problems = [...found.problems];
  for (const [name, written] of Object.entries(asMap(presets))) {
    const path = ['presets', name];
    const own = found.adapters.has(name)
      ? [{path, at: 'key' as const, message: `"${name}" is an adapter already; choose another name`}]
      : presetProblems(asMap(written), path, found.adapters, readOptions);
    problems.push(...own);
    const adapter = own.length === 0 ? makePreset(name, asMap(written), found.adapters) : undefined;
    if (adapter) adapters.set(name, adapter);
  }
  const names = [...new Set([...adapters.keys(), ...Object.keys(asMap(presets))])];
  return {bases: found.adapters, adapters, names, plugins: found.files, problems};
}

async function readPlugins(
  written: readonly unknown[],
  file: string,
  builtIn: Adapters,
  loadPlugins: LoadPlugins,
): Promise<{adapters: Adapters; files: string[]; problems: Problem[]}> {
  // What is no text is left to the schema.
  const names = written.map(name => (isText(name) ? name : ''));
  const loaded = names.length === 0 ? [] : await loadPlugins(names, file);
  const adapters = new Map(builtIn);
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const [index, plugin] of loaded.entries()) {
    const reject = (message: string): void =>
      void problems.push({path: ['plugins', index], at: 'value', message});
    if (names[index] === '') continue;
    if ('problem' in plugin) {
      reject(plugin.problem);
      continue;
    }
    files.push(plugin.file);
    for (const adapter of plugin.adapters) {
      if (adapters.has(adapter.name)) reject(`its adapter "${adapter.name}" has the name of another one`);
      else adapters.set(adapter.name, adapter);
    }
  }
  return {adapters, files, problems};
}

/** The options are checked here, with the lines of the preset, and not again where a source uses it. */
function presetProblems(
  written: WrittenMap,
  path: Path,
  bases: Adapters,
  readOptions: ReadOptions,
): Problem[] {
  const base = isText(written.adapter) ? bases.get(written.adapter) : undefined;
  if (!base || (written.options !== undefined && !isMap(written.options))) return [];
  const {problems} = readOptions(base, written.options, [...path, 'options']);
  if (written.command !== undefined && written.shell !== undefined) {
    const message = 'is given beside command; keep one of the two';
    return [...problems, {path: [...path, 'shell'], at: 'key', message}];
  }
  return problems;
}

/** The presets of a configuration that was read before. */
export function presetsOf(presets: Readonly<Record<string, WrittenMap>>, bases: Adapters): Adapter[] {
  return Object.entries(presets).flatMap(([name, written]) => makePreset(name, written, bases) ?? []);
}

/** Undefined for what the schema refuses. */
function makePreset(name: string, written: WrittenMap, bases: Adapters): Adapter | undefined {
  const base = isText(written.adapter) ? bases.get(written.adapter) : undefined;
  return base && presetAdapter(name, toPreset(written, base.name), base);
}

function toPreset(written: WrittenMap, adapter: string): Preset {
  const {title, description, command, shell, program, okExitCodes, latestOnly} = written;
  const line = isText(shell) ? shell : asMap(command).shell;
  const argv = asList(command).map(String);
  return {
    adapter,
    ...(isText(title) && {title}),
    ...(isText(description) && {description}),
    ...(isText(line) ? {command: {shell: line}} : argv.length > 0 && {command: {argv}}),
    options: asMap(written.options),
    env: Object.fromEntries(Object.entries(asMap(written.env)).map(([key, value]) => [key, String(value)])),
    okExitCodes: asList(okExitCodes).filter(code => typeof code === 'number'),
    ...(isText(program) && {program}),
    ...(typeof latestOnly === 'boolean' && {isLatestOnly: latestOnly}),
  };
}
