import path from 'node:path';
import {formatMetrics} from '../../output/openmetrics/openmetrics.ts';
import type {CommandContext} from '../context.ts';
import {produceReport} from '../produce-report.ts';
import {replaceFile} from '../replace-file.ts';

/** The report's numbers for Prometheus: to standard output, or into a file that is replaced as a whole. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags, version} = context;
  const {report, exitCode} = await produceReport(context);
  const text = formatMetrics(report, {version, hasJobs: flags.jobs === true});
  if (flags.output === undefined) await io.write(text);
  else replaceFile(path.resolve(io.workingDirectory, flags.output), text);
  return exitCode;
}
