import {listEnvironments} from '../../output/listings/environments.ts';
import {ENVIRONMENT_STATES} from '../../report/status-report.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {isAscii, printListing} from '../print-listing.ts';
import {produceReport} from '../produce-report.ts';

/** One row an environment. `--status` chooses by state. */
export async function run(context: CommandContext): Promise<number> {
  const states = await checkChoices('--status', context.flags.status, ENVIRONMENT_STATES);
  const {report, exitCode} = await produceReport(context);
  const environments = report.environments.filter(({state}) => !states || states.has(state));
  await printListing(context, listEnvironments({...report, environments}, isAscii(context)));
  return exitCode;
}
