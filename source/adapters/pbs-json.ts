/**
 * What PBS prints for JSON is none where a job's environment or arguments hold certain texts: `\,` and `\'` are escapes that
 * JSON does not have, `005` is no number (openpbs issues 1255, 2049 and 2541).
 */

/** The same document as JSON, without the jobs' environments: they are most of it, are not needed, and hold secrets. */
export function repairPbsJson(text: string): string {
  return quoteNumbers(dropEscapes(emptyEnvironments(text)));
}

const ENVIRONMENT = '"Variable_List":{\n';

/** An environment ends where a line has its brace in the column in which its own line begins. */
function emptyEnvironments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf(ENVIRONMENT); at !== -1; at = text.indexOf(ENVIRONMENT, from)) {
    const indent = text.slice(text.lastIndexOf('\n', at) + 1, at);
    const begin = at + ENVIRONMENT.length - 1;
    const end = /^[ \t]*$/.test(indent) ? text.indexOf(`\n${indent}}`, begin) : -1;
    if (end === -1) break;
    kept.push(text.slice(from, begin));
    from = end;
  }
  return kept.length === 0 ? text : kept.join('') + text.slice(from);
}

function dropEscapes(text: string): string {
  return has(text, '\\') ? text.replace(/((?:\\["\\/bfnrtu]){1,1000})|\\/g, '$1') : text;
}

/** Only where the whole line says so: a colon and a number may be part of a text, too. */
function quoteNumbers(text: string): string {
  return hasPaddedNumber(text) ? text.replace(/^([ \t]*"[^"\n]*":)(0\d+)(?=,?$)/gm, '$1"$2"') : text;
}

/** Looks for a zero that a digit follows: every `"Exit_status":0` would do otherwise. */
function hasPaddedNumber(text: string): boolean {
  let isFound = false;
  let count = 0;
  for (let at = text.indexOf(ZERO_VALUE); at !== -1; at = text.indexOf(ZERO_VALUE, at + 1)) {
    const next = text.charCodeAt(at + ZERO_VALUE.length);
    isFound ||= next >= 48 && next <= 57;
    if (++count > MAX_REPAIRS) return false;
  }
  return isFound;
}

const ZERO_VALUE = '":0';

/** Every replacement takes memory: an output with more of them than any server has stays as it is. */
const MAX_REPAIRS = 500_000;

function has(text: string, part: string): boolean {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) {
    if (++count > MAX_REPAIRS) return false;
  }
  return count > 0;
}
