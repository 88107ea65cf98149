/**
 * The entry of the collector's own process. Forked by `collect.ts`; lean on purpose, because the time that starting a
 * command takes grows with the memory of the process that starts it.
 */
import {randomBytes} from 'node:crypto';
import {hostname} from 'node:os';
import {adapters} from '../adapters/registry.ts';
import {errorMessage} from '../domain/errors.ts';
import {openStore} from '../store/sqlite-store.ts';
import type {CollectionRequest, CollectorCommand, CollectorMessage} from './collection-task.ts';
import {runTasks} from './run-tasks.ts';

const cancellation = new AbortController();
const cancel = (): void => cancellation.abort();

// The commands inherit our environment; what was meant for this process alone ends here.
delete process.env.NODE_COMPILE_CACHE;

// A vanished parent needs no answer, but its commands must not go on.
process.on('disconnect', cancel);
if (!process.connected) cancel();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, cancel);

process.on('message', (command: CollectorCommand) => {
  if (command.kind === 'cancel') cancel();
  else void collectAndReport(command.request);
});

async function collectAndReport(request: CollectionRequest): Promise<void> {
  let error: string | undefined;
  try {
    await collectAll(request);
  } catch (failure) {
    error = errorMessage(failure);
  }
  send({kind: 'finished', peakResidentBytes: process.resourceUsage().maxRSS * 1024, error});
  process.disconnect?.();
}

async function collectAll({database, concurrency, tasks}: CollectionRequest): Promise<void> {
  const store = await openStore({...database, mode: 'write'});
  try {
    await runTasks(tasks, {
      store,
      adapters,
      concurrency,
      holder: `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`,
      signal: cancellation.signal,
      onProgress: event => send({kind: 'progress', event}),
    });
  } finally {
    await store.close();
  }
}

function send(message: CollectorMessage): void {
  // The callback takes the error of a channel that closes while we write; `disconnect` has cancelled us by then.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
