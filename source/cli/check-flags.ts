/** What is wrong with the flags of a command line. meow passes over most of it in silence, so the words are read again. */
import {ConfigError} from '../domain/errors.ts';
import type {CommandDefinition} from './command-table.ts';
import {findNearest} from './find-nearest.ts';
import type {FlagDefinition, FlagName} from './flags.ts';
import {FLAGS, spellFlag} from './flags.ts';

const EVERYWHERE: readonly FlagName[] = ['help', 'version'];

/** Pairs of which only one can be meant. */
const EXCLUSIVE: readonly (readonly [FlagName, FlagName])[] = [
  ['json', 'csv'],
  ['cached', 'fresh'],
  ['date', 'from'],
  ['date', 'to'],
  ['date', 'days'],
  ['daemon', 'from'],
  ['daemon', 'to'],
  ['daemon', 'days'],
  ['daemon', 'json'],
];

/** A flag as it was typed: `--env=prod`, `--env prod`, `--no-json`, `-h`. */
type TypedFlag = {spelling: string; name: string; value?: string; isNegated: boolean};

/** Throws a ConfigError for a flag that the command does not have, that lacks its value, or that contradicts another. */
export async function checkFlags(words: readonly string[], command: CommandDefinition): Promise<void> {
  const seen = new Set<FlagName>();
  for (const typed of listFlags(words)) {
    const name = [...command.flags, ...EVERYWHERE].find(known => known === typed.name);
    if (!name) throw await unknownFlag(typed, command);
    checkValue(typed, name);
    const {isMultiple, type}: FlagDefinition = FLAGS[name];
    if (seen.has(name) && !isMultiple && type !== 'boolean')
      throw new ConfigError(`${spellFlag(name)} is given twice; give it once`);
    seen.add(name);
  }
  const clash = EXCLUSIVE.find(pair => pair.every(name => seen.has(name)));
  if (clash) throw new ConfigError(`${clash.map(spellFlag).join(' and ')} exclude each other; give one`);
}

/** Everything up to `--` that starts with a dash, and is neither a value nor a lone dash (standard input). */
function listFlags(words: readonly string[]): TypedFlag[] {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  const flags: TypedFlag[] = [];
  for (let at = 0; at < before.length; at++) {
    const word = before[at] ?? '';
    const next = before[at + 1];
    const match = /^--?(?<name>[^-=][^=]*)(?:=(?<value>.*))?$/s.exec(word);
    if (!match?.groups) continue;
    const {name = '', value} = match.groups;
    const flag = readName(word, name);
    const takesNext = value === undefined && typeOf(flag.name) !== 'boolean' && isValue(next);
    flags.push({...flag, value: takesNext ? next : value});
    if (takesNext) at++;
  }
  return flags;
}

function readName(word: string, name: string): TypedFlag {
  const spelling = word.startsWith('--') ? `--${name}` : `-${name}`;
  if (spelling === '-h') return {spelling, name: 'help', isNegated: false};
  if (spelling.startsWith('--no-') && typeOf(camelCase(name.slice(3))) === 'boolean')
    return {spelling, name: camelCase(name.slice(3)), isNegated: true};
  return {spelling, name: spelling.startsWith('--') ? camelCase(name) : spelling, isNegated: false};
}

/** `exit-code` -> `exitCode`. */
function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function typeOf(name: string): FlagDefinition['type'] | undefined {
  const known: Readonly<Record<string, FlagDefinition>> = FLAGS;
  return Object.hasOwn(known, name) ? known[name]?.type : undefined;
}

function isValue(word: string | undefined): boolean {
  return word !== undefined && (!word.startsWith('-') || /^-\d/.test(word));
}

function checkValue({spelling, value, isNegated}: TypedFlag, name: FlagName): void {
  const {type, value: placeholder = 'VALUE'}: FlagDefinition = FLAGS[name];
  if (type === 'boolean') {
    if (value !== undefined && (isNegated || !['true', 'false'].includes(value)))
      throw new ConfigError(`${spelling} takes no value; "${value}" is one`);
    return;
  }
  if (value === undefined || value === '')
    throw new ConfigError(`${spelling} needs a value: ${spelling} ${placeholder}`);
  if (type === 'number' && !Number.isFinite(Number(value)))
    throw new ConfigError(`${spelling} needs a number: ${spelling} ${placeholder}, not "${value}"`);
}

async function unknownFlag({spelling}: TypedFlag, {name, flags}: CommandDefinition): Promise<ConfigError> {
  const nearest = await findNearest(spelling, [...flags, ...EVERYWHERE].map(spellFlag));
  const command = ['jobtrack-tui', name].filter(Boolean).join(' ');
  const hint = nearest ? `did you mean ${nearest}?` : `see ${command} --help`;
  return new ConfigError(`${spelling} is not a flag of "${command}"; ${hint}`);
}
