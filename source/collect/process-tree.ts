/**
 * The descendants of a process, to end also those that left its process group with setsid(2). Linux only: elsewhere none
 * are found, and the group (Unix) or the tree (Windows, taskkill) is all that is ended.
 */
import {readdirSync, readFileSync} from 'node:fs';

/** A process as far as it can be told from a later one with the same id. */
export type ProcessIdentity = {pid: number; startTicks: string};

/** Every living descendant of `pid`. One that became a daemon (was handed to init) is not its descendant any more. */
export function readDescendants(pid: number): ProcessIdentity[] {
  const found: ProcessIdentity[] = [];
  const waiting = readChildren(pid);
  for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
    const startTicks = readStartTicks(child);
    if (startTicks === undefined) continue;
    found.push({pid: child, startTicks});
    waiting.push(...readChildren(child));
  }
  return found;
}

/** Signals those that still live; a process that took over an id in the meantime is left alone. */
export function signalProcesses(processes: readonly ProcessIdentity[], signal: NodeJS.Signals): void {
  for (const {pid, startTicks} of processes) {
    if (readStartTicks(pid) !== startTicks) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // Ended by itself just now, or belongs to another user (sudo): nothing more can be done.
    }
  }
}

/** Children of all threads of a process: /proc/PID/task/TID/children, see proc_pid_task(5). */
function readChildren(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(thread =>
      (readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').match(/\d+/g) ?? []).map(Number),
    );
  } catch {
    return [];
  }
}

/** Field 22 of /proc/PID/stat, counted after the command's name, which may itself hold spaces and parentheses. */
function readStartTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
