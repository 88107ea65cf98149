/** A demo in a temporary folder that goes away with the test, and its commands as the collector would run them. */
import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {onTestFinished} from 'vitest';
import type {DemoOptions} from '../../source/demo/demo-config.ts';

export const SIMULATOR = fileURLToPath(new URL('../../source/demo/simulator.ts', import.meta.url));

export async function temporaryFolder(): Promise<string> {
  // Spaces and braces: a path is no place for a placeholder or for word splitting.
  const folder = await mkdtemp(join(tmpdir(), 'jobtrack demo {date} '));
  onTestFinished(() => rm(folder, {recursive: true, force: true}));
  return folder;
}

export function demoOptions(directory: string, now: number): DemoOptions & {historyDays: number} {
  return {
    directory,
    seed: 7,
    now,
    simulatorPath: SIMULATOR,
    execPath: process.execPath,
    platform: process.platform,
    isFrozen: true,
    historyDays: 3,
  };
}

const execute = promisify(execFile);

/** What a command printed. Rejects when it fails, or when it takes longer than `timeoutMs`. */
export async function run(
  argv: readonly string[],
  timeoutMs = 30_000,
): Promise<{stdout: string; stderr: string}> {
  const [file = '', ...args] = argv;
  return execute(file, args, {timeout: timeoutMs, maxBuffer: 2 ** 24});
}
