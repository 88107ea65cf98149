/** A line pattern of the `lines` adapter: a regular expression whose named groups are fields, and fixed fields beside it. */
import {errorMessage} from '../domain/errors.ts';
import {FIELD_NAMES, type FieldName, type FieldValues, fieldFromName} from './fields.ts';

/** As in the configuration: the expression alone, or with values for fields that the line does not say. */
export type LinePattern = string | ({pattern: string} & FieldValues);

/** The fields of a line, or undefined when it does not match. */
type MatchLine = (text: string) => FieldValues | undefined;

/** Throws a SyntaxError or RangeError with what is wrong, which the options' schema shows. */
export function compileLinePattern(definition: LinePattern): MatchLine {
  const {pattern, ...fixed} = typeof definition === 'string' ? {pattern: definition} : definition;
  const expression = new RegExp(pattern);
  const groups = namedGroups(pattern).map(group => ({group, field: requireField(group)}));
  requireUsable(new Set([...groups.map(({field}) => field), ...FIELD_NAMES.filter(field => field in fixed)]));
  return text => {
    const match = expression.exec(text);
    if (!match) return undefined;
    const values: FieldValues = {...fixed};
    for (const {group, field} of groups) {
      const value = match.groups?.[group];
      if (value !== undefined) values[field] = value;
    }
    return values;
  };
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
  return [...new Set([...pattern.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map(match => match[1] ?? ''))];
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
