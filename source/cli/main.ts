/** The edge: streams, clock, signals and exit codes. Everything below gets them as arguments. */

import {ConfigError, errorMessage, JobtrackError} from '../domain/errors.ts';
import {parseInstant} from '../domain/time.ts';
import {formatUnknown} from '../output/check-plugin.ts';
import type {CommandContext, Io} from './context.ts';
import {EXIT} from './context.ts';
import {isInRange, RANGE_TEXT} from './days.ts';
import {formatHelp} from './help.ts';
import {checkCommandLine, readCommandLine} from './parse-arguments.ts';

export type Edge = {
  io: Io;
  argv: readonly string[];
  clock: () => number;
  signal: AbortSignal;
  becomeService?: CommandContext['becomeService'];
  version: string;
};

/** Runs one command line and answers with its exit code. Never throws. */
export async function main({io, argv, clock, signal, becomeService, version}: Edge): Promise<number> {
  const line = readCommandLine(argv);
  const {command, operands, flags} = line;
  try {
    if (flags.version) {
      await io.write(flags.json ? await formatDetails(version) : `${version}\n`);
      return EXIT.ok;
    }
    if (flags.help) {
      await io.write(formatHelp(command));
      return EXIT.ok;
    }
    await checkCommandLine(line);
    const now = readNow(flags.now, clock);
    const context: CommandContext = {io, operands, flags, now, signal, becomeService, version};
    const {run} = await command.load();
    return await run(context);
  } catch (error) {
    return command.isPlugin ? reportUnknown(io, error) : reportFailure(io, error);
  }
}

async function formatDetails(version: string): Promise<string> {
  const {describeVersion} = await import('./describe-version.ts');
  return `${JSON.stringify(describeVersion(version), null, 2)}\n`;
}

function readNow(text: string | undefined, clock: () => number): number {
  if (text === undefined) return clock();
  const now = parseInstant(text);
  if (now === undefined) {
    throw new ConfigError(
      `--now "${text}" is not an instant; write it with its offset, as 2026-11-23T06:40:00Z or 2026-11-23T07:40:00+01:00`,
    );
  }
  if (!isInRange(now)) throw new ConfigError(`--now ${text} is out of reach; ${RANGE_TEXT}`);
  return now;
}

/** A monitoring system shows one line of standard output and nothing else, so that the error has to stand there. */
async function reportUnknown(io: Io, error: unknown): Promise<number> {
  try {
    await io.write(`${formatUnknown(errorMessage(error))}\n`);
    return EXIT.unavailable;
  } catch (unwritten) {
    return reportFailure(io, unwritten);
  }
}

function reportFailure(io: Io, error: unknown): number {
  if (error instanceof JobtrackError) {
    io.say(`jobtrack-tui: ${error.message}\n`);
    return error instanceof ConfigError ? EXIT.usage : EXIT.unavailable;
  }
  io.say(`jobtrack-tui: unexpected error: ${errorMessage(error)}\n`);
  if (io.env.JOBTRACK_DEBUG && error instanceof Error) io.say(`${error.stack}\n`);
  else io.say('Run it again with JOBTRACK_DEBUG=1 for the details, and please report it.\n');
  return EXIT.unavailable;
}
