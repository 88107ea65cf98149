/** One job of bjobs by its columns, and the run that it is. */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {runDayFinder} from './day-finder.ts';
import {readInteger} from './field-values.ts';
import type {JsonRecord} from './json-answer.ts';
import {textOf} from './json-record.ts';
import type {LsfOptions} from './lsf.ts';
import type {RunFacts} from './run-register.ts';
import {type TimeContext, timeReader} from './timestamps.ts';

/** Job states of bjobs(1). `USUSP` and `SSUSP` are suspended after their start, `PSUSP` before it. */
const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map([
  ['PEND', 'waiting'],
  ['WAIT', 'waiting'],
  ['FWD_PEND', 'waiting'],
  ['PSUSP', 'held'],
  ['RUN', 'running'],
  ['PROV', 'running'],
  ['USUSP', 'running'],
  ['SSUSP', 'running'],
  ['DONE', 'succeeded'],
  ['EXIT', 'failed'],
  ['UNKWN', 'unknown'],
  ['ZOMBI', 'unknown'],
]);

/** Exit reasons of a job that somebody ended: bkill by its owner or an administrator. */
const CANCELLED = /^TERM_(?:FORCE_)?(?:OWNER|ADMIN)\b/;

export function lsfRecordReader(
  context: ParseContext<LsfOptions>,
): (record: JsonRecord) => RunFacts | string {
  const dayOf = runDayFinder(context.clock);
  const readTime = lsfTimeReader(context, context.options.timeFormat);

  return record => {
    const problem = cellOf(record, 'ERROR');
    if (problem !== '') return problem;
    const [job, id] = [cleanText(cellOf(record, 'JOB_NAME')), cleanText(cellOf(record, 'JOBID'))];
    const [state, exitReason] = [cellOf(record, 'STAT'), cellOf(record, 'EXIT_REASON')];
    if (job === '') return 'no JOB_NAME';
    if (id === '') return 'no JOBID';
    const times: {[column in (typeof TIME_COLUMNS)[number]]?: EpochMs | undefined} = {};
    for (const column of TIME_COLUMNS) {
      const cell = cellOf(record, column);
      if (cell === '') continue;
      times[column] = readTime(cell);
      if (times[column] === undefined)
        return `${column} "${cell}" is not a time; set timeFormat if it is one`;
    }
    const known = STATUS_OF.get(state);
    const status = known === 'failed' && CANCELLED.test(exitReason) ? 'cancelled' : (known ?? 'unknown');
    const index = cleanText(cellOf(record, 'JOBINDEX'));
    const isElement = index !== '' && index !== '0';
    const startedAt = hasStarted(status) ? times.START_TIME : undefined;
    return {
      // The elements of an array, `eod[3]`, are runs of one job.
      job: isElement ? job.replace(/\[[^[\]]*\]$/, '') || job : job,
      runKey: isElement ? `${id}[${index}]` : id,
      businessDay: dayOf(startedAt ?? times.SUBMIT_TIME),
      status,
      message: messageOf(status, state, exitReason, cellOf(record, 'PEND_REASON')),
      scheduledAt: times.SUBMIT_TIME,
      startedAt,
      // While it runs, this is when its time limit will end it.
      endedAt: isTerminal(status) ? times.FINISH_TIME : undefined,
      exitCode: isTerminal(status) ? readInteger(cellOf(record, 'EXIT_CODE')) : undefined,
    };
  };
}

const TIME_COLUMNS = ['SUBMIT_TIME', 'START_TIME', 'FINISH_TIME'] as const;

/** As it was printed; empty for nothing, which bjobs also writes as `-`. */
function cellOf(record: JsonRecord, column: string): string {
  const value = textOf(record[column])?.trim() ?? '';
  return value === '-' ? '' : value;
}

function messageOf(
  status: RunStatus,
  state: string,
  exitReason: string,
  pendReason: string,
): string | undefined {
  if (!STATUS_OF.has(state)) return cleanText(`state "${state}"`);
  if (status === 'waiting' || status === 'held') return cleanText(pendReason).replace(/;$/, '') || undefined;
  if (status === 'failed' || status === 'cancelled') return cleanText(exitReason) || undefined;
  return PLAIN_STATES.has(state) ? undefined : state;
}

const PLAIN_STATES = new Set(['RUN', 'DONE']);

const FORMATS = ['MMM d HH:mm', 'MMM d HH:mm:ss', 'MMM d HH:mm yyyy', 'MMM d HH:mm:ss yyyy'];

/** A letter after a time says what it depends on (`L`: the run limit). */
function lsfTimeReader(
  context: TimeContext,
  format: string | undefined,
): (text: string) => EpochMs | undefined {
  const readers = (format === undefined ? FORMATS : [format]).map(form => timeReader(context, form));
  return text => {
    const time = text.at(-2) === ' ' ? text.slice(0, -2) : text;
    for (const read of readers) {
      const instant = read(time);
      if (instant !== undefined) return instant;
    }
    return undefined;
  };
}
