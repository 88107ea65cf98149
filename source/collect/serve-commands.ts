/** The process that runs commands. It keeps nothing: output goes on as it arrives, and its end is the end of them all. */
import type {RunnerMessage, RunnerOrder} from './command-runner.ts';
import {runCommand} from './run-command.ts';

/** What runs, by the order's number. */
const running = new Map<number, AbortController>();

function cancelAll(): void {
  for (const cancellation of running.values()) cancellation.abort();
}

// Whoever ordered the commands is gone (kill -9 too): nobody will read them.
process.on('disconnect', cancelAll);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, cancelAll);

process.on('message', (order: RunnerOrder) => {
  if (order.kind === 'cancel') running.get(order.id)?.abort();
  else void runOrder(order);
});

async function runOrder({id, command, timeoutMs, maxOutputBytes}: Extract<RunnerOrder, {kind: 'run'}>) {
  const cancellation = new AbortController();
  running.set(id, cancellation);
  const result = await runCommand(command, {
    timeoutMs,
    maxOutputBytes,
    signal: cancellation.signal,
    onChunk: text => send({kind: 'chunk', id, text}),
  });
  running.delete(id);
  await send({kind: 'result', id, result});
}

/** Resolves when the message is on its way, so that a slow reader slows the command and not our memory. */
function send(message: RunnerMessage): Promise<void> {
  return new Promise(resolve => {
    // The callback takes the error of a channel that closes while we write; `disconnect` has cancelled us by then.
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}
