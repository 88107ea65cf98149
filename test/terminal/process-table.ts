/** What `/proc` tells of processes (Linux). Elsewhere there is no such folder: then no process is listed. */
import {readdirSync, readFileSync} from 'node:fs';

export type ProcessEntry = {
  pid: number;
  parent: number;
  /** The process that leads its session: whoever was started on a pty of its own. */
  session: number;
  /** One letter, as in ps: `R` running, `S` sleeping, `T` stopped, `Z` zombie. */
  state: string;
  /** CPU time of all its threads so far, in clock ticks (100 a second on Linux). */
  ticks: number;
};

export function listProcesses(): ProcessEntry[] {
  return listIds().flatMap(pid => readProcess(pid) ?? []);
}

/** Undefined when there is no such process (any more). */
export function readProcess(pid: number): ProcessEntry | undefined {
  const text = readProc(pid, 'stat');
  if (text === undefined) return undefined;
  // The second field is the command's name in parentheses and may hold anything, spaces and parentheses too.
  const [state = '', parent, , session, , , , , , , , user, system] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ');
  return {
    pid,
    parent: Number(parent),
    session: Number(session),
    state,
    ticks: Number(user) + Number(system),
  };
}

/** Children, their children and so on, without the process itself. */
export function listDescendants(pid: number): number[] {
  const all = listProcesses();
  const found = [pid];
  for (const ancestor of found) {
    found.push(...all.filter(({parent}) => parent === ancestor).map(entry => entry.pid));
  }
  return found.slice(1);
}

/** Resident memory in bytes; 0 when the process is gone. */
export function readResident(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return Number(kibibytes ?? 0) * 1024;
}

function listIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return undefined;
  }
}
