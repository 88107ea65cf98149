import {ConfigError} from '../domain/errors.ts';
import {compileGlob} from '../domain/glob.ts';
import {SUBCOMMANDS} from './command-table.ts';
import {findNearest} from './find-nearest.ts';

/**
 * The configured names that the given names or patterns stand for, in the configuration's order; all when none is given.
 * Throws a ConfigError for one that matches nothing.
 */
export async function chooseEnvironments(
  patterns: readonly string[] | undefined,
  names: readonly string[],
): Promise<string[]> {
  if (!patterns || patterns.length === 0) return [...names];
  const chosen = new Set<string>();
  for (const pattern of patterns) {
    const matching = names.filter(compileGlob(pattern));
    if (matching.length === 0) {
      const hint = await suggest(pattern, names);
      throw new ConfigError(
        `no environment is called "${pattern}"; ${hint}known: ${names.join(', ') || 'none'}`,
      );
    }
    for (const name of matching) chosen.add(name);
  }
  return names.filter(name => chosen.has(name));
}

/** Without a command's name the first word is an environment: a misspelled command ends up here as well. */
async function suggest(word: string, names: readonly string[]): Promise<string> {
  const environment = await findNearest(word, names);
  if (environment !== undefined) return `did you mean "${environment}"? `;
  const command = await findNearest(
    word,
    SUBCOMMANDS.map(({name}) => name),
  );
  return command === undefined ? '' : `did you mean the command "${command}"? `;
}
