/** What there is to know of one adapter: `adapters NAME`. */
import type {CommandTemplate} from '../domain/adapter.ts';
import {plural} from '../domain/text.ts';
import type {AdapterRow} from './listings/adapters.ts';
import {listAdapters} from './listings/adapters.ts';
import {toRecords} from './table.ts';
import {wrapText} from './wrap-text.ts';

export type AdapterOption = {name: string; type: string; default?: unknown; description: string};

export type AdapterPage = {
  row: AdapterRow;
  options: readonly AdapterOption[];
  /** The command without any option; absent where there is none of its own. */
  command?: CommandTemplate | undefined;
  /** A source as the configuration has it. */
  example: Readonly<Record<string, unknown>>;
};

export function toAdapterRecord({row, options, command, example}: AdapterPage): Record<string, unknown> {
  const [facts] = toRecords(listAdapters([row]));
  const {wholeAnswer} = row.adapter;
  return {...facts, wholeAnswer, command: command ?? null, options, example};
}

const WIDTH = 100;

export function formatAdapterPage({row, options, command, example}: AdapterPage): string {
  const {adapter, origin} = row;
  const words = factsOf(row);
  const facts: [string, string][] = [
    [
      'Tells',
      words
        .filter(([, is]) => is)
        .map(([word]) => word)
        .join(', '),
    ],
    [
      'Not told',
      words
        .filter(([, is]) => !is)
        .map(([word]) => word)
        .join(', '),
    ],
    ['Whole answer', adapter.wholeAnswer],
    ['Own command', command === undefined ? 'none: give the source a command' : formatCommand(command)],
    ...(origin === 'built-in' ? [] : [['From', originOf(row)] as [string, string]]),
    ...(adapter.isExperimental
      ? [['Experimental', 'not verified on a real scheduler'] as [string, string]]
      : []),
  ];
  const sections = [
    `${adapter.name}: ${adapter.title}\n${adapter.description}`,
    facts.map(([word, text]) => indent(word, text, 14)).join('\n'),
    options.length === 0
      ? 'No options.'
      : `${plural(options.length, 'option')}\n${options.map(formatOption).join('\n')}`,
    `Example\n${formatExample(example)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function factsOf({adapter}: AdapterRow): [string, boolean][] {
  const {traits, tells, isLatestOnly} = adapter;
  return [
    [isLatestOnly ? "each job's latest run" : 'runs', traits.hasRuns],
    ['schedules', traits.hasSchedules],
    ['the plan of the day', traits.isPlan],
    ['counts', tells.includes('counts')],
    ['holds', tells.includes('holds')],
    ['reruns', tells.includes('reruns')],
    ['exit codes', tells.includes('exit-codes')],
    ['past days', traits.hasHistory],
  ];
}

function originOf({adapter, origin}: AdapterRow): string {
  return adapter.reader === undefined ? `a ${origin}` : `a ${origin} of ${adapter.reader}`;
}

function formatCommand(command: CommandTemplate): string {
  return 'shell' in command ? command.shell : command.argv.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function formatOption({name, type, default: value, description}: AdapterOption): string {
  const given = value === undefined ? '' : `; default ${JSON.stringify(value)}`;
  return `  ${name} (${type}${given})\n${wrapText(description, WIDTH, '      ')}`;
}

/** JSON is YAML, too. */
function formatExample(source: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(source).map(([key, value]) =>
    typeof value === 'string' ? `${key}: ${value}` : `${key}: ${JSON.stringify(value)}`,
  );
  return ['  sources:', ...lines.map((line, index) => `${index === 0 ? '    - ' : '      '}${line}`)].join(
    '\n',
  );
}

/** A word, and a text beside it. */
function indent(word: string, text: string, width: number): string {
  return word.padEnd(width) + wrapText(text, WIDTH, ' '.repeat(width)).trimStart();
}
