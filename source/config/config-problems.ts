/** What is wrong with a configuration, told all at once: where, what was found, what is allowed, what was meant. */
import {distance} from 'fastest-levenshtein';
import {ConfigError} from '../domain/errors.ts';
import {cleanText, plural} from '../domain/text.ts';

export type Path = readonly (string | number)[];

/** Line and column, both from 1. */
export type Position = {line: number; column: number};

export type Problem = {
  /** Where in the document; empty for the document itself. */
  path: Path;
  /** What is wrong: `found 5, allowed: text`. */
  message: string;
  /** Whether the key is at fault (an unknown one) or its value. */
  at: 'key' | 'value';
  /** Known already for syntax errors, which have no path. */
  position?: Position;
};

const MAX_PROBLEMS_SHOWN = 20;

/**
 * One error for all problems, in the order of the file, each line `file:line:column: path: message`. `positionOf` finds
 * a path in the document.
 */
export function configError(
  file: string,
  problems: readonly Problem[],
  positionOf: (path: Path, at: Problem['at']) => Position,
): ConfigError {
  const located = problems.map(problem => ({
    ...problem,
    ...(problem.position ?? positionOf(problem.path, problem.at)),
  }));
  located.sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = located.map(({line, column, path, message}) =>
    [`${file}:${line}:${column}`, ...(path.length > 0 ? [formatPath(path)] : []), message].join(': '),
  );
  const distinct = [...new Set(lines)];
  const shown = distinct.slice(0, MAX_PROBLEMS_SHOWN);
  if (distinct.length > shown.length) shown.push(`… and ${distinct.length - shown.length} more`);
  const remedy = `${plural(distinct.length, 'problem')} in the configuration; mend the lines above (every key: docs/configuration.md, \`jobtrack-tui config schema\`)`;
  return new ConfigError([...shown, remedy].join('\n'));
}

/** `environments.prod-ldn.sources[0].adapter` */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[\w-]{1,80}$/.test(part)) return `[${quote(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}

/** A value as a problem shows it: short, on one line, without anything that a terminal would obey. */
export function formatFound(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' ? 'a map' : String(value);
}

/** `"a", "b", "c"` without the quotes, for "allowed:"; a long list is cut. */
export function formatChoices(choices: readonly string[]): string {
  const shown = choices.slice(0, 40).map(choice => cleanText(choice, 80));
  return shown.length < choices.length ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** `; did you mean "control-m"?`, or nothing when no choice is near. */
export function suggest(found: string, choices: Iterable<string>): string {
  const near = nearest(found, choices);
  return near === undefined ? '' : `; did you mean ${quote(near)}?`;
}

/** The choice that differs in two letters (one of a very short word) or in a third of them, letter case aside. */
function nearest(found: string, choices: Iterable<string>): string | undefined {
  const wanted = found.toLowerCase();
  const ranked = [...choices]
    .map(choice => ({choice, edits: distance(wanted, choice.toLowerCase())}))
    .filter(({choice, edits}) => edits <= toleratedEdits(Math.max(choice.length, found.length)))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.choice;
}

function toleratedEdits(length: number): number {
  return length < 3 ? 1 : Math.max(2, Math.floor(length / 3));
}

function quote(text: string): string {
  return JSON.stringify(cleanText(text, 80));
}
