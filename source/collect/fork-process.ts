/** Starts the two processes that collect. Both have one entry, so that the bundle has one file for them. */
import type {ChildProcess} from 'node:child_process';
import {fork} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {getCompileCacheDir} from 'node:module';
import path from 'node:path';

/**
 * `collection` reads, decides and stores. `commands` does nothing but run commands: the time that starting one takes grows
 * with the memory of the process that starts it, and it does so while the other one parses.
 */
export type Role = 'collection' | 'commands';

// Small generations keep resident memory low. Large is only the limit for what may hold one big JSON answer.
export const NODE_FLAGS: Readonly<Record<Role, string[]>> = {
  collection: ['--max-semi-space-size=1', '--max-old-space-size=512'],
  commands: ['--max-semi-space-size=1', '--max-old-space-size=96', '--optimize-for-size'],
};

/** Names the variables that we added for the process itself, not for the commands that it starts. */
const OWN_VARIABLES = 'JOBTRACK_OWN_VARIABLES';

/** The process has a channel for structured-cloneable messages, and no input or output but standard error. */
export function forkProcess(role: Role, stderr: 'pipe' | 'inherit'): ChildProcess {
  // In the sources the entry stands beside this file; the bundle keeps it beside itself as collector.js.
  const name = import.meta.url.endsWith('.ts') ? './collector-process.ts' : './collector.js';
  return fork(new URL(name, import.meta.url), [role], {
    execArgv: NODE_FLAGS[role],
    env: {...process.env, ...ownVariables()},
    stdio: ['ignore', 'ignore', stderr, 'ipc'],
    // Options may hold regular expressions and maps, which JSON would lose.
    serialization: 'advanced',
  });
}

function ownVariables(): Record<string, string> {
  const compileCache = getCompileCacheDir();
  const wanted: Record<string, string | undefined> = {
    // Node puts a folder of its version into the one it is given, and tells of that.
    NODE_COMPILE_CACHE: compileCache && path.dirname(compileCache),
    // One heap of glibc's malloc for all threads: 5 MiB less, and no slower, because one thread does all the work.
    MALLOC_ARENA_MAX: '1',
  };
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined && process.env[name] === undefined) own[name] = value;
  }
  return {...own, [OWN_VARIABLES]: Object.keys(own).join(' ')};
}

/** For the process itself, first of all: its commands get the environment that its parent had. */
export function removeOwnVariables(): void {
  const names = process.env[OWN_VARIABLES]?.split(' ') ?? [];
  for (const name of [OWN_VARIABLES, ...names]) delete process.env[name];
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
