/**
 * Loads the plugins that a configuration names. They are code that runs as whoever runs the program, with all of that user's rights: only what
 * the configuration names is loaded, and only from files that nobody else could have changed, as for the configuration itself.
 */
import {createRequire} from 'node:module';
import path from 'node:path';
import {readPlugin} from '../adapters/plugin.ts';
import {checkPermissions} from '../config/config-permissions.ts';
import type {LoadedPlugin} from '../config/read-adapters.ts';
import type {Adapter} from '../domain/adapter.ts';
import {errorMessage} from '../domain/errors.ts';

/** `file` is the configuration: relative paths and packages are looked for from its directory. */
export function loadPlugins(
  names: readonly string[],
  file: string,
  {home, uid}: {home: string; uid: number | undefined},
): LoadedPlugin[] {
  const require = createRequire(path.resolve(file));
  return names.map(name => {
    try {
      const found = require.resolve(toSpecifier(name, home));
      return loadFile(found, require, uid);
    } catch (error) {
      return {problem: explain(name, error)};
    }
  });
}

/** The adapters of plugins that were found before: in the collector's process. Throws the first problem. */
export function loadPluginFiles(files: readonly string[], uid: number | undefined): Adapter[] {
  return files.flatMap(file => {
    const plugin = loadFile(file, createRequire(file), uid);
    if ('problem' in plugin) throw new TypeError(`the plugin ${file} cannot be used: ${plugin.problem}`);
    return plugin.adapters;
  });
}

function loadFile(file: string, require: NodeJS.Require, uid: number | undefined): LoadedPlugin {
  if (!path.isAbsolute(file)) return {problem: `"${file}" is a module of Node.js, not a plugin`};
  checkPermissions(file, uid);
  const loaded: unknown = require(file);
  const exported = isObject(loaded) && 'default' in loaded ? loaded.default : loaded;
  const adapters = readPlugin(exported);
  return typeof adapters === 'string' ? {problem: `${file} cannot be used: ${adapters}`} : {file, adapters};
}

/** `~` is the home directory; a name without a slash before it is a package. */
function toSpecifier(name: string, home: string): string {
  return name.startsWith('~/') ? path.join(home, name.slice(2)) : name;
}

function explain(name: string, error: unknown): string {
  const isMissing = isObject(error) && error.code === 'MODULE_NOT_FOUND';
  const [message = ''] = errorMessage(error).split('\n');
  if (!isMissing) return `it cannot be loaded: ${errorMessage(error)}`;
  return message.includes(name)
    ? 'there is no such file or package; a file begins with ./, ~/ or /, a package is installed beside the configuration'
    : `it cannot be loaded: ${message}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
