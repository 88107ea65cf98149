/** One task from its lease to its report: collect it, or share what another process collects at this moment. */
import {setTimeout as delay} from 'node:timers/promises';
import type {Adapter} from '../domain/adapter.ts';
import type {Collection} from '../domain/collection.ts';
import {isAnswer} from '../domain/collection.ts';
import {errorMessage} from '../domain/errors.ts';
import type {RecordedCollection, Store} from '../store/store.ts';
import {attemptCollection} from './attempt-collection.ts';
import type {CollectionTask, TaskReport} from './collection-task.ts';
import {taskKey, unrecorded} from './collection-task.ts';
import type {RunCommand} from './command-runner.ts';
import {takeLease} from './lease.ts';

/** What a source needs beside its task. */
export type SourceContext = {
  run: RunCommand;
  store: CollectingStore;
  adapters: ReadonlyMap<string, Adapter>;
  /** Names this process among those that share the database. */
  holder: string;
  signal: AbortSignal;
  /** Called when the command is about to run. */
  onStart(task: CollectionTask): void;
};

/** The part of the store that collecting uses. */
export type CollectingStore = Pick<
  Store,
  'acquireLease' | 'releaseLease' | 'readEvidence' | 'recordCollection'
>;

/** Undefined while another process holds the source: ask again. Never rejects: a failing database is a report. */
export async function collectSource(
  task: CollectionTask,
  context: SourceContext,
): Promise<TaskReport | undefined> {
  if (context.signal.aborted) return unrecorded(task, 'cancelled', 'stopped before it began');
  const adapter = context.adapters.get(task.reader ?? task.adapter);
  if (!adapter) {
    const known = [...context.adapters.keys()].join(', ');
    return unrecorded(task, undefined, `there is no adapter "${task.adapter}"; the adapters are: ${known}`);
  }
  try {
    return await collectHolding(task, adapter, context);
  } catch (error) {
    return unrecorded(task, undefined, errorMessage(error));
  }
}

async function collectHolding(
  task: CollectionTask,
  adapter: Adapter,
  context: SourceContext,
): Promise<TaskReport | undefined> {
  const lease = await takeLease(context.store, task, context.holder);
  if (!lease) return undefined;
  try {
    const shared = await findShared(task, context.store);
    if (shared) return {...toReport(task, shared), isShared: true};
    context.onStart(task);
    const recorded = await collectWithRetries(task, adapter, context);
    return {...toReport(task, recorded), isShared: false, changedDays: recorded.changedDays};
  } finally {
    await lease.release();
  }
}

/** A finished attempt of another process that is recent enough. One that was told to stop is no result to share. */
async function findShared(task: CollectionTask, store: CollectingStore): Promise<Collection | undefined> {
  const {environment, source, businessDay, freshAfter} = task;
  const evidence = await store.readEvidence({environment, from: businessDay, to: businessDay});
  const latest = evidence.find(entry => entry.source === source)?.latest;
  if (!latest || latest.outcome === 'cancelled') return undefined;
  // One that has yet to begin was dated by a clock that was ahead.
  return latest.startedAt >= freshAfter && latest.startedAt <= Date.now() ? latest : undefined;
}

/** Every attempt is recorded. A program that is not there will not be there in a second: that is not tried again. */
async function collectWithRetries(
  task: CollectionTask,
  adapter: Adapter,
  context: SourceContext,
): Promise<RecordedCollection> {
  for (let retry = 0; ; retry++) {
    const collection = await attemptCollection(task, adapter, context);
    const {outcome} = collection;
    const isFinal = isAnswer(outcome) || outcome === 'spawn' || outcome === 'cancelled';
    if (isFinal || retry >= task.retries) return collection;
    const isCancelled = await pause(task.retryDelayMs * 2 ** retry, context.signal);
    if (isCancelled) return collection;
  }
}

/** Waits half to all of the time, so that many who failed together do not come back together. True when cancelled. */
export async function pause(longestMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(longestMs * (0.5 + Math.random() / 2), undefined, {signal});
    return false;
  } catch {
    return true;
  }
}

function toReport(task: CollectionTask, collection: Collection): Omit<TaskReport, 'isShared'> {
  const {id, outcome, rows, rejected, durationMs, error} = collection;
  return {...taskKey(task), outcome, collection: id, rows, rejected, durationMs, error};
}
