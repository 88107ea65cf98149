/** The parent's side of collecting: forks the collector, follows it, and answers for every task whatever happens to it. */
import type {ChildProcess} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {hostname} from 'node:os';
import type {Outcome} from '../domain/collection.ts';
import {CollectionError, type JobtrackError, StoreError} from '../domain/errors.ts';
import type {
  CollectionRequest,
  CollectionTask,
  CollectorCommand,
  CollectorMessage,
  PeakResident,
  ProgressEvent,
  TaskReport,
} from './collection-task.ts';
import {identifyTask, taskKey, unrecorded} from './collection-task.ts';
import {forkProcess} from './fork-process.ts';
import {createOutputTail} from './output-tail.ts';

export type CollectOptions = {
  onProgress?(event: ProgressEvent): void;
  /** Ends every running command; what was recorded by then stays. */
  signal?: AbortSignal;
};

export type CollectionReport = {
  /** One a task, in the order of the request. */
  tasks: TaskReport[];
  durationMs: number;
  isCancelled: boolean;
  /** Absent when the collector did not live to tell. */
  peakResidentBytes?: PeakResident;
  /** Set when the collector or the database failed as a whole; the tasks that it hit carry the same words. */
  failure?: JobtrackError;
};

/** Collects in a process of its own. Never rejects: whatever goes wrong is in the report. */
export async function collect(
  request: CollectionRequest,
  {onProgress, signal}: CollectOptions = {},
): Promise<CollectionReport> {
  const startedAt = performance.now();
  const ledger = openLedger(request.tasks, onProgress);
  const holder = `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
  const ending =
    request.tasks.length === 0 || signal?.aborted ? {} : await runToEnd(request, {ledger, holder, signal});
  const isCancelled = signal?.aborted ?? false;
  return {
    tasks: ledger.close(ending.failure?.message, isCancelled),
    durationMs: Math.round(performance.now() - startedAt),
    isCancelled,
    ...ending,
  };
}

type Ending = Pick<CollectionReport, 'failure' | 'peakResidentBytes'>;

type Run = {ledger: Ledger; holder: string; signal: AbortSignal | undefined};

/**
 * One answer can be too much for the collector (millions of rows, a value without end) and must not take the others with
 * it: what had not begun goes on in a new collector; what was under way is tried again one at a time, until the one on
 * which a collector dies is found. That one alone is reported as failed.
 */
async function runToEnd(request: CollectionRequest, run: Run): Promise<Ending> {
  const ending = await runCollector(request, run);
  if (!(ending.failure instanceof CollectionError) || run.signal?.aborted) return ending;
  const {underWay, notBegun} = run.ledger.sort(request.tasks);
  if (underWay.length === 0) return ending;
  if (underWay.length === 1) run.ledger.fail(underWay, ending.failure.message);
  const parts = [
    ...(underWay.length > 1 ? [{...request, tasks: underWay, concurrency: 1}] : []),
    ...(notBegun.length > 0 ? [{...request, tasks: notBegun}] : []),
  ];
  let last: Ending = {};
  for (const part of parts) {
    last = await runToEnd(part, run);
    if (last.failure) return last;
  }
  return last;
}

/** Resolves when the process has ended, so that nothing of ours survives the call. */
async function runCollector(request: CollectionRequest, {ledger, holder, signal}: Run): Promise<Ending> {
  const collector = forkProcess('collection', 'pipe');
  const stderr = createOutputTail();
  collector.stderr?.on('data', chunk => stderr.push(chunk));
  let finished: Extract<CollectorMessage, {kind: 'finished'}> | undefined;
  collector.on('message', (message: CollectorMessage) => {
    if (message.kind === 'progress') ledger.note(message.event);
    else finished = message;
  });
  const cancel = (): void => send(collector, {kind: 'cancel'});
  signal?.addEventListener('abort', cancel, {once: true});
  const ended = waitForEnd(collector);
  send(collector, {kind: 'collect', request, holder});
  const how = await ended;
  signal?.removeEventListener('abort', cancel);
  if (finished?.error !== undefined) return {failure: new StoreError(finished.error)};
  if (finished) return {peakResidentBytes: finished.peakResidentBytes};
  const said = stderr.lines().at(-1);
  return {
    failure: new CollectionError(
      `the collector ended while it read this (${how}${said ? `: ${said}` : ''}); if it happens again, lower the source's "maxOutput" or ask for less`,
    ),
  };
}

/** How the process ended, in words. `close` comes after the last message and the last byte of its standard error. */
function waitForEnd(collector: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    collector.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    collector.once('error', error => resolve(error.message));
  });
}

function send(collector: ChildProcess, command: CollectorCommand): void {
  // A collector that has just died cannot be told; its end is reported by `waitForEnd`.
  if (collector.connected) collector.send(command, () => {});
}

type Ledger = {
  note(event: ProgressEvent): void;
  /** Which of these tasks, none of them done, had begun. */
  sort(tasks: readonly CollectionTask[]): {underWay: CollectionTask[]; notBegun: CollectionTask[]};
  fail(tasks: readonly CollectionTask[], error: string): void;
  /** Reports for all tasks: those never reported as done get `failure`, or count as cancelled. */
  close(failure: string | undefined, isCancelled: boolean): TaskReport[];
};

function openLedger(tasks: readonly CollectionTask[], onProgress: CollectOptions['onProgress']): Ledger {
  const reports = new Map<string, TaskReport>();
  const at = Date.now();
  for (const task of tasks) onProgress?.({...taskKey(task), at, state: 'queued'});

  const begun = new Set<string>();
  const note = (event: ProgressEvent): void => {
    if (event.state === 'done') reports.set(identifyTask(event), event.report);
    if (event.state === 'started') begun.add(identifyTask(event));
    onProgress?.(event);
  };
  const fail = (task: CollectionTask, outcome: Outcome | undefined, error: string): TaskReport => {
    const report = unrecorded(task, outcome, error);
    note({...taskKey(task), at: Date.now(), state: 'done', report});
    return report;
  };
  return {
    note,
    sort(some) {
      const open = some.filter(task => !reports.has(identifyTask(task)));
      const groups = {
        underWay: open.filter(task => begun.has(identifyTask(task))),
        notBegun: open.filter(task => !begun.has(identifyTask(task))),
      };
      for (const task of open) begun.delete(identifyTask(task));
      return groups;
    },
    fail(some, error) {
      for (const task of some) fail(task, undefined, error);
    },
    close(failure, isCancelled) {
      return tasks.map(task => {
        const known = reports.get(identifyTask(task));
        if (known) return known;
        return failure === undefined && isCancelled
          ? fail(task, 'cancelled', 'stopped before it began')
          : fail(task, undefined, failure ?? 'the collector did not report it; run the collection again');
      });
    },
  };
}
