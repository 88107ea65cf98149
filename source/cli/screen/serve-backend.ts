/** Entry of the process behind a screen: its channel, clock and environment, then `runBackend`. */
import {openProcessIo} from '../process-io.ts';
import {tellStarted} from '../resident/tell-started.ts';
import {VERSION} from '../version.ts';
import {openBackendPort} from './backend-port.ts';
import {runBackend} from './run-backend.ts';

/** Runs until the screen is gone, however it came to its end. */
export async function serveBackend(): Promise<void> {
  const port = openBackendPort();
  const gone = new AbortController();
  process.on('disconnect', () => gone.abort());
  if (!process.connected) gone.abort();
  // There was no screen after all, or it ended before it began.
  const nobody = new Promise<undefined>(resolve =>
    gone.signal.addEventListener('abort', () => resolve(undefined)),
  );
  const orders = gone.signal.aborted ? undefined : await Promise.race([port.orders, nobody]);
  if (!orders) return;
  const {flags, operands, now = Date.now()} = orders;
  const exitCode = await runBackend(
    {io: openProcessIo(), flags, operands, now, signal: gone.signal, version: VERSION},
    {port, onStarted: tellStarted},
  );
  // The channel, and perhaps a collector that takes its time, would keep the process alive.
  process.exit(exitCode);
}
