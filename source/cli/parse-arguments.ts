/** The command line -> a command with its flags. Everything wrong is one ConfigError with a remedy. */
import meow from 'meow';
import {ConfigError, errorMessage} from '../domain/errors.ts';
import type {CommandDefinition} from './command-table.ts';
import {COMMANDS} from './command-table.ts';
import type {FlagDefinition, FlagName, Flags} from './flags.ts';
import {FLAGS, spellFlag} from './flags.ts';

export type ParsedArguments = {command: CommandDefinition; operands: string[]; flags: Flags};

export async function parseArguments(argv: readonly string[]): Promise<ParsedArguments> {
  const {input, flags} = readArguments(argv);
  const [first = '', ...rest] = input;
  const named = COMMANDS.find(({name}) => name !== '' && name === first);
  const command = named ?? COMMANDS.find(({name}) => name === '');
  if (!command) throw new ConfigError('no command');
  const operands = named ? rest : input;
  await refuseUnknownFlags(flags, command);
  if (operands.length > command.mostOperands) {
    const extra = operands[command.mostOperands] ?? '';
    throw new ConfigError(
      `"${extra}" is one argument too many for "${describe(command)}"; see jobtrack-tui ${command.name} --help`,
    );
  }
  return {command, operands, flags};
}

function readArguments(argv: readonly string[]): {input: string[]; flags: Flags} {
  try {
    const {input, flags} = meow('', {
      // Spelled out, because a CommonJS bundle has no `import.meta` object, only its parts.
      importMeta: {...import.meta, url: import.meta.url},
      argv: [...argv],
      pkg: {name: 'jobtrack-tui'},
      description: false,
      autoHelp: false,
      autoVersion: false,
      // Unknown flags are refused here, with the nearest known one.
      allowUnknownFlags: true,
      booleanDefault: undefined,
      flags: Object.fromEntries(
        Object.entries(FLAGS).map(([name, flag]: [string, FlagDefinition]) => [
          name,
          {type: flag.type, ...(flag.isMultiple ? {isMultiple: true as const} : {})},
        ]),
      ),
    });
    return {input: input.map(String), flags: dropUnset(flags)};
  } catch (error) {
    throw new ConfigError(`${errorMessage(error)}; see jobtrack-tui --help`, {cause: error});
  }
}

function dropUnset(flags: Record<string, unknown>): Flags {
  const isSet = (value: unknown): boolean =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => isSet(value)));
}

async function refuseUnknownFlags(flags: Flags, command: CommandDefinition): Promise<void> {
  const allowed: readonly FlagName[] = [...command.flags, 'help', 'version'];
  for (const [name, value] of Object.entries(flags)) {
    const known = allowed.find(flag => flag === name);
    if (known && isUsable(FLAGS[known], value)) continue;
    if (known)
      throw new ConfigError(
        `${spellFlag(name)} needs a value: ${spellFlag(name)} ${valueName(FLAGS[known])}`,
      );
    const nearest = await findNearest(spellFlag(name), allowed.map(spellFlag));
    const hint = nearest
      ? `did you mean ${nearest}?`
      : `see jobtrack-tui ${command.name} --help`.replace('  ', ' ');
    throw new ConfigError(`${spellFlag(name)} is not a flag of "${describe(command)}"; ${hint}`);
  }
}

/** A flag that takes a value but was given none arrives as an empty string or NaN. */
function isUsable({type}: FlagDefinition, value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.every(item =>
    type === 'boolean'
      ? typeof item === 'boolean'
      : type === 'number'
        ? Number.isFinite(item)
        : typeof item === 'string' && item !== '',
  );
}

function valueName(flag: FlagDefinition): string {
  return flag.value ?? 'VALUE';
}

function describe({name}: CommandDefinition): string {
  return `jobtrack-tui ${name}`.trim();
}

/** The closest of some words, if it is close enough to be what was meant. */
export async function findNearest(word: string, words: readonly string[]): Promise<string | undefined> {
  const {closest, distance} = await import('fastest-levenshtein');
  const nearest = words.length === 0 ? undefined : closest(word, words);
  return nearest !== undefined && distance(word, nearest) <= Math.max(2, word.length / 3)
    ? nearest
    : undefined;
}
