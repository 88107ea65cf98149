/**
 * The manual page in man(7) macros, from the tables that the program itself reads, and from the README's for what is not in
 * them. Plain macros only: they mean the same to groff and to mandoc.
 */
import {readFileSync} from 'node:fs';
import type {CommandDefinition} from '../source/cli/command-table.ts';
import {COMMANDS, REPORT, SUBCOMMANDS} from '../source/cli/command-table.ts';
import {expectedOperands, expectedValue} from '../source/cli/completion/choices.ts';
import {EVERYWHERE, flagsOf} from '../source/cli/completion/every-flag.ts';
import type {FlagDefinition, FlagName} from '../source/cli/flags.ts';
import {FLAGS, spellFlag} from '../source/cli/flags.ts';
import {capitalise} from '../source/domain/text.ts';

/** `date` is the day of the release, `YYYY-MM-DD`. */
export function formatManPage({version, date}: {version: string; date: string}): string {
  const readme = readPage('README.md');
  const sections: [string, string[]][] = [
    [
      'NAME',
      [String.raw`jobtrack\-tui \- did every job that should have run today run, in every environment?`],
    ],
    ['SYNOPSIS', COMMANDS.flatMap(formatUsage).slice(0, -1)],
    ['DESCRIPTION', DESCRIPTION.map(escapeRoff)],
    ['COMMANDS', [REPORT, ...SUBCOMMANDS].flatMap(formatCommand)],
    ['OPTIONS', listFlags().flatMap(formatFlag)],
    ['EXIT STATUS', formatTable(readme, 'Exit codes')],
    ['ENVIRONMENT', formatTable(readPage('docs/commands.md'), 'Environment variables')],
    ['FILES', formatTable(readme, 'Where things are')],
    ['EXAMPLES', EXAMPLES.flatMap(([line, meaning]) => ['.TP', bold(line), escapeRoff(meaning)])],
    ['SEE ALSO', ['.BR crontab (5),', '.BR systemd.timer (5),', '.BR jq (1)']],
  ];
  const head = `.TH JOBTRACK\\-TUI 1 ${date} "jobtrack\\-tui ${version}" "User Commands"`;
  const lines = [head, ...sections.flatMap(([title, own]) => [`.SH ${quote(title)}`, ...own])];
  return `${lines.flatMap(breakLine).join('\n')}\n`;
}

/** Requests stay whole; text is broken before 80 bytes, as mandoc -Tlint asks, where no word becomes a request. */
function breakLine(line: string): string[] {
  if (line.startsWith('.')) return [line];
  return line.match(/.{1,78}(?= (?![.'])|$)|\S+/g)?.map(part => part.trim()) ?? [];
}

const DESCRIPTION = [
  'Runs the commands that tell what ran (of Control-M, cron, systemd, Slurm and other schedulers, or any CSV, JSON or log), keeps what they said in a SQLite database, compares it with what was due, and shows one report: on a terminal as a screen, else as text, JSON or CSV.',
  'A job is called missing only when a complete answer, asked for after the deadline, shows no run of it. Where there is no such answer it says unknown, and why.',
];

const EXAMPLES: readonly [string, string][] = [
  ['jobtrack-tui', 'The screen.'],
  ["jobtrack-tui missing --env 'prod-*'", 'What needs a person, in some environments.'],
  [
    'jobtrack-tui --json --exit-code',
    'The report for a script; exit code 1 if anything is missing or failed.',
  ],
  [
    'jobtrack-tui collect --from 2026-11-01 --to yesterday',
    'Read past days from the sources that can tell of them.',
  ],
];

function formatUsage({name, operands}: CommandDefinition): string[] {
  const usage = ['jobtrack-tui', name].filter(Boolean).map(bold).join(' ').replace(/^\.?/, '');
  return [`${usage}${operands ? ` ${italic(operands)}` : ''} [${italic('flags')}]`, '.br'];
}

function formatCommand(command: CommandDefinition): string[] {
  const {name, operands, summary} = command;
  const title = [name || 'jobtrack-tui', operands].filter(Boolean).join(' ');
  const words = expectedOperands(command).flatMap(expected =>
    expected.kind === 'words' && !operands?.includes('|') ? [`One of: ${expected.words.join(', ')}.`] : [],
  );
  const choices = flagsOf(command).flatMap(flag => {
    const expected = flag === 'status' ? expectedValue(command, flag) : undefined;
    return expected?.kind === 'words' ? [`${spellFlag(flag)}: ${expected.words.join(', ')}.`] : [];
  });
  const flags = flagsOf(command).map(flag => bold(spellFlag(flag)));
  return [
    '.TP',
    bold(title),
    escapeRoff(`${capitalise(summary)}.`),
    ...[...words, ...choices].flatMap(text => ['.br', escapeRoff(text)]),
    ...(flags.length > 0 ? ['.br', `Flags: ${flags.join(', ')}.`] : []),
  ];
}

/** Each flag that any command has, once, in the order of the table. */
function listFlags(): FlagName[] {
  const used = new Set<FlagName>([...COMMANDS.flatMap(flagsOf), ...EVERYWHERE]);
  return (Object.keys(FLAGS) as FlagName[]).filter(name => used.has(name));
}

function formatFlag(name: FlagName): string[] {
  const {value, summary}: FlagDefinition = FLAGS[name];
  const spelled = name === 'help' ? `${bold('-h')}, ${bold('--help')}` : bold(spellFlag(name));
  return ['.TP', value ? `${spelled} ${italic(value)}` : spelled, escapeRoff(`${capitalise(summary)}.`)];
}

/** The first two cells of each row of the section's first table. */
function formatTable(page: string, heading: string): string[] {
  const section = page.slice(page.indexOf(`\n## ${heading}\n`));
  const rows = [
    ...(/\| --- \|.*\n((?:\|.*\n)+)/.exec(section)?.[1] ?? '').matchAll(/^\| (.+?) \| (.+) \|$/gm),
  ];
  if (rows.length === 0) throw new Error(`there is no table under "${heading}"`);
  return rows.flatMap(([, term = '', meaning = '']) => ['.TP', inline(term), inline(meaning)]);
}

/** Markdown within a line: code becomes bold, of a link the text stays. */
function inline(text: string): string {
  return text
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .split('`')
    .map((part, index) => (index % 2 === 1 ? bold(part) : escapeRoff(part)))
    .join('');
}

function bold(text: string): string {
  return `\\fB${escapeRoff(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${escapeRoff(text)}\\fR`;
}

/** A backslash, a hyphen that is to be copied as typed, quotes that groff would curl, and a line that would be a request. */
function escapeRoff(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll("'", String.raw`\(aq`)
    .replaceAll('`', String.raw`\(ga`)
    .replaceAll('^', String.raw`\(ha`)
    .replaceAll('~', String.raw`\(ti`)
    .replaceAll('…', '...')
    .replace(/^\./, String.raw`\&.`);
}

function quote(text: string): string {
  return text.includes(' ') ? `"${text}"` : text;
}

function readPage(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}
