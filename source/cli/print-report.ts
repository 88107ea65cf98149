import {formatReport} from '../output/report-text.ts';
import type {StatusReport} from '../report/status-report.ts';
import type {CommandContext} from './context.ts';
import {isAscii, plainOptions, writeText} from './print-listing.ts';
import {produceReport} from './produce-report.ts';

/** The report as JSON or text, of the environment that the operand names or of all. */
export async function printReport(context: CommandContext): Promise<number> {
  const {io, flags, operands} = context;
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
