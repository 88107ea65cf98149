import {ConfigError} from '../../domain/errors.ts';
import {formatReport} from '../../output/report-text.ts';
import type {StatusReport} from '../../report/status-report.ts';
import type {CommandContext} from '../context.ts';
import {isAscii, plainOptions, writeText} from '../print-listing.ts';
import {produceReport} from '../produce-report.ts';

/** Without a command: the report as JSON or text. One operand names an environment. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, operands} = context;
  if (operands.length > 0 && flags.env)
    throw new ConfigError('name the environment once: as argument or with --env');
  const {report, exitCode} = await produceReport(
    operands.length > 0 ? withEnvironments(context, operands) : context,
  );
  if (flags.json) await io.write(`${JSON.stringify(report, null, 2)}\n`);
  else await writeText(context, await formatText(context, report));
  return exitCode;
}

async function formatText(context: CommandContext, report: StatusReport): Promise<string> {
  const {io} = context;
  return formatReport(report, {
    isAscii: isAscii(context),
    timezone: io.hostTimezone,
    ...(await plainOptions(io, report)),
  });
}

function withEnvironments(context: CommandContext, names: readonly string[]): CommandContext {
  return {...context, flags: {...context.flags, env: [...names]}};
}
