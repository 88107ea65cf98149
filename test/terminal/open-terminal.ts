/**
 * A terminal with a program in it, seen from outside: keys in, screen out. For the end-to-end tests, the benches and the
 * pictures. `await using terminal = openTerminal(…)` ends the program and all it started when the block is left.
 */
import {encodeKey} from './keys.ts';
import type {Exit, Pty, PtyOptions} from './pty.ts';
import {openPty} from './pty.ts';
import type {Screen} from './screen.ts';
import {createScreen} from './screen.ts';
import type {Watch} from './wait-for.ts';
import {createWatch} from './wait-for.ts';

export type TerminalOptions = Omit<PtyOptions, 'columns' | 'rows'> & {columns?: number; rows?: number};

export type OpenTerminal = Pick<Screen, 'cells' | 'cursor' | 'modes' | 'titles' | 'clipboard' | 'bells'> & {
  pid: number;
  /** Once all that it wrote is on the screen. */
  exit: Promise<Exit>;
  /** One key after another, by name (`down`, `ctrl-z`, `f10`, `esc`) or as one character. */
  press(...keys: string[]): void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** Resolves as soon as it holds, which is looked at after each write of the program that is no part of a frame. */
  waitFor: Watch['waitFor'];
  /** One string a row, without the blanks at its end. */
  screen: Screen['lines'];
  /** How many bytes the program has written so far: a place for `written` to begin at. */
  mark(): number;
  written(since?: number): Buffer;
  kill: Pty['kill'];
  hangUp: Pty['hangUp'];
  [Symbol.asyncDispose](): Promise<void>;
};

export function openTerminal({columns = 80, rows = 24, ...options}: TerminalOptions): OpenTerminal {
  const screen = createScreen(columns, rows, answer => pty.write(answer));
  const {cells, cursor, modes, titles, clipboard, bells} = screen;
  const watch = createWatch(screen.lines);
  const chunks: Buffer[] = [];
  let shown: Promise<void> = Promise.resolve();
  const pty = openPty({...options, columns, rows}, bytes => {
    chunks.push(bytes);
    shown = screen.write(bytes).then(() => {
      if (!screen.isUpdating()) watch.lookAgain();
    });
  });
  const exit = pty.exit.then(async ended => {
    await shown;
    watch.lookAgain(ended);
    return ended;
  });
  return {
    pid: pty.pid,
    exit,
    press(...keys) {
      for (const key of keys) pty.write(encodeKey(key, modes().isApplicationCursor));
    },
    type: pty.write,
    resize(newColumns, newRows) {
      // The screen first: what the program paints next is meant for the new size.
      screen.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    waitFor: watch.waitFor,
    screen: screen.lines,
    cells,
    cursor,
    modes,
    titles,
    clipboard,
    bells,
    mark: () => chunks.reduce((sum, {length}) => sum + length, 0),
    written: (since = 0) => Buffer.concat(chunks).subarray(since),
    kill: pty.kill,
    hangUp: pty.hangUp,
    async [Symbol.asyncDispose]() {
      await pty.destroy();
      await exit;
      screen.dispose();
    },
  };
}
