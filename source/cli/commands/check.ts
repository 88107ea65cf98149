import {formatCheck} from '../../output/check-plugin.ts';
import type {CommandContext} from '../context.ts';
import {produceReport} from '../produce-report.ts';

/** The monitoring plugin. What goes wrong becomes its one line as well: see `isPlugin`. */
export async function run(context: CommandContext): Promise<number> {
  const {report} = await produceReport(context);
  const {line, exitCode} = formatCheck(report, {withDrift: context.flags.drift ?? false});
  await context.io.write(`${line}\n`);
  return exitCode;
}
