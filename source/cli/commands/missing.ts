import {compileGlob} from '../../domain/glob.ts';
import {listFindings} from '../../output/listings/findings.ts';
import {formatFindings} from '../../output/report-text.ts';
import {FINDING_KINDS} from '../../report/status-report.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {plainOptions, printListing, writeText} from '../print-listing.ts';
import {produceReport} from '../produce-report.ts';

/** The red list. `--status` chooses kinds of findings, `--job` jobs. */
export async function run(context: CommandContext): Promise<number> {
  const {io, flags} = context;
  const {job, status} = flags;
  const kinds = await checkChoices('--status', status, FINDING_KINDS);
  const matches = job === undefined ? undefined : compileGlob(job);
  const {report, exitCode} = await produceReport(context);
  const findings = report.findings.filter(
    finding =>
      (!kinds || kinds.has(finding.kind)) && (!matches || (finding.job !== null && matches(finding.job))),
  );
  const shown = {...report, findings};
  if (io.isTerminal && !flags.json && !flags.csv) {
    await writeText(context, formatFindings(shown, await plainOptions(io, shown)));
  } else await printListing(context, listFindings(shown));
  return exitCode;
}
