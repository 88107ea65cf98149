import type {EpochMs} from '../domain/time.ts';
import type {Flags} from './flags.ts';

/** The outside world as a command sees it: given by the edge, replaced by tests. */
export type Io = {
  /** Data. Resolves when the text is handed over; after a closed pipe it does nothing. */
  write(text: string): Promise<void>;
  /** Talk: progress, warnings, errors. */
  say(text: string): void;
  readInput(): Promise<string>;
  /** Whether standard output is a terminal that can draw (not TERM=dumb), and how wide it is. */
  isTerminal: boolean;
  columns: number;
  /** Whether standard input is a terminal: somebody may type. */
  isInputTerminal: boolean;
  /** Whether standard error is a terminal: progress is shown only there. */
  isTalkTerminal: boolean;
  /** False when the locale or the terminal cannot show characters beyond ASCII. */
  hasUnicode: boolean;
  env: NodeJS.ProcessEnv;
  home: string;
  platform: NodeJS.Platform;
  workingDirectory: string;
  /** Who runs the program; undefined on Windows. */
  uid: number | undefined;
  /** The real clock, for what is no judgement: how old a file is. */
  wallClock(): EpochMs;
  /** The zone of this host. */
  hostTimezone: string;
};

export type CommandContext = {
  io: Io;
  flags: Flags;
  /** Positional arguments after the command's name. */
  operands: readonly string[];
  /** The clock, read once at the edge (or given by `--now`): nothing below reads another. */
  now: EpochMs;
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  signal: AbortSignal;
  /**
   * From now on an end by a signal is an orderly one, with the command's own exit code, and SIGHUP is none if `onHangup` says
   * that it has taken it for an order. Absent where there are no signals.
   */
  becomeService?: ((onHangup: () => boolean) => void) | undefined;
  version: string;
};

/** Exit codes, as documented in the README. */
export const EXIT = {
  ok: 0,
  /** Something is missing or has failed (only with `--exit-code`), or a check found a problem. */
  problem: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** Nothing could be collected, or the database cannot be used. */
  unavailable: 3,
} as const;
