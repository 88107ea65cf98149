/** Entry of the bundle: this process's streams, clock and signals, then `main`. */
import {constants} from 'node:os';
import process from 'node:process';
import {main} from './main.ts';
import {openProcessIo} from './process-io.ts';
import {VERSION} from './version.ts';

const stopper = new AbortController();
let stoppedBy: NodeJS.Signals | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second signal is from someone in a hurry; the commands die with the collector in any case.
    if (stoppedBy) process.exit(128 + constants.signals[signal]);
    stoppedBy = signal;
    stopper.abort();
  });
}

const exitCode = main({
  io: openProcessIo(),
  argv: process.argv.slice(2),
  clock: Date.now,
  signal: stopper.signal,
  version: VERSION,
});
// Not process.exit(): what was written to a pipe is still on its way.
void exitCode.then(code => {
  process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : code;
});
