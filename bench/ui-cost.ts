/** What a program and those behind it cost: CPU time and memory, from `/proc` (Linux). */
import {listDescendants, readProcess, readResident} from '../test/terminal/process-table.ts';

/** `own` of the process in the terminal, `behind` of all that it started. */
export type Cost = {own: number; behind: number};

/** Linux counts in hundredths of a second. Few samples are coarse; many add up right. */
const TICK_MS = 10;

/** Milliseconds of CPU time so far. */
export function readCpu(pid: number): Cost {
  const ticks = (id: number): number => readProcess(id)?.ticks ?? 0;
  return {
    own: ticks(pid) * TICK_MS,
    behind: listDescendants(pid).reduce((sum, id) => sum + ticks(id), 0) * TICK_MS,
  };
}

export function subtractCost(later: Cost, earlier: Cost): Cost {
  return {own: later.own - earlier.own, behind: later.behind - earlier.behind};
}

/** MiB resident. What processes share counts for each of them. */
export function readMemory(pid: number): Cost {
  const mebibytes = (id: number): number => readResident(id) / 2 ** 20;
  return {own: mebibytes(pid), behind: listDescendants(pid).reduce((sum, id) => sum + mebibytes(id), 0)};
}
