/**
 * How many, and nothing else. Read are
 *  - a single number: the day's total
 *  - lines `NAME NUMBER`, `NUMBER NAME` (as `uniq -c` prints), `NAME: NUMBER`, `NAME=NUMBER`; thousands may be separated
 *    (`12,345`). A name with spaces is read only where it is a status (`ended ok 12`): everything else with a number at its
 *    end is more likely an error message
 *  - a JSON object of name to number: `{"succeeded": 412, "failed": 3}`, `{"total": 415}`
 *
 * A name that is a word for a status counts by status, any other is a job. `total` beside others stands for what they leave.
 */
import type {Adapter, ParseContext} from '../domain/adapter.ts';
import type {CountObservation, RunStatus} from '../domain/run.ts';
import {cleanText, isBlank} from '../domain/text.ts';
import {digitsAt} from './civil-time.ts';
import {countRegister} from './count-register.ts';
import {readCount} from './field-values.ts';
import {readJsonDocument} from './json-document.ts';
import {isRecord} from './json-path.ts';
import {textOf} from './json-record.ts';
import {collectObservations, documentParser, type Reject} from './parser.ts';
import {statusesOption} from './record-options.ts';
import {type ReadStatus, statusReader} from './status-map.ts';

type CountOptions = {
  names?: 'auto' | 'job' | 'status';
  statuses?: Record<string, RunStatus>;
};

/** One number as it was printed; without a name it is a total. */
type NamedCount = {name?: string | undefined; number: string; line: number; text: string};

export const count: Adapter<CountOptions> = {
  name: 'count',
  title: 'Count',
  description: 'A number of runs, or numbers by status or by job.',
  traits: {isPlan: false, hasRuns: false, hasHistory: true, hasSchedules: false},
  tells: ['counts'],
  wholeAnswer: 'every number can be read',
  example: {command: ['sqlite3', '/srv/batch.db', "select count(*) from run where day = '{date}'"]},
  options: z =>
    z.strictObject({
      names: z
        .enum(['auto', 'job', 'status'])
        .optional()
        .describe(
          'What the names beside the numbers are. Default auto: words for a status are statuses, others jobs',
        ),
      statuses: statusesOption(z),
    }),
  open(context) {
    const {observations, reject} = collectObservations();
    return documentParser(text => {
      const named = /^\s*[{[]/.test(text) ? readObject(text, reject) : readLines(text, reject);
      const counts = toCounts(named, context, reject);
      return {...observations, counts};
    });
  },
};

function readLines(text: string, reject: Reject): NamedCount[] {
  const found: NamedCount[] = [];
  let line = 0;
  for (const content of text.split(text.includes('\r') ? /\r\n?|\n/ : '\n')) {
    line += 1;
    if (isBlank(content)) continue;
    const named = readLine(content.trim());
    if (named) found.push({name: named.name, number: named.number, line, text: content});
    else reject(line, content, 'neither a number nor a name and a number');
  }
  return found;
}

/** What begins like a number; whether it is one that counts is decided by `readCount`. */
const NUMBER = /^[+-]?\d[\d,.'_\u2019\u00A0\u202F]*$/;

function readLine(text: string): {name?: string; number: string} | undefined {
  const last = lastSeparator(text);
  if (last === -1) return isNumber(text) ? {number: text} : undefined;
  // By position instead of one expression: whatever the line, it is looked at once.
  const first = mayBeginNumber(text.charCodeAt(0)) ? text.search(/[ \t]/) : -1;
  const isNumberFirst = first > 0 && isNumber(text.slice(0, first));
  const number = text.slice(last + 1);
  const isNumberLast = last > 0 && isNumber(number);
  // Both: `12 13` and `12 JOB 7` could be either way round.
  if (isNumberFirst === isNumberLast) return undefined;
  if (isNumberFirst) return {name: text.slice(first).trim(), number: text.slice(0, first)};
  const before = text.slice(0, last).trimEnd();
  const name = isMark(before.charCodeAt(before.length - 1)) ? before.slice(0, -1).trimEnd() : before;
  return name === '' ? undefined : {name, number};
}

/** Most are digits alone, which need no expression. */
function isNumber(text: string): boolean {
  return (
    (text !== '' && text.length <= MAX_PLAIN_DIGITS && digitsAt(text, 0, text.length) >= 0) ||
    NUMBER.test(text)
  );
}

const MAX_PLAIN_DIGITS = 15;

/** A colon or an equals sign. */
function isMark(code: number): boolean {
  return code === 58 || code === 61;
}

/** Where the last space, tab, colon or equals sign stands; -1 without any. */
function lastSeparator(text: string): number {
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || isMark(code)) return at;
  }
  return -1;
}

/** A digit or a sign. */
function mayBeginNumber(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 43 || code === 45;
}

function readObject(text: string, reject: Reject): NamedCount[] {
  const document = readJsonDocument(text);
  if ('problem' in document) {
    reject(document.line, document.text, document.problem);
    return [];
  }
  if (!isRecord(document.value)) {
    reject(1, text.slice(0, 1000), 'not an object of names and numbers');
    return [];
  }
  return Object.entries(document.value).map(([name, value], index) => {
    const number = textOf(value) ?? '';
    return {name, number, line: index + 1, text: `${name}: ${number}`};
  });
}

function toCounts(
  named: readonly NamedCount[],
  {day, options}: ParseContext<CountOptions>,
  reject: Reject,
): CountObservation[] {
  const readStatus = statusReader(options.statuses);
  const counts = countRegister();
  let total: {entry: NamedCount; number: number} | undefined;
  let parts = 0;
  for (const entry of named) {
    const number = readCount(entry.number);
    const target = targetOf(entry.name, options.names ?? 'auto', readStatus);
    if (number === undefined) {
      reject(entry.line, entry.text, `"${entry.number}" is not a whole number, 0 or more`);
    } else if (target === undefined) {
      reject(entry.line, entry.text, 'a name with spaces that is no status; set `names: job` if it is a job');
    } else if (target !== 'total') {
      counts.add({businessDay: day, count: number, ...target});
      parts += number;
    } else if (total) {
      reject(entry.line, entry.text, 'a second total');
    } else {
      total = {entry, number};
    }
  }
  if (total && total.number < parts) {
    reject(total.entry.line, total.entry.text, 'less than what the numbers beside it add up to');
  } else if (total && (total.number > parts || named.length === 1)) {
    counts.add({businessDay: day, count: total.number - parts});
  }
  return counts.finish();
}

const TOTAL = /^(?:total|all|count)$/i;

function targetOf(
  name: string | undefined,
  names: 'auto' | 'job' | 'status',
  readStatus: ReadStatus,
): 'total' | {status: RunStatus} | {job: string} | undefined {
  if (name === undefined) return 'total';
  const job = cleanText(name);
  if (names === 'job') return job === '' ? undefined : {job};
  const status = readStatus(name);
  if (status !== undefined) return {status};
  if (job.length <= 'total'.length && TOTAL.test(job)) return 'total';
  if (names === 'status') return {status: 'unknown'};
  return job === '' || /\s/.test(job) ? undefined : {job};
}
