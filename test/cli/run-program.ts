/** The built program in a process of its own, as a person or a script starts it. */
import type {ChildProcessWithoutNullStreams} from 'node:child_process';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import {fileURLToPath} from 'node:url';
import type {Place} from './place.ts';

export const LAUNCHER = fileURLToPath(new URL('../../bin/jobtrack-tui', import.meta.url));

export type Ended = {code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string};

export type Started = {process: ChildProcessWithoutNullStreams; ended: Promise<Ended>};

/** Starts it with the place's configuration, unless `argv` is of a command without one. */
export function startProgram(
  {env, folder}: Pick<Place, 'env' | 'folder'>,
  argv: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Started {
  return start(process.execPath, [LAUNCHER, ...argv], {env: {...env, ...more}, cwd: folder});
}

export function runProgram(place: Place, argv: readonly string[], more?: NodeJS.ProcessEnv): Promise<Ended> {
  const {ended, process} = startProgram(place, ['--config', place.config, ...argv], more);
  process.stdin.end();
  return ended;
}

/** One line for `sh` in which `$JOBTRACK` stands for the program with the place's configuration. */
export function runShell(
  {env, folder, config}: Place,
  line: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const {ended, process: shell} = start('sh', ['-c', line], {
    env: {...env, NODE: process.execPath, LAUNCHER, JOBTRACK_CONFIG: config, ...more},
    cwd: folder,
  });
  shell.stdin.end();
  return ended;
}

function start(
  file: string,
  args: readonly string[],
  options: {env: NodeJS.ProcessEnv; cwd: string},
): Started {
  const child = spawn(file, args, options);
  const finish = async (): Promise<Ended> => {
    const [stdout, stderr, [code, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    ]);
    return {code, signal, stdout, stderr};
  };
  return {process: child, ended: finish()};
}
