/** One job ClassAd (HTCondor manual: job ClassAd attributes), and the run that it is. */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';
import {runDayFinder} from './day-finder.ts';
import {readInteger} from './field-values.ts';
import type {HtcondorOptions} from './htcondor.ts';
import type {JsonRecord} from './json-answer.ts';
import {textOf} from './json-record.ts';
import type {RunFacts} from './run-register.ts';

export const ATTRIBUTES = [
  ...[
    'ClusterId',
    'ProcId',
    'JobBatchName',
    'DAGNodeName',
    'Cmd',
    'Owner',
    'JobStatus',
    'EnteredCurrentStatus',
  ],
  ...[
    'QDate',
    'JobStartDate',
    'JobCurrentStartDate',
    'CompletionDate',
    'ExitCode',
    'ExitBySignal',
    'ExitSignal',
  ],
  ...['HoldReason', 'RemoveReason'],
] as const;

type ReadRecord = (record: JsonRecord) => RunFacts | string;

/** Reads jobs; a string is the reason why one cannot be read. */
export function htcondorRecordReader({options, clock}: ParseContext<HtcondorOptions>): ReadRecord {
  const dayOf = runDayFinder(clock);
  return record => {
    const job = cleanText(options.name === undefined ? nameOf(record) : (read(record, options.name) ?? ''));
    const [cluster, process] = [integer(record, 'ClusterId'), integer(record, 'ProcId')];
    if (job === '') return `no ${options.name ?? 'JobBatchName, DAGNodeName or Cmd'}`;
    if (cluster === undefined || process === undefined) return 'no ClusterId or no ProcId';
    const {status, message} = readState(record);
    const isEnded = isTerminal(status);
    const scheduledAt = instant(record, 'QDate');
    const startedAt = hasStarted(status) ? instant(record, 'JobCurrentStartDate', 'JobStartDate') : undefined;
    return {
      job,
      runKey: `${cluster}.${process}`,
      businessDay: dayOf(startedAt ?? scheduledAt),
      status,
      message: message === undefined ? undefined : cleanText(message),
      scheduledAt,
      startedAt,
      endedAt: isEnded ? instant(record, 'CompletionDate', 'EnteredCurrentStatus') : undefined,
      exitCode: isEnded ? exitCodeOf(record) : undefined,
    };
  };
}

/** DAGMan names a batch after its file and its own number, which is another each time: `eod.dag+4711`. */
function nameOf(record: JsonRecord): string {
  const batch = read(record, 'JobBatchName')?.replace(/\+\d+$/, '');
  const node = read(record, 'DAGNodeName');
  if (batch !== undefined || node !== undefined)
    return [batch, node].filter(part => part !== undefined).join('/');
  return read(record, 'Cmd')?.replace(/^.*[/\\]/s, '') ?? '';
}

/** Undefined for an attribute that the job has not: absent, or written as `undefined` by `-af`. */
function read(record: JsonRecord, name: string): string | undefined {
  const text = textOf(record[name])?.trim();
  return text === '' || text === 'undefined' ? undefined : text;
}

function integer(record: JsonRecord, name: string): number | undefined {
  const value = record[name];
  // JSON's numbers are numbers already, and most of a record is numbers.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  const text = read(record, name);
  return text === undefined ? undefined : readInteger(text);
}

/** The first of them that is set: 0 is how an attribute says that it is not. */
function instant(record: JsonRecord, ...names: readonly string[]): EpochMs | undefined {
  for (const name of names) {
    const seconds = integer(record, name) ?? 0;
    if (seconds > 0 && seconds < LAST_SECOND) return seconds * SECOND_MS;
  }
  return undefined;
}

/** Year 9999, beyond which a number is no time. */
const LAST_SECOND = 253_000_000_000;

/** `ExitStatus` is not to be used, says the manual. A signal is a negative code here. */
function exitCodeOf(record: JsonRecord): number | undefined {
  const signal = integer(record, 'ExitSignal');
  return isBySignal(record) && signal !== undefined ? -signal : integer(record, 'ExitCode');
}

function isBySignal(record: JsonRecord): boolean {
  return read(record, 'ExitBySignal')?.toLowerCase() === 'true';
}

/** JobStatus by its number; 4 says only that the program has ended. */
function readState(record: JsonRecord): {status: RunStatus; message?: string | undefined} {
  const word = read(record, 'JobStatus') ?? '';
  switch (word) {
    case '1':
      return {status: 'waiting'};
    case '2':
      return {status: 'running'};
    case '3':
      return {status: 'cancelled', message: read(record, 'RemoveReason') ?? 'removed'};
    case '4':
      return readEnd(record);
    case '5':
      return {status: 'held', message: read(record, 'HoldReason')};
    case '6':
      return {status: 'running', message: 'transferring output'};
    case '7':
      return {status: 'running', message: 'suspended'};
    default:
      return {status: 'unknown', message: `JobStatus "${word}"`};
  }
}

function readEnd(record: JsonRecord): {status: RunStatus; message?: string} {
  if (isBySignal(record)) return {status: 'failed'};
  const exitCode = integer(record, 'ExitCode');
  if (exitCode === undefined) return {status: 'unknown', message: 'ended, without an ExitCode'};
  return {status: exitCode === 0 ? 'succeeded' : 'failed'};
}
