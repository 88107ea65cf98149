/**
 * Loaded into the program that is measured (`--import`). With each SIGUSR2 a phase ends: how long the event loop stood at
 * most since the last one, in milliseconds, is added to the file `EVENT_LOOP_LOG.PID` as a line.
 */
import {appendFileSync} from 'node:fs';
import {monitorEventLoopDelay} from 'node:perf_hooks';

const RESOLUTION_MS = 1;

const delay = monitorEventLoopDelay({resolution: RESOLUTION_MS});
delay.enable();
process.on('SIGUSR2', () => {
  appendFileSync(`${process.env.EVENT_LOOP_LOG}.${process.pid}`, `${delay.max / 1e6 - RESOLUTION_MS}\n`);
  delay.reset();
});
