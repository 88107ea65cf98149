import type {Adapter} from '../domain/adapter.ts';
import {ConfigError, errorMessage} from '../domain/errors.ts';
import {createOptionsReader} from './adapter-options.ts';
import {formatPath} from './config-problems.ts';

/**
 * An adapter's options from `--option NAME=VALUE` flags, the values in YAML, checked by the adapter's own schema (which
 * also fills in what was not given). Throws a ConfigError that lists every problem.
 */
export async function readOptionFlags(adapter: Adapter, given: readonly string[]): Promise<unknown> {
  const [{parse}, {z}] = await Promise.all([import('yaml'), import('zod')]);
  const written = Object.fromEntries(given.map(text => splitOption(text, parse)));
  const {value, problems} = createOptionsReader(z)(adapter, written, []);
  if (problems.length === 0) return value;
  const list = problems.map(({path, message}) => `  ${formatPath(path)}: ${message}`).join('\n');
  throw new ConfigError(
    `the options of ${adapter.name} are not usable:\n${list}\nGive them as --option NAME=VALUE.`,
  );
}

function splitOption(text: string, parse: (yaml: string) => unknown): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new ConfigError(`--option "${text}" has no "="; write it as --option NAME=VALUE`);
  try {
    return [text.slice(0, at), parse(text.slice(at + 1))];
  } catch (error) {
    throw new ConfigError(`--option "${text}" is not valid YAML: ${errorMessage(error)}`, {cause: error});
  }
}
