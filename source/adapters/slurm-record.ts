/** What `sacct` says of one job, in whichever form it was printed, and the run that it means. */
import type {ParseContext} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {dayFinder} from './day-finder.ts';
import {instantFormatter} from './instant-formatter.ts';
import type {RunFacts} from './run-register.ts';
import {readSlurmState} from './slurm-state.ts';

export type SlurmRecord = {
  name: string;
  /** The job's number; an array's tasks have one each (JobIDRaw). */
  id: string;
  state: string;
  reason: string;
  submittedAt: EpochMs | undefined;
  eligibleAt: EpochMs | undefined;
  startedAt: EpochMs | undefined;
  endedAt: EpochMs | undefined;
  exitCode: number;
  signal: number;
};

/**
 * A run's facts, or why the record has none. The key is the job's number and when it was submitted: together they are what
 * the accounting database itself goes by, and they stay the same from waiting to ended. A requeued job keeps its number
 * and is submitted anew. Where the output has no submit times, a repeated number gets its start instead.
 *
 * A run belongs to the day of its start; before that to the day on which it becomes eligible (`--begin`).
 */
export function slurmReader({
  clock,
}: Pick<ParseContext, 'clock'>): (record: SlurmRecord) => RunFacts | string {
  const findDay = dayFinder(clock);
  const formatInstant = instantFormatter();
  const firstStarts = new Map<string, EpochMs | undefined>();

  const keyOf = (id: string, {submittedAt, startedAt}: SlurmRecord): string => {
    if (submittedAt !== undefined) return `${id}@${formatInstant(submittedAt)}`;
    if (!firstStarts.has(id)) firstStarts.set(id, startedAt);
    return startedAt === undefined || firstStarts.get(id) === startedAt
      ? id
      : `${id}@${formatInstant(startedAt)}`;
  };

  return record => {
    const job = cleanText(record.name);
    const id = cleanText(record.id);
    if (job === '') return 'no job name';
    if (id === '') return 'no job id';
    const {status, message} = readSlurmState({...record, hasEnded: record.endedAt !== undefined});
    const startedAt = hasBegun(status, record) ? record.startedAt : undefined;
    const scheduledAt = record.eligibleAt ?? (startedAt === undefined ? record.submittedAt : undefined);
    const at = startedAt ?? scheduledAt;
    return {
      job,
      runKey: keyOf(id, record),
      businessDay: at === undefined ? undefined : findDay(at),
      status,
      scheduledAt,
      startedAt,
      endedAt: isTerminal(status) ? record.endedAt : undefined,
      exitCode: exitCodeOf(status, record),
      message: message === undefined ? undefined : cleanText(message),
    };
  };
}

/** What was cancelled before it was eligible has its end for a start. */
function hasBegun(status: RunStatus, {eligibleAt, startedAt, endedAt}: SlurmRecord): boolean {
  if (status === 'waiting' || status === 'held') return false;
  return status !== 'cancelled' || eligibleAt !== undefined || startedAt !== endedAt;
}

/** Linux has no higher (signal(7)). */
const LAST_SIGNAL = 64;

/**
 * A job that a signal ended has code 0: the signal, as a negative number, says more. Live jobs print 0:0. What is FAILED has a
 * code or a signal: `sacct --json` of 22.05 prints 0 whatever the code was, which then is not known. 0:125, what OUT_OF_MEMORY
 * has (sacct(1), ExitCode), is no signal of the kernel's, and says no more than the state.
 */
function exitCodeOf(status: RunStatus, {state, exitCode, signal}: SlurmRecord): number | undefined {
  if (!isTerminal(status)) return undefined;
  if (state === 'FAILED' && exitCode === 0 && signal <= 0) return undefined;
  if (exitCode === 0 && signal > LAST_SIGNAL) return undefined;
  return exitCode === 0 && signal > 0 ? -signal : exitCode;
}
