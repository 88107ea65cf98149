/**
 * A program started by hand: from the prompt of an interactive shell, which has job control and looks at the terminal
 * before and after.
 */
import type {OpenTerminal, TerminalOptions} from './open-terminal.ts';
import {openTerminal} from './open-terminal.ts';

export type OpenShell = OpenTerminal & {
  /** Starts the program; when it is done or stopped the shell says `exit code N`. */
  start(): void;
  /** Continues the stopped program in the foreground; then as `start`. */
  goOn(): void;
  /** The line discipline's settings (`stty -g`), asked at the prompt: raw or not, echo or not, which keys interrupt. */
  settings(): Promise<string>;
};

const PROMPT = 'prompt$ ';
const SETTINGS = /[\da-f]+(?::[\da-f]+){20,}/;

/** Resolves at the first prompt. */
export async function openShell({
  command,
  args = [],
  env = {},
  ...rest
}: TerminalOptions): Promise<OpenShell> {
  // What follows -s are the shell's own arguments: "$@" at the prompt, without any quoting.
  const terminal = openTerminal({
    ...rest,
    command: 'sh',
    args: ['-i', '-s', command, ...args],
    env: {...env, PS1: PROMPT},
  });
  await terminal.waitFor(PROMPT);
  return {
    ...terminal,
    start: () => terminal.type('"$@"; echo "exit code $?"\r'),
    goOn: () => terminal.type('fg; echo "exit code $?"\r'),
    async settings() {
      const begin = terminal.mark();
      terminal.type('stty -g\r');
      const read = (): string | undefined => SETTINGS.exec(terminal.written(begin).toString())?.[0];
      await terminal.waitFor(() => read() !== undefined);
      return read() ?? '';
    },
  };
}
