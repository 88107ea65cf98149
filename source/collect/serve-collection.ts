/** The process that collects: it orders commands, reads their output, decides, and alone writes to the database. */
import {adapters} from '../adapters/registry.ts';
import type {Adapter} from '../domain/adapter.ts';
import {errorMessage} from '../domain/errors.ts';
import {openStore} from '../store/sqlite-store.ts';
import type {CollectionRequest, CollectorCommand, CollectorMessage} from './collection-task.ts';
import type {CommandRunner} from './command-runner.ts';
import {openCommandRunner} from './command-runner.ts';
import {readPeakResident} from './fork-process.ts';
import {runTasks} from './run-tasks.ts';

const cancellation = new AbortController();
const cancel = (): void => cancellation.abort();

// A vanished parent needs no answer, but its commands must not go on.
process.on('disconnect', cancel);
if (!process.connected) cancel();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, cancel);

process.on('message', (command: CollectorCommand) => {
  if (command.kind === 'cancel') cancel();
  else void collectAndReport(command.request, command.holder);
});

async function collectAndReport(request: CollectionRequest, holder: string): Promise<void> {
  // Started first: it comes up on another processor while the database is opened.
  const runner = openCommandRunner();
  let error: string | undefined;
  try {
    await collectAll(request, holder, runner);
  } catch (failure) {
    error = errorMessage(failure);
  }
  const peakResidentBytes = {
    collection: readPeakResident(process.pid),
    commands: runner.readPeakResident(),
  };
  runner.close();
  send({kind: 'finished', peakResidentBytes, error});
  process.disconnect?.();
}

async function collectAll(
  {database, concurrency, tasks, plugins}: CollectionRequest,
  holder: string,
  {run}: CommandRunner,
): Promise<void> {
  const known = plugins === undefined ? adapters : await withPlugins(plugins);
  const store = await openStore({...database, mode: 'write'});
  try {
    await runTasks(tasks, {
      run,
      store,
      adapters: known,
      concurrency,
      holder,
      signal: cancellation.signal,
      onProgress: event => send({kind: 'progress', event}),
    });
  } finally {
    await store.close();
  }
}

async function withPlugins(files: readonly string[]): Promise<ReadonlyMap<string, Adapter>> {
  const {loadPluginFiles} = await import('./load-plugins.ts');
  const own = loadPluginFiles(files, process.getuid?.());
  return new Map([...adapters, ...own.map(adapter => [adapter.name, adapter] as const)]);
}

function send(message: CollectorMessage): void {
  // The callback takes the error of a channel that closes while we write; `disconnect` has cancelled us by then.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
