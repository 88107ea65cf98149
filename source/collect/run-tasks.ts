/** All tasks of a request under one limit. Runs inside the collector's process. */
import {setMaxListeners} from 'node:events';
import pLimit from 'p-limit';
import type {SourceContext} from './collect-source.ts';
import {collectSource, pause} from './collect-source.ts';
import type {CollectionTask, ProgressEvent} from './collection-task.ts';
import {taskKey, unrecorded} from './collection-task.ts';

/** Between two looks at a source that another process collects: longer each time, so that many waiters stay cheap. */
const FIRST_LOOK_MS = 100;
const LONGEST_LOOK_MS = 1000;

export type TasksContext = Omit<SourceContext, 'onStart'> & {
  concurrency: number;
  onProgress(event: ProgressEvent): void;
};

/** Resolves when every task has been reported as done. */
export async function runTasks(tasks: readonly CollectionTask[], context: TasksContext): Promise<void> {
  const {concurrency, signal, onProgress} = context;
  // Every running command listens for the cancellation.
  setMaxListeners(0, signal);
  const limit = pLimit(concurrency);
  const onStart = (task: CollectionTask): void => {
    onProgress({...taskKey(task), at: Date.now(), state: 'started'});
  };
  await Promise.all(
    tasks.map(async task => {
      // A task that waits for another process does so outside the limit: others can run meanwhile.
      for (let lookMs = FIRST_LOOK_MS; ; lookMs = Math.min(lookMs * 2, LONGEST_LOOK_MS)) {
        const report =
          (await limit(collectSource, task, {...context, onStart})) ??
          (await waitForOther(task, context, lookMs));
        if (!report) continue;
        onProgress({...taskKey(task), at: Date.now(), state: 'done', report});
        return;
      }
    }),
  );
}

async function waitForOther(task: CollectionTask, {onProgress, signal}: TasksContext, lookMs: number) {
  if (lookMs === FIRST_LOOK_MS) onProgress({...taskKey(task), at: Date.now(), state: 'waiting'});
  const isCancelled = await pause(lookMs, signal);
  return isCancelled
    ? unrecorded(task, 'cancelled', 'stopped while another process was collecting it')
    : undefined;
}
