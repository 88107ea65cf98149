/** Which flags there are to complete. */
import type {CommandDefinition} from '../command-table.ts';
import {COMMANDS} from '../command-table.ts';
import type {FlagName} from '../flags.ts';
import {FLAGS} from '../flags.ts';

/** Flags of every command. */
export const EVERYWHERE: readonly FlagName[] = ['help', 'version'];

export function flagsOf({flags}: CommandDefinition): FlagName[] {
  return flags.filter(flag => !EVERYWHERE.includes(flag));
}

/** Those that take a value: the word after one of them is no command. */
export function valueFlags(): FlagName[] {
  const used = new Set(COMMANDS.flatMap(({flags}) => flags));
  return [...used].filter(name => FLAGS[name].type !== 'boolean');
}
