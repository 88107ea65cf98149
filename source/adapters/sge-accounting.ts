/**
 * The blocks of `qacct -j`, one a job (or an array job's task), each after a line of `=`:
 *
 *     jobname      eod-prices
 *     jobnumber    2
 *     taskid       undefined
 *     start_time   Mon Nov 23 20:40:41 2026
 *     failed       37  : qmaster enforced h_rt, h_cpu, or h_vmem limit
 *     exit_status  137                  (Killed)
 *
 * A job has succeeded when both `failed` and `exit_status` are 0 (accounting(5)). Times are as asctime(3) prints them, in
 * Univa's and Altair's as `11/23/2026 20:40:41.250`.
 */
import type {ParseContext} from '../domain/adapter.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {runDayFinder} from './day-finder.ts';
import {readInteger} from './field-values.ts';
import {MAX_RUN_TEXT} from './run-text.ts';
import type {SgeSink} from './sge-output.ts';
import {type ReadTime, timeReader} from './timestamps.ts';

type AccountingReader = {
  /** Takes the line when it is one of those of a block that are read: nearly all are. */
  readValue(text: string): boolean;
  /** False for a line that is no part of qacct's listing. */
  read(text: string, line: number): boolean;
  end(): void;
  /** Whether the total at the end has been seen. */
  hasTotal(): boolean;
};

/** What is read of a block, and the block as it was printed. */
type Block = {line: number; text: string; values: Map<string, string>};

const KEYS = new Set([
  ...['jobname', 'jobnumber', 'taskid', 'pe_taskid'],
  ...['qsub_time', 'start_time', 'end_time', 'failed', 'exit_status'],
]);

export function sgeAccountingReader(context: ParseContext, sink: SgeSink): AccountingReader {
  const readBlock = blockReader(context);
  let block: Block | undefined;
  let hasTotal = false;

  const closeBlock = (): void => {
    // The line of `=` under the total begins none.
    if (!block || block.values.size === 0) return;
    const facts = readBlock(block.values);
    if (typeof facts === 'string') sink.reject(block.line, block.text, facts);
    else if (facts) sink.add(facts, block.text);
  };

  return {
    readValue(text) {
      if (!block) return false;
      const keyEnd = text.indexOf(' ');
      const key = text.slice(0, keyEnd);
      if (!KEYS.has(key)) return false;
      block.values.set(key, text.slice(keyEnd).trim());
      keepText(block, text);
      return true;
    },
    read(text, line) {
      if (/^=+$/.test(text)) {
        closeBlock();
        block = {line, text: '', values: new Map()};
        return true;
      }
      if (text.startsWith('Total System Usage') || TOTAL.test(text)) {
        closeBlock();
        block = undefined;
        hasTotal ||= TOTAL.test(text);
        return true;
      }
      if (block) keepText(block, text);
      return block !== undefined;
    },
    end: closeBlock,
    hasTotal: () => hasTotal,
  };
}

function keepText(block: Block, text: string): void {
  if (block.text.length < MAX_RUN_TEXT) block.text += block.text === '' ? text : `\n${text}`;
}

/** The header of the total, with the name of what it is summed up by in front. */
const TOTAL = /^[A-Z_ ]*\bWALLCLOCK\s+UTIME\b/;

/** Undefined for a block that is no job's end: the tasks of a parallel job, which it counts itself, and one that goes on. */
type ReadBlock = (values: ReadonlyMap<string, string>) => Parameters<SgeSink['add']>[0] | string | undefined;

function blockReader(context: ParseContext): ReadBlock {
  const readTime = accountingTimeReader(context);
  const dayOf = runDayFinder(context.clock);
  return values => {
    const value = (key: string): string => values.get(key) ?? '';
    const job = cleanText(value('jobname'));
    const number = cleanText(value('jobnumber'));
    const failed = readInteger(value('failed').split(/\s|:/, 1)[0] ?? '');
    const exitStatus = readInteger(value('exit_status').split(/\s/, 1)[0] ?? '');
    if (job === '' || number === '') return 'no jobname or no jobnumber';
    if (failed === undefined || exitStatus === undefined) return 'no "failed" or no "exit_status"';
    if (isSet(value('pe_taskid')) || REQUEUED.has(failed)) return undefined;
    const [submittedAt, startedAt, endedAt] = TIMES.map(key => readTime(value(key)));
    const noTime = TIMES.find((_, index) => Number.isNaN([submittedAt, startedAt, endedAt][index]));
    if (noTime !== undefined) return `${noTime} "${value(noTime)}" is not a time`;
    const isGood = failed === 0 && exitStatus === 0;
    return {
      job,
      runKey: isSet(value('taskid')) ? cleanText(`${number}.${value('taskid')}`) : number,
      businessDay: dayOf(startedAt ?? submittedAt),
      status: isGood ? 'succeeded' : 'failed',
      scheduledAt: submittedAt,
      startedAt,
      endedAt,
      exitCode: startedAt === undefined ? undefined : exitStatus,
      message: cleanText(value('failed').replace(/^\d+\s*:?\s*/, '')) || undefined,
    };
  };
}

const TIMES = ['qsub_time', 'start_time', 'end_time'] as const;

/** Codes of `failed` after which the job is in the queue again: migrating, rescheduling. */
const REQUEUED = new Set([24, 25]);

function isSet(value: string): boolean {
  return value !== '' && value !== 'undefined' && value !== 'NONE' && value !== '0';
}

/** Undefined for no time, NaN for what is none. */
function accountingTimeReader(context: ParseContext): (text: string) => EpochMs | undefined {
  const readers: readonly ReadTime[] = [
    timeReader(context, 'EEE MMM d HH:mm:ss yyyy'),
    timeReader(context, 'MM/dd/yyyy HH:mm:ss.SSS'),
    timeReader(context, 'MM/dd/yyyy HH:mm:ss'),
    timeReader(context),
  ];
  return text => {
    // Old versions print the beginning of 1970 for none.
    if (text === '' || text === '-/-' || / 1970$/.test(text)) return undefined;
    for (const read of readers) {
      const instant = read(text);
      if (instant !== undefined) return instant;
    }
    return Number.NaN;
  };
}
