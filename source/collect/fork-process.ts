/** Starts the two processes that collect. Both have one entry, so that the bundle has one file for them. */
import type {ChildProcess, StdioOptions} from 'node:child_process';
import {fork} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {getCompileCacheDir} from 'node:module';

/**
 * `collection` reads, decides and stores. `commands` does nothing but run commands: the time that starting one takes grows
 * with the memory of the process that starts it, and it does so while the other one parses.
 */
export type Role = 'collection' | 'commands';

// Small generations keep resident memory low. Large is only the limit for what may hold one big JSON answer.
const NODE_FLAGS: Readonly<Record<Role, string[]>> = {
  collection: ['--max-semi-space-size=2', '--max-old-space-size=512'],
  commands: ['--max-semi-space-size=1', '--max-old-space-size=96', '--optimize-for-size'],
};

/** The last entry of `stdio` is the channel. */
export function forkProcess(role: Role, stderr: 'pipe' | 'inherit'): ChildProcess {
  // In the sources the entry stands beside this file; the bundle keeps it beside itself as collector.js.
  const name = import.meta.url.endsWith('.ts') ? './collector-process.ts' : './collector.js';
  const cache = getCompileCacheDir();
  const stdio: StdioOptions = ['ignore', 'ignore', stderr, 'ipc'];
  return fork(new URL(name, import.meta.url), [role], {
    execArgv: NODE_FLAGS[role],
    env: cache === undefined ? process.env : {...process.env, NODE_COMPILE_CACHE: cache},
    stdio,
    // Options may hold regular expressions and maps, which JSON would lose.
    serialization: 'advanced',
  });
}

/**
 * The largest resident memory of a process so far, in bytes. Not getrusage(2)'s ru_maxrss: that one begins with what the
 * parent had when it forked.
 */
export function readPeakResident(pid: number | undefined): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
