/** What one allocation of a Nomad job tells (api.AllocationListStub). */
import type {EpochMs} from '../domain/time.ts';
import {integerAt, type JsonRecord, recordAt, recordsAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {readTimes} from './json-times.ts';
import type {ReadTime} from './timestamps.ts';

export type Allocation = {
  record: JsonRecord;
  clientStatus: string;
  /** That Nomad was told to stop it. */
  isStopped: boolean;
  /** Another one was made in its stead. */
  isReplaced: boolean;
  startedAt?: EpochMs;
  endedAt?: EpochMs;
  /** Of its tasks: the first that is not 0, else 0; a signal as a negative number. */
  exitCode?: number;
  /** Why it failed, as Nomad tells people. */
  reason: string;
};

export function readAllocation(record: JsonRecord, readTime: ReadTime): Allocation | string {
  const allocation: Allocation = {
    record,
    clientStatus: textAt(record, 'ClientStatus'),
    isStopped: textAt(record, 'DesiredStatus') !== 'run' && textAt(record, 'DesiredStatus') !== '',
    isReplaced: textAt(record, 'NextAllocation') !== '',
    reason: textAt(record, 'ClientDescription'),
  };
  for (const task of Object.values(recordAt(record, 'TaskStates'))) {
    if (!isRecord(task)) continue;
    const times = readTimes({StartedAt: task.StartedAt, FinishedAt: task.FinishedAt}, readTime);
    if (typeof times === 'string') return times;
    addTask(allocation, task, times);
  }
  return allocation;
}

type TaskTimes = {StartedAt?: EpochMs; FinishedAt?: EpochMs};

function addTask(allocation: Allocation, task: JsonRecord, {StartedAt, FinishedAt}: TaskTimes): void {
  if (StartedAt !== undefined) allocation.startedAt = Math.min(StartedAt, allocation.startedAt ?? StartedAt);
  if (FinishedAt !== undefined) allocation.endedAt = Math.max(FinishedAt, allocation.endedAt ?? FinishedAt);
  const events = recordsAt(task, 'Events');
  const exit = events.findLast(event => textAt(event, 'Type') === 'Terminated');
  const exitCode = exit && exitCodeOf(exit);
  if (exitCode !== undefined && !allocation.exitCode) allocation.exitCode = exitCode;
  // The last word is "Not Restarting: Exceeded allowed attempts …"; what went wrong stands before it.
  if (task.Failed === true) {
    const cause = exit ?? events.at(-1);
    allocation.reason = (cause && textAt(cause, 'DisplayMessage')) || allocation.reason;
  }
}

function exitCodeOf(event: JsonRecord): number | undefined {
  const signal = integerAt(event, 'Signal') ?? 0;
  return signal > 0 ? -signal : integerAt(event, 'ExitCode');
}
