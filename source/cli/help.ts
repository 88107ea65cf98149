/** Help texts, from the command and flag tables. */
import {capitalise} from '../domain/text.ts';
import type {CommandDefinition} from './command-table.ts';
import {COMMANDS} from './command-table.ts';
import type {FlagDefinition, FlagName} from './flags.ts';
import {FLAGS, spellFlag} from './flags.ts';

export function formatHelp(command: CommandDefinition): string {
  const usage = ['jobtrack-tui', command.name, command.operands].filter(Boolean).join(' ');
  const sections = [`Usage: ${usage} [flags]\n\n${capitalise(command.summary)}.`];
  if (command.name === '') {
    sections.push(`Commands\n${alignRows(COMMANDS.filter(({name}) => name).map(describeCommand))}`);
    sections.push('Run "jobtrack-tui COMMAND --help" for the flags of a command.');
  }
  sections.push(
    `Flags\n${alignRows([...command.flags, 'help' as const, 'version' as const].map(describeFlag))}`,
  );
  return `${sections.join('\n\n')}\n`;
}

function describeCommand({name, operands, summary}: CommandDefinition): [string, string] {
  return [[name, operands].filter(Boolean).join(' '), summary];
}

function describeFlag(name: FlagName): [string, string] {
  const {value, summary}: FlagDefinition = FLAGS[name];
  return [[spellFlag(name), value].filter(Boolean).join(' '), summary];
}

function alignRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
}
