/** One source and business day is collected by one process at a time. */
import type {LeaseRequest, Store} from '../store/store.ts';
import type {CollectionTask} from './collection-task.ts';
import {taskKey} from './collection-task.ts';

/**
 * A lease is renewed while its holder lives, so it need not outlast the whole collection: at most this long after a
 * holder's death (kill -9, a crashed host) another one takes over. Short timeouts make it shorter still.
 */
const MAX_COMMAND_MS = 20_000;
/** For ending a command that ignores us (1.5 s), and for a database that is busy. */
const MARGIN_MS = 3000;

export type LeaseStore = Pick<Store, 'acquireLease' | 'releaseLease'>;

export type Lease = {
  /** Gives it back. Never rejects: a lease that cannot be given back expires, and what was collected is on record. */
  release(): Promise<void>;
};

/** Takes the lease of a task's source and keeps it alive. Undefined while another holder has it. */
export async function takeLease(
  store: LeaseStore,
  task: CollectionTask,
  holder: string,
): Promise<Lease | undefined> {
  const ttlMs = Math.min(task.timeoutMs, MAX_COMMAND_MS) + MARGIN_MS;
  const request = (): LeaseRequest => ({...taskKey(task), holder, now: Date.now(), ttlMs});
  const answer = await store.acquireLease(request());
  if (!answer.granted) return undefined;

  // A renewal that fails (database busy) is made good by the next: there are three in one lifetime.
  let renewal: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    renewal = store.acquireLease(request()).catch(() => {});
  }, ttlMs / 3);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await renewal;
      await store.releaseLease({...taskKey(task), holder}).catch(() => {});
    },
  };
}
