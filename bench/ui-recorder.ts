/**
 * A program in a terminal whose bytes are timed as they come and drawn only when it is quiet: drawing while the program
 * works would take the processor that it needs.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {encodeKey} from '../test/terminal/keys.ts';
import {openPty} from '../test/terminal/pty.ts';
import type {Cell} from '../test/terminal/screen.ts';
import {createScreen} from '../test/terminal/screen.ts';
import type {Program} from './ui-programs.ts';

export const COLUMNS = 200;
export const ROWS = 50;

/** What came at once, and what a probe said of the screen when it was drawn. */
export type Seen = {at: number; bytes: number; state: string};

export type Recorder = {
  program: Program;
  pid: number;
  startedAt: number;
  /** When it was sent. */
  send(key: string): number;
  /** Waits until nothing is written for a while; then draws what came since the last look, piece by piece. */
  look(probe: () => string, quietMs?: number): Promise<Seen[]>;
  screen(): string[];
  cells(row: number): Cell[];
  kill(signal: NodeJS.Signals): void;
  exit: Promise<unknown>;
  close(): Promise<void>;
};

/** Longer than any program here takes between two parts of a frame. */
const QUIET_MS = 30;
/** What moves all the time (a clock, a spinner) is not waited for. */
const LONGEST_LOOK_MS = 1000;

export function openRecorder(program: Program, env: NodeJS.ProcessEnv): Recorder {
  const {command, args} = program;
  const screen = createScreen(COLUMNS, ROWS, answer => pty.write(answer));
  const chunks: {at: number; bytes: Buffer}[] = [];
  const startedAt = performance.now();
  const pty = openPty({command, args, columns: COLUMNS, rows: ROWS, env}, bytes =>
    chunks.push({at: performance.now(), bytes}),
  );
  return {
    program,
    pid: pty.pid,
    startedAt,
    send(key) {
      const at = performance.now();
      pty.write(encodeKey(key, screen.modes().isApplicationCursor));
      return at;
    },
    async look(probe, quietMs = QUIET_MS) {
      await waitUntilQuiet(quietMs, () => chunks.at(-1)?.at);
      const seen: Seen[] = [];
      for (const {at, bytes} of chunks.splice(0)) {
        await screen.write(bytes);
        seen.push({at, bytes: bytes.length, state: probe()});
      }
      return seen;
    },
    screen: screen.lines,
    cells: screen.cells,
    kill: pty.kill,
    exit: pty.exit,
    async close() {
      await pty.destroy();
      screen.dispose();
    },
  };
}

async function waitUntilQuiet(quietMs: number, lastByteAt: () => number | undefined): Promise<void> {
  const beganAt = performance.now();
  for (;;) {
    const now = performance.now();
    const leftMs = quietMs - (now - Math.max(beganAt, lastByteAt() ?? 0));
    if (leftMs <= 0 || now - beganAt >= LONGEST_LOOK_MS) return;
    await sleep(leftMs);
  }
}
