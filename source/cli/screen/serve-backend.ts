/** Entry of the process behind a screen: its channel, clock and environment, then `runBackend`. */
import {openProcessIo} from '../process-io.ts';
import {VERSION} from '../version.ts';
import {openBackendPort} from './backend-port.ts';
import type {Orders} from './messages.ts';
import {runBackend} from './run-backend.ts';
import {tellStarted} from './tell-started.ts';

/** Runs until the screen is gone, however it came to its end. */
export async function serveBackend(text: string): Promise<void> {
  const {flags, operands, now}: Orders = JSON.parse(text);
  const gone = new AbortController();
  process.on('disconnect', () => gone.abort());
  if (!process.connected) gone.abort();
  const exitCode = await runBackend(
    {
      io: openProcessIo(),
      flags,
      operands,
      now: now ?? Date.now(),
      signal: gone.signal,
      version: VERSION,
    },
    {port: openBackendPort(), onStarted: tellStarted},
  );
  // The channel, and perhaps a collector that takes its time, would keep the process alive.
  process.exit(exitCode);
}
