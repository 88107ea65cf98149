/** A line pattern of the `lines` adapter: a regular expression whose named groups are fields, and fixed fields beside it. */
import {errorMessage} from '../domain/errors.ts';
import {FIELD_NAMES, type FieldName, type FieldValues, fieldFromName, fieldPicker} from './fields.ts';

/** As in the configuration: the expression alone, or with values for fields that the line does not say. */
export type LinePattern = string | ({pattern: string} & FieldValues);

/** The fields of a line, or undefined when it does not match. */
type MatchLine = (text: string) => FieldValues | undefined;

/** Throws a SyntaxError or RangeError with what is wrong, which the options' schema shows. */
export function compileLinePattern(definition: LinePattern): MatchLine {
  const {pattern, ...fixed} = typeof definition === 'string' ? {pattern: definition} : definition;
  const expression = new RegExp(pattern);
  const groups = namedGroups(pattern).map(group => ({group, field: requireField(group)}));
  const fixedFields = FIELD_NAMES.filter(field => field in fixed);
  requireUsable(new Set([...groups.map(({field}) => field), ...fixedFields]));
  const readGroups = numberedGroupReader(pattern) ?? namedGroupReader(expression, groups);
  return text => {
    const values = readGroups(text);
    if (values) for (const field of fixedFields) values[field] ??= fixed[field];
    return values;
  };
}

/** The groups' values by their names, whatever the pattern. */
function namedGroupReader(
  expression: RegExp,
  groups: readonly {group: string; field: FieldName}[],
): MatchLine {
  return text => {
    const match = expression.exec(text);
    if (!match) return undefined;
    const values: FieldValues = {};
    for (const {group, field} of groups) values[field] = match.groups?.[group] ?? values[field];
    return values;
  };
}

/**
 * The same by the groups' numbers: for an expression without names the engine makes no object of groups, which takes as long as
 * matching. Undefined for patterns that refer to a group by its name.
 */
function numberedGroupReader(pattern: string): MatchLine | undefined {
  const numbered = numberGroups(pattern);
  if (!numbered) return undefined;
  const expression = new RegExp(numbered.pattern);
  const columns = new Map<FieldName, number>();
  // A name may stand in several alternatives, of which one matches; two names may mean one field.
  const others: {field: FieldName; number: number}[] = [];
  for (const {name, number} of numbered.groups) {
    const field = requireField(name);
    if (columns.has(field)) others.push({field, number});
    else columns.set(field, number);
  }
  const pick = fieldPicker(columns);
  return text => {
    const match = expression.exec(text);
    if (!match) return undefined;
    const values = pick(match);
    for (const {field, number} of others) values[field] = match[number] ?? values[field];
    return values;
  };
}

/** A character that stands for itself, a set, what begins a group, or any other character. */
const PART = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?<([A-Za-z_$][\w$]*)>|\(\?|\(|[^\\[(]+|./gs;

/** The pattern without the names of its groups, and the number that each name had. */
function numberGroups(
  pattern: string,
): {pattern: string; groups: {name: string; number: number}[]} | undefined {
  if (pattern.includes('\\k')) return undefined;
  const groups: {name: string; number: number}[] = [];
  let number = 0;
  const unnamed = pattern.replace(PART, (part: string, name: string | undefined) => {
    if (name === undefined && part !== '(') return part;
    number += 1;
    if (name !== undefined) groups.push({name, number});
    return '(';
  });
  // Names with other letters than ours are none of ours, but their groups count.
  return /\(\?<(?![=!])/.test(unnamed) ? undefined : {pattern: unnamed, groups};
}

/** Whether a pattern tells ends: then a start without one is running. */
export function tellsEnd(definition: LinePattern): boolean {
  const pattern = typeof definition === 'string' ? definition : definition.pattern;
  return namedGroups(pattern).some(group => fieldFromName(group) === 'endedAt');
}

/** Why a pattern cannot be used; undefined when it can. */
export function linePatternProblem(definition: LinePattern): string | undefined {
  try {
    compileLinePattern(definition);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

/** An alternation may have one name several times. */
function namedGroups(pattern: string): string[] {
  return [...new Set(Array.from(pattern.matchAll(PART), ([, name]) => name))].filter(
    name => name !== undefined,
  );
}

function requireField(group: string): FieldName {
  const field = fieldFromName(group);
  if (field) return field;
  throw new RangeError(`the group "${group}" is no field; the fields are ${FIELD_NAMES.join(', ')}`);
}

function requireUsable(fields: ReadonlySet<FieldName>): void {
  if (fields.has('job') || fields.has('runKey') || fields.has('count')) return;
  throw new RangeError('the pattern says neither job nor runKey nor count; add a group such as (?<job>\\S+)');
}
