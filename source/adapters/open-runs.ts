import type {RunObservation} from '../domain/run.ts';
import type {Origin} from './run-text.ts';

/** A run as a log tells it so far. It is closed once its end, its failure or its loss is known. */
export type LoggedRun = {
  observation: RunObservation;
  /** The lines that told of it. */
  origin: Origin;
  /** What its end is recognised by when the end has no pid: the number of its user and command. */
  key: number;
  /** The log as it was set when the run began. */
  logging: Logging;
  isClosed: boolean;
};

/** Whether a log tells ends, shared by all runs that began under one setting of it. True once one has been seen. */
export type Logging = {tellsEnds: boolean};

/** The runs of one host whose ends have not been seen, found by pid or, oldest first, by key. All in constant time. */
export type OpenRuns = {
  add(run: LoggedRun, pid: number | undefined): void;
  /** The latest run with this pid; it may be closed. */
  withPid(pid: number): LoggedRun | undefined;
  oldest(key: number): LoggedRun | undefined;
  /** Hands over all that are still open and forgets them. */
  takeAll(): LoggedRun[];
};

// Closed runs stay in the list until they come to the front: removing them from the middle would take linear time.
type Queue = {runs: LoggedRun[]; front: number};

export function createOpenRuns(): OpenRuns {
  const byPid = new Map<number, LoggedRun>();
  const queues = new Map<number, Queue>();
  return {
    add(run, pid) {
      // A pid used again is the newer run's.
      if (pid !== undefined) byPid.set(pid, run);
      const queue = queues.get(run.key);
      if (queue) queue.runs.push(run);
      else queues.set(run.key, {runs: [run], front: 0});
    },
    withPid: pid => byPid.get(pid),
    oldest(key) {
      const queue = queues.get(key);
      if (!queue) return undefined;
      while (queue.runs[queue.front]?.isClosed) queue.front += 1;
      return queue.runs[queue.front];
    },
    takeAll() {
      const open = [...queues.values()].flatMap(queue => queue.runs.filter(run => !run.isClosed));
      byPid.clear();
      queues.clear();
      return open;
    },
  };
}
