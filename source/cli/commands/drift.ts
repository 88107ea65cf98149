import {DRIFT_KINDS, findDrift} from '../../analysis/drift.ts';
import {compileGlob} from '../../domain/glob.ts';
import {listDrift} from '../../output/listings/drift.ts';
import {buildDrift} from '../../report/drift-report.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {printListing} from '../print-listing.ts';
import {produceJudgedDays} from '../produce-report.ts';

/** Where schedulers and expectations have drifted apart, what was never declared included. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const kinds = await checkChoices('--status', flags.status, DRIFT_KINDS);
  const matches = compileGlob(flags.job ?? '*');
  const {days, exitCode} = await produceJudgedDays(context);
  const rows = days
    .flatMap(({facts}) => buildDrift(findDrift(facts, now), facts, now))
    .filter(({kind, job}) => (!kinds || kinds.has(kind)) && matches(job));
  const zones = new Map(days.map(({facts}) => [facts.environment.name, facts.environment.timezone]));
  await printListing(context, listDrift(rows, zones, now));
  return exitCode;
}
