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
import {statusReader} from './status-map.ts';

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
      const tally = openTally(context, reject);
      if (/^\s*[{[]/.test(text)) readObject(text, tally, reject);
      else readLines(text, tally, reject);
      const counts = tally.finish();
      // Of a total it is known at the end only.
      observations.rejected.sort((a, b) => a.line - b.line);
      return {...observations, counts};
    });
  },
};

function readLines(text: string, tally: Tally, reject: Reject): void {
  if (text.includes('\r')) {
    for (const [index, content] of text.split(/\r\n?|\n/).entries())
      addLine(content, index + 1, tally, reject);
    return;
  }
  for (let line = 1, from = 0; from < text.length; line += 1) {
    const next = text.indexOf('\n', from);
    const end = next === -1 ? text.length : next;
    if (!addPlainLine(text, from, end, tally)) addLine(text.slice(from, end), line, tally, reject);
    from = end + 1;
  }
}

/** `NAME NUMBER` as most lines are: a name without spaces, digits, and nothing that needs a second look. Else false. */
function addPlainLine(text: string, from: number, end: number, tally: Tally): boolean {
  let digits = end;
  while (digits > from && isDigit(text.charCodeAt(digits - 1))) digits -= 1;
  if (digits === end || end - digits > MAX_PLAIN_DIGITS || text.charCodeAt(digits - 1) !== SPACE)
    return false;
  const nameEnd = digits - 1;
  if (nameEnd <= from || mayBeginNumber(text.charCodeAt(from)) || isMark(text.charCodeAt(nameEnd - 1)))
    return false;
  for (let at = from; at < nameEnd; at += 1) {
    const code = text.charCodeAt(at);
    if (!(code > SPACE && code < 0x7f)) return false;
  }
  return tally.addClean(text.slice(from, nameEnd), digitsAt(text, digits, end - digits));
}

function addLine(content: string, line: number, tally: Tally, reject: Reject): void {
  if (isBlank(content)) return;
  const named = readLine(content.trim());
  if (named) tally.add({name: named.name, number: named.number, line, text: content});
  else reject(line, content, 'neither a number nor a name and a number');
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
const SPACE = 32;

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
  return isDigit(code) || code === 43 || code === 45;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function readObject(text: string, tally: Tally, reject: Reject): void {
  const document = readJsonDocument(text);
  if ('problem' in document) {
    reject(document.line, document.text, document.problem);
    return;
  }
  if (!isRecord(document.value)) {
    reject(1, text.slice(0, 1000), 'not an object of names and numbers');
    return;
  }
  for (const [index, [name, value]] of Object.entries(document.value).entries()) {
    const number = textOf(value) ?? '';
    tally.add({name, number, line: index + 1, text: `${name}: ${number}`});
  }
}

type Tally = {
  add(entry: NamedCount): void;
  /** A name without spaces that needs no cleaning; false for one that stands for the total, which is added as an entry. */
  addClean(name: string, number: number): boolean;
  finish(): CountObservation[];
};

function openTally({day, options}: ParseContext<CountOptions>, reject: Reject): Tally {
  const {names = 'auto'} = options;
  const readStatus = statusReader(options.statuses);
  const counts = countRegister();
  let total: {entry: NamedCount; number: number} | undefined;
  let parts = 0;
  let entries = 0;
  const addPart = (number: number, job: string | undefined, status: RunStatus | undefined): void => {
    parts += number;
    if (status === undefined) counts.add({businessDay: day, count: number, job});
    else counts.add({businessDay: day, count: number, status});
  };
  /** Undefined for a job. */
  const statusOf = (name: string): RunStatus | undefined =>
    names === 'job' ? undefined : (readStatus(name) ?? (names === 'status' ? 'unknown' : undefined));

  return {
    addClean(name, number) {
      if (names !== 'job' && isTotal(name) && readStatus(name) === undefined) return false;
      entries += 1;
      addPart(number, name, statusOf(name));
      return true;
    },
    add(entry) {
      entries += 1;
      const number = readCount(entry.number);
      const job = entry.name === undefined ? undefined : cleanText(entry.name);
      const isWhole =
        entry.name === undefined ||
        (names !== 'job' && job !== undefined && isTotal(job) && readStatus(entry.name) === undefined);
      const status = entry.name === undefined ? undefined : statusOf(entry.name);
      if (number === undefined) {
        reject(entry.line, entry.text, `"${entry.number}" is not a whole number, 0 or more`);
      } else if (isWhole) {
        if (total) reject(entry.line, entry.text, 'a second total');
        else total = {entry, number};
      } else if (status === undefined && (job === '' || (names !== 'job' && /\s/.test(job ?? '')))) {
        reject(
          entry.line,
          entry.text,
          'a name with spaces that is no status; set `names: job` if it is a job',
        );
      } else {
        addPart(number, job, status);
      }
    },
    finish() {
      if (total && total.number < parts)
        reject(total.entry.line, total.entry.text, 'less than what the numbers beside it add up to');
      else if (total && (total.number > parts || entries === 1))
        counts.add({businessDay: day, count: total.number - parts});
      return counts.finish();
    },
  };
}

const TOTAL = /^(?:total|all|count)$/i;

function isTotal(name: string): boolean {
  return name.length <= 'total'.length && TOTAL.test(name);
}
