/** Finds what a test's commands left behind. Every process inherits the environment of the one that started it. */
import {randomUUID} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';

export const MARKER = 'JOBTRACK_TEST_MARKER';

/** The path of a fixture executable in test/bin. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../bin/${name}`, import.meta.url));
}

/** Waits until what is read is as expected; generous, because the machine may be busy. */
export function eventually<Value>(read: () => Value) {
  return expect.poll(read, {timeout: 50_000, interval: 20});
}

export function createMarker(): string {
  return randomUUID();
}

/** Process ids of the living processes that carry the marker. A zombie has no environment any more. */
export function findMarked(marker: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && readEnvironment(name).includes(`${MARKER}=${marker}`))
    .map(Number);
}

/** Zombies among our own children. */
export function findZombies(): string[] {
  return readdirSync('/proc').filter(name => {
    if (!/^\d+$/.test(name)) return false;
    const [state, parent] = readStat(name);
    return state === 'Z' && parent === String(process.pid);
  });
}

export function killMarked(marker: string): void {
  for (const pid of findMarked(marker)) process.kill(pid, 'SIGKILL');
}

export function countDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

function readEnvironment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function readStat(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
