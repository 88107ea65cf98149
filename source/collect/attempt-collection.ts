/** One attempt at one source: run, read, decide, record. */

import type {Adapter, Parser} from '../domain/adapter.ts';
import {isComplete} from '../domain/collection.ts';
import type {Observations} from '../domain/observations.ts';
import {openZone} from '../domain/zone.ts';
import type {RecordedCollection, Store} from '../store/store.ts';
import type {CollectionTask} from './collection-task.ts';
import {taskKey} from './collection-task.ts';
import type {RunCommand} from './command-runner.ts';
import {decideOutcome} from './decide-outcome.ts';
import type {CommandResult} from './run-command.ts';

export type AttemptContext = {
  run: RunCommand;
  store: Pick<Store, 'recordCollection'>;
  signal: AbortSignal;
};

/** Resolves with what was recorded. Rejects only when the store does, or the process that runs the commands is gone. */
export async function attemptCollection(
  task: CollectionTask,
  adapter: Adapter,
  {run, store, signal}: AttemptContext,
): Promise<RecordedCollection> {
  const startedAt = Date.now();
  const began = performance.now();
  const {result, parsed} = await runAndParse(task, adapter, startedAt, run, signal);
  const {command, timeoutMs, okExitCodes} = task;
  const {outcome, error, observations} = decideOutcome({command, timeoutMs, okExitCodes, result, parsed});
  return store.recordCollection({
    ...taskKey(task),
    adapter: task.adapter,
    startedAt,
    durationMs: Math.round(performance.now() - began),
    outcome,
    rejected: observations.rejectedCount,
    bytes: result.bytes,
    exitCode: result.exitCode,
    error,
    stderrTail: result.stderrLines.length === 0 ? undefined : result.stderrLines.join('\n'),
    observations,
    retiresSchedules: task.retiresSchedules && isComplete(outcome),
  });
}

async function runAndParse(
  task: CollectionTask,
  adapter: Adapter,
  collectedAt: number,
  run: RunCommand,
  signal: AbortSignal,
): Promise<{result: CommandResult; parsed: Observations | Error}> {
  const parser = openGuarded(() =>
    adapter.open({
      day: task.businessDay,
      clock: {zone: openZone(task.timezone), dayStartMs: task.dayStartMs},
      collectedAt,
      options: task.options,
    }),
  );
  const {timeoutMs, maxOutputBytes} = task;
  const result = await run(task.command, {timeoutMs, maxOutputBytes, signal, onChunk: parser.write});
  return {result, parsed: parser.end()};
}

type GuardedParser = {write(chunk: string): void; end(): Observations | Error};

/** An adapter promises not to throw; one that does must fail its own source only, not the whole collector. */
function openGuarded(open: () => Parser): GuardedParser {
  let failure: Error | undefined;
  const guard = <T>(act: () => T): T | undefined => {
    if (failure) return undefined;
    try {
      return act();
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      return undefined;
    }
  };
  const parser = guard(open);
  return {
    write: chunk => guard(() => parser?.write(chunk)),
    end: () => guard(() => parser?.end()) ?? failure ?? new Error('it returned nothing'),
  };
}
