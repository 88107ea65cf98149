/**
 * `sacct -P`: a header and one job a line, cells between `|`. Columns are found by name, in any order; the job's name may
 * hold a `|` itself where it is the last column. Rows of job steps (`100.batch`) are no jobs and are skipped. Before it may come
 * what `squeue -o` prints in the same form, under a header of its own.
 */
import type {ParseContext, Parser} from '../domain/adapter.ts';
import {readInteger} from './field-values.ts';
import {fold} from './fields.ts';
import {collectObservations, lineParser} from './parser.ts';
import {runRegister} from './run-register.ts';
import {type SlurmRecord, slurmReader} from './slurm-record.ts';
import {isNoTime, type ReadTime, timeReader} from './timestamps.ts';

export function slurmTextParser(context: ParseContext): Parser {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const toFacts = slurmReader(context);
  const readTime = timeReader(context);
  let header = '';
  let readRow: ReadRow | undefined;
  let isQueueOnly = false;

  const onLine = (text: string, line: number): void => {
    if (text.trim() === '' || text === header) return;
    const found = readRow && !isHeader(text) ? undefined : rowReader(text.split('|'), readTime);
    if (found) {
      readRow = found.readRow;
      header = text;
      isQueueOnly = found.isQueue;
      return;
    }
    if (!readRow) {
      reject(line, text, `no header of sacct -P with the columns ${REQUIRED.join(', ')}`);
      return;
    }
    const row = readRow(text);
    if (row === 'step') return;
    const facts = typeof row === 'string' ? row : toFacts(row);
    if (typeof facts === 'string') reject(line, text, facts);
    else runs.add(facts, text);
  };
  const finish = () => ({
    ...observations,
    ...runs.finish(),
    ...(isQueueOnly ? {partialReason: "sacct's header is missing: the queue does not tell what ran"} : {}),
  });
  return lineParser(onLine, finish, reject);
}

/** Where a job's row has its number, a header has this. */
function isHeader(text: string): boolean {
  return /^job_?id/i.test(text);
}

/** A record, `step` for a row that is no job, or why it cannot be read. */
type ReadRow = (text: string) => SlurmRecord | string;

const REQUIRED = ['JobIDRaw or JobID', 'JobName', 'State', 'Start'];

/** What squeue calls the columns of sacct. It has no eligible time: START_TIME is the one for which a start is planned. */
const QUEUE_NAMES: ReadonlyMap<string, string> = new Map([
  ['name', 'jobname'],
  ['submittime', 'submit'],
  ['starttime', 'start'],
]);

/** Undefined where the header lacks what is needed. */
function rowReader(
  header: readonly string[],
  readTime: ReadTime,
): {readRow: ReadRow; isQueue: boolean} | undefined {
  // `sacct -p` ends every line with a delimiter, which makes an empty last column.
  const isQueue = header.some(name => fold(name) === 'starttime');
  const names = header.map(name => (isQueue && QUEUE_NAMES.get(fold(name))) || fold(name));
  const width = names.at(-1) === '' ? names.length - 1 : names.length;
  const column = (name: string): number => names.indexOf(fold(name));
  const id = column('JobIDRaw') === -1 ? column('JobID') : column('JobIDRaw');
  const name = column('JobName');
  if ([id, name, column('State'), column('Start')].includes(-1)) return undefined;
  const cellOf = (cells: readonly string[], index: number): string => cells[index] ?? '';
  const [state, reason, exitCode] = [column('State'), column('Reason'), column('ExitCode')];
  const times = {
    submittedAt: column('Submit'),
    eligibleAt: column('Eligible'),
    startedAt: column('Start'),
    endedAt: column('End'),
  };

  const readRow: ReadRow = text => {
    const cells = splitRow(text, names.length, name === width - 1 && width === names.length);
    if (cells.length !== names.length) {
      return `${cells.length} cells where there are ${names.length} columns; a name may hold | only in the last one`;
    }
    if (cellOf(cells, id).includes('.')) return 'step';
    const exit = readExitCode(cellOf(cells, exitCode));
    if (!exit) return `ExitCode "${cellOf(cells, exitCode)}" is not CODE:SIGNAL`;
    const record: SlurmRecord = {
      name: cellOf(cells, name),
      id: cellOf(cells, id),
      state: cellOf(cells, state),
      reason: cellOf(cells, reason),
      submittedAt: undefined,
      eligibleAt: undefined,
      startedAt: undefined,
      endedAt: undefined,
      exitCode: exit.exitCode,
      signal: exit.signal,
    };
    for (const field of TIME_FIELDS) {
      const time = cellOf(cells, times[field]);
      if (isNoTime(time)) continue;
      record[field] = readTime(time);
      if (record[field] === undefined) return `${header[times[field]]} "${time}" is not a time`;
    }
    return isQueue ? plannedRecord(record) : record;
  };
  return {readRow, isQueue};
}

/** A planned start is that of `--begin`, or a guess of the moment. */
function plannedRecord(record: SlurmRecord): SlurmRecord {
  const isOwnTime = record.state === 'PENDING' && record.reason === 'BeginTime';
  if (record.state !== 'PENDING') return record;
  return {...record, startedAt: undefined, eligibleAt: isOwnTime ? record.startedAt : undefined};
}

const TIME_FIELDS = ['submittedAt', 'eligibleAt', 'startedAt', 'endedAt'] as const;

function splitRow(text: string, columns: number, isNameLast: boolean): string[] {
  const cells = text.split('|');
  if (!isNameLast || cells.length <= columns) return cells;
  return [...cells.slice(0, columns - 1), cells.slice(columns - 1).join('|')];
}

const SUCCESS = {exitCode: 0, signal: 0};

/** `1:0`, `0:9`, `-2:0`; empty where the column is not there. */
function readExitCode(text: string): Pick<SlurmRecord, 'exitCode' | 'signal'> | undefined {
  if (text === '0:0') return SUCCESS;
  const [code = '', signal = '0'] = (text.trim() === '' ? '0:0' : text).split(':');
  const exitCode = readInteger(code);
  const signalNumber = readInteger(signal);
  return exitCode === undefined || signalNumber === undefined ? undefined : {exitCode, signal: signalNumber};
}
