/** Reads autorep's report line by line: which lines are rows, which rows are boxes, and what else it prints. */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {plural} from '../domain/text.ts';
import type {AutosysOptions} from './autosys.ts';
import {type AutosysRow, autosysRowReader, autosysRowSplitter} from './autosys-row.ts';
import {collectObservations, lineParser} from './parser.ts';
import {runRegister} from './run-register.ts';

type Row = {row: AutosysRow; text: string; line: number};

export function autosysReportParser(context: ParseContext<AutosysOptions>): Parser {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const splitRow = autosysRowSplitter(context.options.timeFormat);
  const toRuns = autosysRowReader(context);
  // Whether a row is a box shows only in the next one.
  let pending: Row | undefined;
  let hasHeader = false;
  let isInDetails = false;
  let nameWidth = 0;
  let cutNames = 0;

  const keepPending = (isBox: boolean): void => {
    if (!pending || (isBox && !context.options.boxes)) return;
    const {row, text, line} = pending;
    const facts = toRuns(row);
    if (typeof facts === 'string') reject(line, text, facts);
    else for (const run of facts) runs.add(run, text);
  };
  const onLine = (text: string, line: number): void => {
    const row = splitRow(text);
    if (row) {
      isInDetails = false;
      if (nameWidth > 0 && nameWidth < LONGEST_NAME && row.depth + row.job.length === nameWidth)
        cutNames += 1;
      keepPending(pending !== undefined && row.depth > pending.row.depth);
      pending = {row, text, line};
      return;
    }
    if (HEADER.test(text)) hasHeader = true;
    else if (DETAILS.test(text)) isInDetails = true;
    else if (isRule(text)) nameWidth = isInDetails ? nameWidth : (/[_=-]+/.exec(text)?.[0].length ?? 0);
    else if (!isInDetails && text.trim() !== '' && !NOTE.test(text))
      reject(line, text, "no row of autorep's report");
  };
  const finish = (): Observations => {
    keepPending(false);
    const partialReason = whyPartial({
      isEmpty: !hasHeader && !pending && observations.rejectedCount === 0,
      cutNames,
    });
    return {...observations, ...runs.finish(), ...partialReason};
  };
  return lineParser(onLine, finish, reject);
}

const HEADER = /^\s*Job Name\s/;
/** With `-d`, every row is followed by its run's events under this header, alarms and comments among them. */
const DETAILS = /^\s*Status\/\[Event\]/;
/** The lines of `_` or `-` under a header. */
function isRule(text: string): boolean {
  return /^[\s_=-]+$/.test(text) && /[_=-]{2}/.test(text);
}
/** Messages that tell of no error: `CAUAJM_I_50041 …`. */
const NOTE = /^\s*CAUAJM_I_/;

/** A name that fills a column of this width is whole. */
const LONGEST_NAME = 64;

function whyPartial({isEmpty, cutNames}: {isEmpty: boolean; cutNames: number}): {partialReason?: string} {
  if (isEmpty) return {partialReason: 'autorep printed nothing, not even its header'};
  if (cutNames === 0) return {};
  return {partialReason: `the column cuts ${plural(cutNames, 'job name')}; use autorep -w`};
}
