/** Finds unknown placeholders when the configuration is read, not when the command is due. */
import type {CommandTemplate} from '../domain/adapter.ts';
import {ConfigError} from '../domain/errors.ts';
import {openZone} from '../domain/zone.ts';
import type {Path, Problem} from './config-problems.ts';
import type {PlaceholderValues} from './placeholders.ts';
import {expandPlaceholders} from './placeholders.ts';

/** One problem for each word of the command with an unknown placeholder; `path` is the command's place. */
export function placeholderProblems(
  command: CommandTemplate,
  variables: Readonly<Record<string, unknown>>,
  path: Path,
): Problem[] {
  const values: PlaceholderValues = {
    day: '2026-01-01',
    clock: {zone: openZone('UTC'), dayStartMs: 0},
    environment: '',
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
  return 'shell' in command
    ? problemOf(command.shell, values, path)
    : command.argv.flatMap((word, index) => problemOf(word, values, [...path, index]));
}

/** Expanding is the check: what would fail later fails here, with the same words. */
function problemOf(word: string, values: PlaceholderValues, path: Path): Problem[] {
  try {
    expandPlaceholders(word, values);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [{path, at: 'value', message: error.message}];
  }
}
