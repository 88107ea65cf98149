/** The command line -> a command with its flags. */
import meow from 'meow';
import {ConfigError} from '../domain/errors.ts';
import {checkFlags} from './check-flags.ts';
import type {CommandDefinition} from './command-table.ts';
import {REPORT, SUBCOMMANDS} from './command-table.ts';
import type {FlagDefinition, FlagName, Flags} from './flags.ts';
import {FLAGS} from './flags.ts';

/** A command line taken apart, not yet checked: what is wrong with it has to be said in the command's own way. */
export type CommandLine = {
  command: CommandDefinition;
  operands: readonly string[];
  flags: Flags;
  words: readonly string[];
};

/** Never throws. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const {input, flags} = meow('', {
    // Spelled out, because a CommonJS bundle has no `import.meta` object, only its parts.
    importMeta: {...import.meta, url: import.meta.url},
    argv: [...words],
    pkg: {name: 'jobtrack-tui'},
    description: false,
    autoHelp: false,
    autoVersion: false,
    allowUnknownFlags: true,
    booleanDefault: undefined,
    flags: MEOW_FLAGS,
  });
  const [first = '', ...rest] = input.map(String);
  const named = SUBCOMMANDS.find(({name}) => name === first);
  return {
    command: named ?? REPORT,
    operands: named ? rest : input.map(String),
    flags: readFlags(flags),
    words,
  };
}

/** Throws one ConfigError with a remedy for whatever is wrong. */
export async function checkCommandLine({command, operands, words}: CommandLine): Promise<void> {
  await checkFlags(words, command);
  if (operands.length <= command.mostOperands) return;
  const typed = ['jobtrack-tui', command.name].filter(Boolean).join(' ');
  throw new ConfigError(
    `"${operands[command.mostOperands]}" is one argument too many for "${typed}"; see ${typed} --help`,
  );
}

/** Every flag may be repeated as far as meow is concerned: it would end a line that repeats another by throwing. */
const MEOW_FLAGS = Object.fromEntries(
  Object.entries(FLAGS).map(([name, {type}]) => [
    name,
    {type, isMultiple: true as const, ...(name === 'help' ? {shortFlag: 'h'} : {})},
  ]),
);

function readFlags(given: Readonly<Record<string, unknown>>): Flags {
  const known = Object.entries(FLAGS).flatMap(([name, {isMultiple}]: [string, FlagDefinition]) => {
    const written = given[name];
    const values = Array.isArray(written) && written.length > 0 ? written : readNegation(name, given);
    if (values.length === 0) return [];
    return [[name, isMultiple ? values : values.at(-1)]];
  });
  return Object.fromEntries(known) satisfies Partial<Record<FlagName, unknown>>;
}

/** meow makes `color: false` of `--no-color`, also where a flag has the "no" in its name. */
function readNegation(name: string, given: Readonly<Record<string, unknown>>): boolean[] {
  const [, initial = '', rest = ''] = /^no([A-Z])(.*)$/.exec(name) ?? [];
  return given[initial.toLowerCase() + rest] === false ? [true] : [];
}
