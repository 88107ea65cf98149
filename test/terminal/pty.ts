/** A program on a pseudoterminal of its own: bytes in, bytes out, and how it ended. */
import {constants} from 'node:os';
import {spawn} from '@lydell/node-pty';
import {listDescendants, listProcesses} from './process-table.ts';

export type PtyOptions = {
  command: string;
  args?: readonly string[];
  columns: number;
  rows: number;
  /** The whole environment: nothing of whoever runs the tests gets through. `TERM` is xterm-256color unless given. */
  env?: NodeJS.ProcessEnv;
  cwd?: string;
};

/** How a program ended: its exit code, or the signal that ended it. */
export type Exit = {code: number | null; signal: NodeJS.Signals | null};

export type Pty = {
  pid: number;
  /** After the last byte was delivered. */
  exit: Promise<Exit>;
  write(text: string): void;
  resize(columns: number, rows: number): void;
  /** To the program itself, not to its children. */
  kill(signal: NodeJS.Signals): void;
  /** Closes the terminal, as when its window or its connection goes. */
  hangUp(): void;
  /** Ends the program and everything that it started, whatever they do about signals. */
  destroy(): Promise<void>;
};

/** Starts the program; `onBytes` gets what it writes, as it comes. */
export function openPty(options: PtyOptions, onBytes: (bytes: Buffer) => void): Pty {
  const {command, args = [], columns, rows, env = {}, cwd = process.cwd()} = options;
  const pty = spawn(command, [...args], {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env,
    encoding: null,
  });
  // Without an encoding it delivers buffers, whatever its types say.
  pty.onData((data: string | Buffer) => onBytes(Buffer.from(data)));
  let hasEnded = false;
  const exit = new Promise<Exit>(resolve => {
    pty.onExit(({exitCode, signal}) => {
      hasEnded = true;
      resolve(signal ? {code: null, signal: nameSignal(signal)} : {code: exitCode, signal: null});
    });
  });
  return {
    pid: pty.pid,
    exit,
    write: text => pty.write(text),
    resize(newColumns, newRows) {
      if (!hasEnded) pty.resize(newColumns, newRows);
    },
    kill(signal) {
      // The number may be another's by now.
      if (!hasEnded) process.kill(pty.pid, signal);
    },
    hangUp() {
      // The package's own way sends a signal as well, which a terminal does not.
      const master: {destroy(): void} = Reflect.get(pty, '_socket');
      master.destroy();
    },
    async destroy() {
      const left = listSession(pty.pid);
      if (!hasEnded) left.push(pty.pid);
      for (const pid of new Set(left)) killHard(pid);
      await exit;
    },
  };
}

/** A session outlives the process that leads it, and a descendant may have left it for one of its own. */
function listSession(leader: number): number[] {
  const members = listProcesses().filter(({session}) => session === leader);
  return [...members.map(({pid}) => pid), ...listDescendants(leader)];
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

function nameSignal(number: number): NodeJS.Signals {
  const name = (Object.keys(constants.signals) as NodeJS.Signals[]).find(
    candidate => constants.signals[candidate] === number,
  );
  if (!name) throw new RangeError(`there is no signal ${number}`);
  return name;
}
