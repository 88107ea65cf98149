/** Puts what zod finds into the words of `config-problems.ts`. */
import type {z as Zod, ZodType} from 'zod';
import type {Path, Problem} from './config-problems.ts';
import {formatChoices, formatFound, suggest} from './config-problems.ts';

type Issue = Zod.core.$ZodIssue;
type RawIssue = Zod.core.$ZodRawIssue;

const EXPECTED_WORDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

/** Validates a value; `path` is where it stands in the document. */
export function validate<Schema extends ZodType>(
  schema: Schema,
  value: unknown,
  path: Path = [],
): {value: Zod.output<Schema>; problems: []} | {value: undefined; problems: Problem[]} {
  const result = schema.safeParse(value, {error: describeRawIssue, reportInput: true});
  if (result.success) return {value: result.data, problems: []};
  return {value: undefined, problems: result.error.issues.flatMap(issue => toProblems(issue, path))};
}

/**
 * What is allowed where the schema does not say it in its own words. For unknown keys one line for each of them: this
 * is the only moment at which zod tells which keys the object has.
 */
function describeRawIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `allowed: ${EXPECTED_WORDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `allowed: ${formatChoices(issue.values.map(String))}`;
    case 'too_small':
      return `allowed: ${issue.origin === 'string' ? 'text of ' : ''}${issue.minimum} or more${sizeNoun(issue.origin)}`;
    case 'too_big':
      return `allowed: ${issue.origin === 'string' ? 'text of ' : ''}at most ${issue.maximum}${sizeNoun(issue.origin)}`;
    case 'unrecognized_keys': {
      const keys = objectKeys(issue.inst);
      return issue.keys
        .map(key => `unknown key, allowed: ${formatChoices(keys)}${suggest(key, keys)}`)
        .join('\n');
    }
    default:
      return undefined;
  }
}

function sizeNoun(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}

function objectKeys(schema: unknown): string[] {
  const shape = schema instanceof Object && 'shape' in schema ? schema.shape : undefined;
  return shape instanceof Object ? Object.keys(shape) : [];
}

function toProblems(issue: Issue, base: Path): Problem[] {
  const path = [...base, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        at: 'key',
        message: messages[index] ?? 'unknown key',
      }));
    }
    case 'invalid_key':
      return [{path, at: 'key', message: joinFound(path.at(-1), issue.issues[0]?.message ?? issue.message)}];
    case 'invalid_union':
      return unionProblems(issue, path);
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const near = typeof issue.input === 'string' ? suggest(issue.input, choices) : '';
      return [{path, at: 'value', message: joinFound(issue.input, issue.message) + near}];
    }
    default:
      return [{path, at: 'value', message: joinFound(issue.input, issue.message)}];
  }
}

/**
 * Of a value that may be written in several forms: the problems of the form that it resembles most, or, when it is of
 * another type altogether, what the forms are.
 */
function unionProblems(issue: Zod.core.$ZodIssueInvalidUnion, path: Path): Problem[] {
  const resembling = issue.errors
    .filter(issues => !issues.some(({code, path: within}) => code === 'invalid_type' && within.length === 0))
    .map(issues => issues.flatMap(inner => toProblems(inner, path)))
    .sort((a, b) => a.length - b.length || countSuggestions(b) - countSuggestions(a));
  return resembling[0] ?? [{path, at: 'value', message: joinFound(issue.input, issue.message)}];
}

function countSuggestions(problems: readonly Problem[]): number {
  return problems.filter(({message}) => message.includes('did you mean')).length;
}

/** `found 5, allowed: text`; a message that is a sentence of its own follows a colon, alone if it shows the value itself. */
function joinFound(found: unknown, message: string): string {
  if (message.startsWith('allowed')) {
    return found === undefined ? `missing, ${message}` : `found ${formatFound(found)}, ${message}`;
  }
  const isShown = typeof found === 'object' || found === undefined || message.includes(String(found));
  return isShown ? message : `found ${formatFound(found)}: ${message}`;
}
