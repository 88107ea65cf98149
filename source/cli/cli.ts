/** Entry of the bundle: this process's streams, clock and signals, then `main`; or the process behind a screen. */
import {constants} from 'node:os';
import process from 'node:process';
import {releaseEarlyBackend} from './screen/early-backend.ts';
import {BACKEND} from './screen/messages.ts';

const [command] = process.argv.slice(2);

// Only a screen starts it, which it is told by a channel; as something typed the word means an environment.
if (command === BACKEND && process.channel) {
  void import('./screen/serve-backend.ts').then(({serveBackend}) => serveBackend());
} else {
  void runCommandLine();
}

async function runCommandLine(): Promise<void> {
  const stopper = new AbortController();
  let stoppedBy: NodeJS.Signals | undefined;
  let onHangup: (() => boolean) | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (signal === 'SIGHUP' && onHangup?.()) return;
      // A second ctrl-c is from someone in a hurry; the commands die with the collector in any case. A second SIGTERM comes
      // of a service manager that signals every process, the one that passes signals on as well (bin/jobtrack-tui).
      if (stoppedBy && signal === 'SIGTERM') return;
      if (stoppedBy) process.exit(128 + constants.signals[signal]);
      stoppedBy = signal;
      stopper.abort();
    });
  }
  const {main} = await import('./main.ts');
  const {openProcessIo} = await import('./process-io.ts');
  const {VERSION} = await import('./version.ts');
  const exitCode = await main({
    io: openProcessIo(),
    argv: process.argv.slice(2),
    clock: Date.now,
    signal: stopper.signal,
    becomeService(handler) {
      onHangup = handler;
    },
    version: VERSION,
  });
  releaseEarlyBackend();
  // Not process.exit(): what was written to a pipe is still on its way.
  process.exitCode = stoppedBy && !onHangup ? 128 + constants.signals[stoppedBy] : exitCode;
}
