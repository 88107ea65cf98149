import {errorMessage, JobtrackError} from '../../domain/errors.ts';
import {formatCheck} from '../../output/check-plugin.ts';
import type {CommandContext} from '../context.ts';
import {EXIT} from '../context.ts';
import {produceReport} from '../produce-report.ts';

/**
 * The monitoring plugin: one line on standard output and 0/1/2/3, whatever happens: a monitoring system shows only that
 * line, so that errors stand in it as well.
 */
export async function run(context: CommandContext): Promise<number> {
  try {
    const {report} = await produceReport(context);
    const {line, exitCode} = formatCheck(report);
    await context.io.write(`${line}\n`);
    return exitCode;
  } catch (error) {
    if (!(error instanceof JobtrackError)) throw error;
    await context.io.write(`JOBS UNKNOWN - ${errorMessage(error).replaceAll(/[|\n]+/g, ' / ')}\n`);
    return EXIT.unavailable;
  }
}
