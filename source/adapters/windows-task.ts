/** What Windows tells of a task, whichever program printed it. */
import type {ParseContext} from '../domain/adapter.ts';
import {compileGlob} from '../domain/glob.ts';
import type {RunStatus} from '../domain/run.ts';
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import type {EpochMs} from '../domain/time.ts';
import {digitsAt} from './civil-time.ts';
import {instantFormatter} from './instant-formatter.ts';
import {believeAnnounced, describeDerived} from './recurrence.ts';
import type {RunFacts} from './run-register.ts';

export type TaskSettings = {tasks: readonly string[]; exclude: readonly string[]};

export type Task = {
  /** Path and name: `\Batch\Nightly`. */
  path: string;
  state: TaskState;
  lastRun: EpochMs | undefined;
  /** As it was printed: a number, signed or not, or in hexadecimal. */
  lastResult: string;
  nextRun: EpochMs | undefined;
  /** When its triggers start it; absent where they are not told of, or not understood. */
  timings?: readonly Timing[] | undefined;
};

/** `unknown` also where the word for it is one that we do not know. */
export type TaskState = 'unknown' | 'disabled' | 'queued' | 'ready' | 'running';

/** Earlier is how Windows writes "never": 30 November 1999. */
const FIRST_RUN = Date.UTC(2000, 0);

/** "Task Scheduler Error and Success Constants" (SCHED_S_…), and results that say that a run did not take place. */
const RESULTS: ReadonlyMap<number, {status?: RunStatus; message: string}> = new Map([
  [0x41300, {status: 'unknown', message: 'ready to run at its next scheduled time'}],
  [0x41301, {status: 'running', message: ''}],
  [0x41302, {status: 'unknown', message: 'disabled'}],
  [0x41303, {message: 'has not yet run'}],
  [0x41304, {status: 'unknown', message: 'no more runs are scheduled'}],
  [0x41306, {status: 'cancelled', message: 'terminated by a user'}],
  [0x41325, {status: 'waiting', message: 'queued'}],
  [0x8004131f, {status: 'failed', message: 'an instance was already running'}],
  [0x800710e0, {status: 'failed', message: 'the operator or administrator has refused the request'}],
]);

/** Whether the task of a path is a job. */
export function taskChooser({tasks, exclude}: TaskSettings): (path: string) => boolean {
  const isWanted = tasks.map(compileGlob);
  const isUnwanted = exclude.map(compileGlob);
  return path => isWanted.some(matches => matches(path)) && !isUnwanted.some(matches => matches(path));
}

/** The latest run, undefined when there was none, or the reason why it cannot be read. */
export function taskRunReader(): (task: Task) => RunFacts | string | undefined {
  const formatKey = instantFormatter();
  return task => {
    const code = readResult(task.lastResult);
    if (code === undefined && task.lastResult !== '')
      return `the result "${task.lastResult}" is not a number`;
    const startedAt = task.lastRun !== undefined && task.lastRun >= FIRST_RUN ? task.lastRun : undefined;
    if (startedAt === undefined || code === 0x41303) return undefined;
    const known = code === undefined ? undefined : RESULTS.get(code);
    const isRunning = task.state === 'running' || known?.status === 'running';
    const status = isRunning ? 'running' : (known?.status ?? statusOfCode(code));
    return {
      job: task.path,
      runKey: formatKey(startedAt),
      status,
      startedAt,
      exitCode: isRunning || known || code === undefined ? undefined : toSigned(code),
      message: isRunning ? undefined : (known?.message ?? describeFailure(code)),
    };
  };
}

function statusOfCode(code: number | undefined): RunStatus {
  if (code === undefined) return 'unknown';
  return code === 0 ? 'succeeded' : 'failed';
}

/** HRESULTs are known by their hexadecimal form. */
function describeFailure(code: number | undefined): string | undefined {
  return code !== undefined && code > 0xffff
    ? `0x${code.toString(16).toUpperCase().padStart(8, '0')}`
    : undefined;
}

/** As an unsigned number of 32 bits, whichever way it was written. */
function readResult(text: string): number | undefined {
  if (text.length === 1 && digitsAt(text, 0, 1) >= 0) return Number(text);
  if (!/^(?:-?\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text)) return undefined;
  const number = Number(text);
  return number >= -(2 ** 31) && number < 2 ** 32 ? number >>> 0 : undefined;
}

/** A program that returns -1 shows as 4294967295. */
function toSigned(code: number): number {
  return code | 0;
}

/** Whether Windows tells of a next start. */
export function willStart({state, nextRun}: Pick<Task, 'state' | 'nextRun'>): boolean {
  return state !== 'disabled' && nextRun !== undefined && nextRun >= FIRST_RUN;
}

export function toSchedules(
  {path, state, nextRun, timings}: Task,
  {collectedAt}: Pick<ParseContext, 'collectedAt'>,
): ScheduleObservation[] {
  const isActive = state !== 'disabled';
  if (!isActive || nextRun === undefined || nextRun < FIRST_RUN)
    return [scheduleOf(path, {kind: 'none', reason: isActive ? 'no next start' : 'disabled'}, isActive)];
  return believeAnnounced(timings, nextRun, collectedAt).map(timing => scheduleOf(path, timing, isActive));
}

function scheduleOf(path: string, timing: Timing, isActive: boolean): ScheduleObservation {
  return {job: path, timing, isActive, definition: describeDerived(timing, path)};
}
