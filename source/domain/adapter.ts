import type {z as Zod, ZodType} from 'zod';
import type {DayClock} from './business-day.ts';
import type {SourceTraits} from './environment.ts';
import type {Observations} from './observations.ts';
import type {Day, EpochMs} from './time.ts';

/**
 * A command before its placeholders are filled in. `argv` is run as it is, without a shell; `shell` is one line for
 * `/bin/sh -c`, chosen explicitly. Placeholders: `{date}` `{nextDate}` (the business day and the one after),
 * `{date:FORMAT}` with yyyy yy MM dd HH mm ss, `{start}` `{end}` (bounds of the business day as local
 * `yyyy-MM-dd HH:mm:ss`), `{startEpoch}` `{endEpoch}` (the same in Unix seconds), `{timezone}`, `{environment}`, and own
 * variables. `{{` and `}}` stand for single braces. Never anything that a remote command printed.
 */
export type CommandTemplate = {argv: readonly string[]} | {shell: string};

/** What an adapter needs to know beside the output itself. */
export type ParseContext<Options = unknown> = {
  /** The business day that was asked for. */
  day: Day;
  /** The environment's zone and day start: for outputs that carry no zone, and to put a run on its business day. */
  clock: DayClock;
  /** When the command began: the latest instant it can tell of. Decides the year of dates without one. */
  collectedAt: EpochMs;
  options: Options;
};

/**
 * Reads one output as it arrives. Chunks are decoded text cut anywhere; `write` must not keep more than it needs
 * (line formats keep the current line, document formats the whole text). Neither call throws on any input.
 */
export type Parser = {
  write(chunk: string): void;
  end(): Observations;
};

/** `reruns`: several runs of one job on one day, each by itself. */
export const TELLINGS = ['counts', 'holds', 'reruns', 'exit-codes'] as const;
export type Telling = (typeof TELLINGS)[number];

/**
 * Knows one scheduler's output. Pure: no clock, no environment, no files. Lives in one file of `adapters/` and one line
 * of its registry. Every string it hands on has been through `cleanText`.
 */
export type Adapter<Options = unknown> = {
  /** The name in the configuration: `control-m`. */
  name: string;
  /** What it is called: `Control-M`. */
  title: string;
  /** One sentence for `adapters` and the documentation. */
  description: string;
  traits: SourceTraits;
  /** What it tells beside runs and schedules. A test holds it to what the adapter makes of its captured outputs. */
  tells: readonly Telling[];
  /** A job's latest run is all that one answer tells. */
  isLatestOnly?: true;
  /** What shows that an answer is whole, so that absence in it proves something. For people. */
  wholeAnswer: string;
  /** No output of the real scheduler could be had: its format is taken from descriptions. */
  isExperimental?: true;
  /** What a source of it may look like beside `adapter`; absent where it needs nothing. */
  example?: {command?: readonly string[]; options?: Readonly<Record<string, unknown>>};
  /** For a preset: the name of the adapter that does the reading. */
  reader?: string;
  /**
   * The options' schema. Given zod as an argument, so that reading an output (in the lean collector) does not load it.
   * Use `z.strictObject` with `.describe()` on every key: it becomes the documentation and the editors' schema.
   */
  options(z: typeof Zod): ZodType;
  /** The command to run when the configuration gives none; absent where there cannot be one (`csv`). */
  command?(options: Options): CommandTemplate;
  /** Fixed environment variables that the default command needs (`SLURM_TIME_FORMAT`). */
  env?: Record<string, string>;
  /** Exit codes that are no failure, beside 0 (journalctl and grep answer 1 for "nothing found"). */
  okExitCodes?: readonly number[];
  open(context: ParseContext<Options>): Parser;
};
