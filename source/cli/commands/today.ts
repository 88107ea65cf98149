import {listEnvironments} from '../../output/listings/environments.ts';
import type {CommandContext} from '../context.ts';
import {isAscii, printListing} from '../print-listing.ts';
import {produceReport} from '../produce-report.ts';

export async function run(context: CommandContext): Promise<number> {
  const {report, exitCode} = await produceReport(context);
  await printListing(context, listEnvironments(report, isAscii(context)));
  return exitCode;
}
