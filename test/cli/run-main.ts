/** `main` in this process with its outside world injected: cheap, with a frozen clock. */
import type {Io} from '../../source/cli/context.ts';
import {main} from '../../source/cli/main.ts';

export type Answer = {code: number; stdout: string; stderr: string};

/** A quarter to seven on a Monday morning, UTC. */
export const NOW = Date.parse('2026-11-23T06:45:00Z');

export type MainOptions = {
  now?: number;
  io?: Partial<Io>;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
};

export async function runMain(
  argv: readonly string[],
  {now = NOW, io = {}, env = {}, signal = new AbortController().signal}: MainOptions = {},
): Promise<Answer> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const code = await main({
    argv,
    clock: () => now,
    signal,
    version: '1.2.3',
    io: {
      write: async text => void stdout.push(text),
      say: text => void stderr.push(text),
      readInput: async () => '',
      isTerminal: false,
      columns: 80,
      isTalkTerminal: false,
      hasUnicode: true,
      env,
      home: env.HOME ?? '/nonexistent',
      platform: process.platform,
      workingDirectory: process.cwd(),
      uid: process.getuid?.(),
      wallClock: Date.now,
      hostTimezone: 'UTC',
      ...io,
    },
  });
  return {code, stdout: stdout.join(''), stderr: stderr.join('')};
}
