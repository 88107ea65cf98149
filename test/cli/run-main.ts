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

/** An outside world that keeps what is written and said: a pipe, UTF-8, this platform. */
export function createIo(changes: Partial<Io> = {}): {io: Io; stdout: string[]; stderr: string[]} {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const io: Io = {
    write: async text => void stdout.push(text),
    say: text => void stderr.push(text),
    readInput: async () => '',
    isTerminal: false,
    isInputTerminal: false,
    columns: 80,
    isTalkTerminal: false,
    hasUnicode: true,
    env: {},
    home: changes.env?.HOME ?? '/nonexistent',
    platform: process.platform,
    workingDirectory: process.cwd(),
    uid: process.getuid?.(),
    wallClock: Date.now,
    hostTimezone: 'UTC',
    ...changes,
  };
  return {io, stdout, stderr};
}

export async function runMain(
  argv: readonly string[],
  {now = NOW, io: changes = {}, env = {}, signal = new AbortController().signal}: MainOptions = {},
): Promise<Answer> {
  const {io, stdout, stderr} = createIo({env, ...changes});
  const code = await main({argv, clock: () => now, signal, version: '1.2.3', io});
  return {code, stdout: stdout.join(''), stderr: stderr.join('')};
}
