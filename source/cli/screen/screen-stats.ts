/** How well the screen's process did, for the benchmark: `JOBTRACK_UI_STATS=FILE`. */
import {writeFileSync} from 'node:fs';
import {monitorEventLoopDelay} from 'node:perf_hooks';

/** Times in milliseconds, sizes in bytes. */
export type ScreenStats = {
  eventLoopDelay: {max: number; p99: number; mean: number; count: number};
  memory: {resident: number; peakResident: number; heapUsed: number; heapTotal: number; external: number};
  cpu: {user: number; system: number};
  lived: number;
};

/** A delay is what a timer of this period comes too late by. */
const RESOLUTION_MS = 1;

/** Measures from now until the returned function is called, which writes the file. */
export function measureScreen(file: string): () => void {
  const delays = monitorEventLoopDelay({resolution: RESOLUTION_MS});
  delays.enable();
  return () => {
    delays.disable();
    writeFileSync(file, `${JSON.stringify(readStats(delays), null, 2)}\n`);
  };
}

function readStats(delays: ReturnType<typeof monitorEventLoopDelay>): ScreenStats {
  const {rss, heapUsed, heapTotal, external} = process.memoryUsage();
  const {user, system} = process.cpuUsage();
  const toMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return {
    eventLoopDelay: {
      max: toMs(delays.max),
      p99: toMs(delays.percentile(99)),
      mean: toMs(delays.mean),
      count: delays.count,
    },
    memory: {
      resident: rss,
      // In kibibytes.
      peakResident: process.resourceUsage().maxRSS * 1024,
      heapUsed,
      heapTotal,
      external,
    },
    cpu: {user: user / 1000, system: system / 1000},
    lived: Math.round(performance.now()),
  };
}
