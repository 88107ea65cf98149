/** One row of autorep's report, and what it says of runs. */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import type {AutosysOptions} from './autosys.ts';
import {readAutosysState} from './autosys-state.ts';
import {autosysTimeReader} from './autosys-times.ts';
import {dayFinder} from './day-finder.ts';
import {readInteger} from './field-values.ts';
import type {RunFacts} from './run-register.ts';

export type AutosysRow = {
  /** Spaces before the name: the jobs of a box stand one further in. */
  depth: number;
  job: string;
  startedAt: string;
  endedAt: string;
  /** `SU`, or `FA/127` with the exit code. */
  state: string;
  /** `197/1`: the run, and which try of it. */
  run: string;
  /** Priority and exit code: `5/137`, or one of them, which depends on the state. */
  lastColumn: string;
  /** `London`, where it is printed. */
  zone: string;
};

/** Takes lines that have the columns of a row apart, undefined for others. Times are as many words as their format. */
export function autosysRowSplitter(timeFormat: string): (line: string) => AutosysRow | undefined {
  const timeWords = timeFormat.trim().split(/\s+/).length;
  return line => {
    const words = wordsOf(line);
    let next = 1;
    const time = (): string => {
      const length = isDashes(words[next]) ? 1 : timeWords;
      const text = words.slice(next, next + length).join(' ');
      next += length;
      return text;
    };
    const [startedAt, endedAt] = [time(), time()];
    const [state = '', run = '', lastColumn = '', zone = ''] = words.slice(next);
    if (!STATE.test(state) || !RUN.test(run)) return undefined;
    const depth = line.length - line.trimStart().length;
    return {depth, job: words[0] ?? '', startedAt, endedAt, state, run, lastColumn, zone};
  };
}

const STATE = /^[A-Z]{2}(?:\/-?\d+)?$/;
const RUN = /^\d{1,15}\/\d{1,6}$/;

/** Reports are mostly spaces: splitting at each of them takes several times as long. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (let from = 0; from < line.length; ) {
    const space = line.indexOf(' ', from);
    const end = space === -1 ? line.length : space;
    if (end > from) words.push(line.slice(from, end));
    from = end + 1;
    while (line.charCodeAt(from) === SPACE) from += 1;
  }
  return words;
}

const SPACE = 32;

function isDashes(word: string | undefined): boolean {
  return word !== undefined && /^-+$/.test(word);
}

/** What a row says: nothing of a run for a job that never had one, or why it cannot be read. */
type ReadRow = (row: AutosysRow) => RunFacts[] | string;

/**
 * A job that waits or is held is about to run on the day asked for, whenever it ran last. On ice or on hold hides how the
 * run before ended: if that was on this day it did run, with a result that is not known (or known from before).
 */
export function autosysRowReader(context: ParseContext<AutosysOptions>): ReadRow {
  const readState = readAutosysState(context.options.statuses);
  const readTimes = autosysTimeReader(context);
  const findDay = dayFinder(context.clock);

  return row => {
    const job = cleanText(row.job);
    if (job === '') return 'no job name';
    const times = readTimes(row);
    if (typeof times === 'string') return times;
    const {startedAt, endedAt} = times;
    const [state = '', exitInState] = row.state.split('/');
    const {status, message} = readState(state);
    const runKey = row.run.startsWith('0/') ? undefined : row.run;
    const at = startedAt ?? endedAt;
    if (hasStarted(status)) {
      // Set to a state by hand (`sendevent -E CHANGE_STATUS`) without ever having run.
      if (at === undefined) return [];
      return [
        {
          job,
          runKey,
          status,
          message,
          ...timesOf(status, times),
          ...exitOf(status, exitInState, row.lastColumn),
        },
      ];
    }
    const ahead: RunFacts = {job, businessDay: context.day, status, message};
    const hidesRun = HIDING_STATES.has(state) && at !== undefined && findDay(at) >= context.day;
    return hidesRun
      ? [{job, runKey, status: 'unknown', message: `now ${message}`, startedAt, endedAt}, ahead]
      : [ahead];
  };
}

/** States that a job is put into from outside. The others follow from the run that is ahead. */
const HIDING_STATES = new Set(['OH', 'OI', 'IN', 'NE']);

type Times = {startedAt: EpochMs | undefined; endedAt: EpochMs | undefined};

function timesOf(status: RunStatus, {startedAt, endedAt}: Times): Times {
  return {startedAt, endedAt: isTerminal(status) ? endedAt : undefined};
}

/** The exit code stands after the state, or in the last column, there perhaps after the priority. Negative ones are AutoSys's own. */
function exitOf(status: RunStatus, exitInState: string | undefined, lastColumn: string): {exitCode?: number} {
  if (!isTerminal(status)) return {};
  const exitCode = readInteger(exitInState ?? lastColumn.split('/').at(-1) ?? '');
  return exitCode === undefined || exitCode < 0 ? {} : {exitCode};
}
