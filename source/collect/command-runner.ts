/** Runs commands in the process that is there for it (`serve-commands.ts`). */
import {CollectionError} from '../domain/errors.ts';
import {forkProcess, readPeakResident} from './fork-process.ts';
import type {BuiltCommand} from './remote-command.ts';
import type {CommandResult, RunOptions} from './run-command.ts';

export type RunCommand = (command: BuiltCommand, options: RunOptions) => Promise<CommandResult>;

export type CommandRunner = {
  /** As `runCommand`, but rejects with a CollectionError when the process that runs the commands ends. */
  run: RunCommand;
  /** The process's largest resident memory in bytes, where the system tells. */
  readPeakResident(): number | undefined;
  close(): void;
};

/** To the process. `id` tells the commands apart. */
export type RunnerOrder =
  | {kind: 'run'; id: number; command: BuiltCommand; timeoutMs: number; maxOutputBytes: number}
  | {kind: 'cancel'; id: number};

/** From the process: a command's output in order, then its result. */
export type RunnerMessage =
  | {kind: 'chunk'; id: number; text: string}
  | {kind: 'result'; id: number; result: CommandResult};

const STOP_SIGNALS: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGHUP']);

type Pending = {
  onChunk: RunOptions['onChunk'];
  resolve(result: CommandResult): void;
  reject(error: Error): void;
};

export function openCommandRunner(): CommandRunner {
  const runner = forkProcess('commands', 'inherit');
  const pending = new Map<number, Pending>();
  let lastId = 0;
  /** Set when the process has ended: answers a command that it did not, or could not, end. */
  let answer: ((command: Pick<Pending, 'resolve' | 'reject'>) => void) | undefined;

  runner.on('message', (message: RunnerMessage) => {
    const command = pending.get(message.id);
    if (message.kind === 'chunk') command?.onChunk(message.text);
    else command?.resolve(message.result);
  });
  const end = (how: string): void => {
    // A signal from a terminal reaches all of us at once, and the runner perhaps before it listens: no failure.
    answer = STOP_SIGNALS.has(how)
      ? ({resolve}) => resolve({ending: 'cancelled', bytes: 0, stderrLines: [], durationMs: 0})
      : ({reject}) =>
          reject(
            new CollectionError(
              `the process that runs the commands ended (${how}); run the collection again`,
            ),
          );
    for (const command of pending.values()) answer(command);
  };
  runner.once('error', error => end(error.message));
  runner.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));

  const order = (message: RunnerOrder): void => {
    // What cannot be sent any more is answered by `exit`.
    if (runner.connected) runner.send(message, () => {});
  };

  return {
    async run(command, {timeoutMs, maxOutputBytes, signal, onChunk}) {
      const {promise, resolve, reject} = Promise.withResolvers<CommandResult>();
      if (answer) {
        answer({resolve, reject});
        return promise;
      }
      const id = ++lastId;
      const cancel = (): void => order({kind: 'cancel', id});
      pending.set(id, {onChunk, resolve, reject});
      signal?.addEventListener('abort', cancel, {once: true});
      order({kind: 'run', id, command, timeoutMs, maxOutputBytes});
      if (signal?.aborted) cancel();
      try {
        return await promise;
      } finally {
        pending.delete(id);
        signal?.removeEventListener('abort', cancel);
      }
    },
    readPeakResident: () => readPeakResident(runner.pid),
    close() {
      if (runner.connected) runner.disconnect();
    },
  };
}
