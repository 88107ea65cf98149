/** The built program's screen on a terminal. */
import type {Place} from '../cli/place.ts';
import {LAUNCHER} from '../cli/run-program.ts';
import type {OpenTerminal, TerminalOptions} from './open-terminal.ts';
import {openTerminal} from './open-terminal.ts';

export type ScreenOptions = {
  /** Beside `--config`; `--cached` unless given. */
  args?: readonly string[];
  columns?: number;
  rows?: number;
  env?: NodeJS.ProcessEnv;
};

/** What the footer of every screen says when nothing is typed. */
export const FOOTER = '? help';

/** How the program is started, for whoever opens a terminal by another way. */
export function screenCommand(
  {config, env, folder}: Place,
  {args = ['--cached'], columns = 120, rows = 36, env: more = {}}: ScreenOptions = {},
): TerminalOptions {
  return {
    command: process.execPath,
    args: [LAUNCHER, '--config', config, ...args],
    columns,
    rows,
    env: {...env, ...more},
    cwd: folder,
  };
}

/** Resolves when the first screen is whole, and says what is and not what an earlier screen showed last. */
export async function openScreen(place: Place, options?: ScreenOptions): Promise<OpenTerminal> {
  const terminal = openTerminal(screenCommand(place, options));
  await terminal.waitFor(screen => screen.includes(FOOTER) && !/^ As of /m.test(screen));
  return terminal;
}

/** The line with the breadcrumbs. */
export function pathLine(terminal: Pick<OpenTerminal, 'screen'>): string {
  return terminal.screen()[0] ?? '';
}

/** Resolves when the breadcrumbs are these. */
export function waitForPath(terminal: OpenTerminal, path: string): Promise<void> {
  return terminal.waitFor(() => pathLine(terminal).startsWith(` ${path} `));
}

/** The row under the cursor, without its mark; empty when there is none. */
export function selectedRow(terminal: Pick<OpenTerminal, 'screen'>): string {
  return (
    terminal
      .screen()
      .find(line => line.startsWith('> '))
      ?.slice(2) ?? ''
  );
}

/** Goes to the row that says so, one key at a time. */
export async function goToRow(terminal: OpenTerminal, text: string): Promise<void> {
  terminal.press('g');
  await terminal.waitFor(() => selectedRow(terminal) !== '');
  while (!selectedRow(terminal).includes(text)) {
    const before = readPosition(terminal);
    terminal.press('down');
    await terminal.waitFor(() => hasMoved(before, readPosition(terminal)));
  }
}

type Position = {line: number; row: string; above: string};

function readPosition(terminal: Pick<OpenTerminal, 'screen'>): Position {
  const lines = terminal.screen();
  const line = lines.findIndex(text => text.startsWith('> '));
  return {line, row: withoutAges(lines[line]), above: withoutAges(lines[line - 1])};
}

/** A row that only says something else now (how old it is) is still the same one; at the foot the others move instead. */
function hasMoved(before: Position, after: Position): boolean {
  return after.line === before.line ? after.above === before.row : after.line !== -1;
}

function withoutAges(line = ''): string {
  return line.slice(2).replaceAll(/\d+/g, '#');
}
