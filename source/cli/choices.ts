import {ConfigError} from '../domain/errors.ts';
import {findNearest} from './find-nearest.ts';

/** The given words as a set, or undefined when none was given. Throws a ConfigError for a word that is not one of the choices. */
export async function checkChoices<Choice extends string>(
  flag: string,
  given: readonly string[] | undefined,
  choices: readonly Choice[],
): Promise<ReadonlySet<Choice> | undefined> {
  if (!given || given.length === 0) return undefined;
  const chosen = new Set<Choice>();
  for (const word of given.flatMap(text => text.split(','))) {
    const choice = choices.find(candidate => candidate === word);
    if (!choice) {
      const nearest = await findNearest(word, choices);
      throw new ConfigError(
        `${flag} "${word}" is not known; ${nearest ? `did you mean ${nearest}? ` : ''}allowed: ${choices.join(', ')}`,
      );
    }
    chosen.add(choice);
  }
  return chosen;
}
