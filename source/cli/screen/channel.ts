/** One process behind the screen, as the screen's process sees it: messages, and its end. */
import type {ChildProcess} from 'node:child_process';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {createOutputTail} from '../../collect/output-tail.ts';
import {takeEarlyBackend} from './early-backend.ts';
import type {BackendMessage, Orders, ScreenMessage} from './messages.ts';
import {BACKEND} from './messages.ts';

export type ChannelListener = {
  message(message: BackendMessage): void;
  /** Comes once, after the last message. `reason` is for the operator. */
  ended(reason: string): void;
};

export type Channel = {
  send(message: ScreenMessage): void;
  /** Lets the process end by itself; resolves when it has, killed if it takes too long. */
  close(): Promise<void>;
  /** Lets the process end by itself, which it does within a second, without waiting for it. */
  leave(): void;
};

export type Connect = (listener: ChannelListener) => Channel;

/** Longer than the process itself waits for its collectors. */
const KILL_AFTER_MS = 3000;

/** Has the same program run as the process behind this one. */
export function forkBackend(orders: Orders, listener: ChannelListener): Channel {
  const child = takeEarlyBackend() ?? start();
  child.send({kind: 'begin', orders} satisfies ScreenMessage, () => {});
  const stderr = createOutputTail();
  child.stderr?.on('data', chunk => stderr.push(chunk));
  child.on('message', (message: BackendMessage) => listener.message(message));
  void waitForEnd(child).then(how => listener.ended([how, ...stderr.lines().slice(-1)].join(': ')));
  // Not `close`, which does not come once we have disconnected.
  const exited = once(child, 'exit').catch(() => {});
  return {
    send(message) {
      // What cannot be sent any more is answered by the process's end.
      if (child.connected) child.send(message, () => {});
    },
    async close() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await exited;
      clearTimeout(timer);
    },
    leave() {
      if (child.connected) child.disconnect();
      child.unref();
      child.stderr?.destroy();
    },
  };
}

/** As the launcher does for the first one. */
function start(): ChildProcess {
  return fork(findLauncher(), [BACKEND], {
    // Flags of this process (a profiler, a small heap) are not for that one.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    /**
     * A session of its own. The terminal's job control stops the screen on ctrl-z and not a collection, whose timeouts would
     * run on; and what a command asks of a terminal (ssh its passwords) fails at once instead of writing into the screen.
     * It ends when the channel does, however this process came to its end.
     */
    detached: process.platform !== 'win32',
  });
}

/** How the process ended, in words. `close` comes after the last message and the last byte of its standard error. */
function waitForEnd(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', error => resolve(error.message));
  });
}

/** The launcher keeps the functions that a start compiles. It stands beside the bundle's folder, and beside the sources'. */
function findLauncher(): string {
  const isBundled = !import.meta.url.endsWith('.ts');
  return fileURLToPath(
    new URL(isBundled ? '../bin/jobtrack-tui' : '../../../bin/jobtrack-tui', import.meta.url),
  );
}
