/** The words of the command line, once: parsing, completion, help and docs/keys.md read this table. */

type Row = {
  name: string;
  /** A shorter way to write it. */
  alias?: string;
  /** What follows the name, [] = may be left out. */
  operands?: string;
  summary: string;
};

const TABLE = [
  {name: 'today', summary: 'Every environment, worst first.'},
  {name: 'missing', summary: 'What needs a person, of all environments.'},
  {name: 'env', operands: 'NAME', summary: 'The jobs of an environment.'},
  {
    name: 'job',
    operands: 'NAME|ENV/NAME',
    summary: 'A job: of the environment that is shown, or of the named one.',
  },
  {name: 'runs', summary: 'The runs of the environment.'},
  {name: 'collections', summary: 'The collections of the environment.'},
  {name: 'history', operands: '[7|30|90|365]', summary: 'Environments by day, so many days back.'},
  {
    name: 'day',
    operands: 'DATE|today|yesterday|-N|+N',
    summary:
      'A business day as it was: by its date (2026-11-20), or so many days from the one that is shown.',
  },
  {name: 'filter', operands: '[TEXT]', summary: 'Filter the list; without a text, no longer.'},
  {
    name: 'sort',
    operands: '[[-]COLUMN]',
    summary: "Sort the list by a column, - the other way round; without one, in the list's own order.",
  },
  {name: 'refresh', operands: '[all]', summary: 'Collect the environment now, or all.'},
  {name: 'ack', operands: '[NOTE]', summary: 'Acknowledge what is under the cursor.'},
  {name: 'export', operands: 'csv|json|md', summary: 'Write what is shown to a file.'},
  {name: 'theme', operands: 'NAME', summary: 'Change the colours.'},
  {name: 'help', summary: 'Every key and command.'},
  {name: 'quit', alias: 'q', summary: 'Quit.'},
] as const satisfies readonly Row[];

export type CommandName = (typeof TABLE)[number]['name'];
export type CommandWord = Row & {name: CommandName};

export const COMMAND_WORDS: readonly CommandWord[] = TABLE;

/** The command of this name or alias; else those that begin so: what is clear need not be typed to its end. */
export function findCommands(word: string): readonly CommandWord[] {
  const exact = COMMAND_WORDS.filter(({name, alias}) => name === word || alias === word);
  return exact.length > 0 || word === '' ? exact : COMMAND_WORDS.filter(({name}) => name.startsWith(word));
}

/** A line without its colon, as its first word and the rest. */
export function splitCommand(text: string): {word: string; operand: string} {
  const {word = '', operand = ''} = /^\s*:?\s*(?<word>\S*)\s*(?<operand>.*?)\s*$/s.exec(text)?.groups ?? {};
  return {word, operand};
}
