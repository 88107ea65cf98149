import {compileGlob} from '../../domain/glob.ts';
import {VERDICTS} from '../../domain/slot.ts';
import {listSlots} from '../../output/listings/slots.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {printListing} from '../print-listing.ts';
import {produceJudgedDays} from '../produce-report.ts';

/** Every expected run of the day. `--by` leaves out what is due later in the business day. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const verdicts = await checkChoices('--status', flags.status, VERDICTS);
  const matches = compileGlob(flags.job ?? '*');
  const {days, exitCode} = await produceJudgedDays(context);
  const rows = days.flatMap(({facts: {environment, day}, jobs}) =>
    jobs
      .filter(({job}) => matches(job))
      .flatMap(({slots}) => slots)
      .filter(slot => !verdicts || verdicts.has(slot.verdict))
      .map(slot => ({environment: environment.name, timezone: environment.timezone, businessDay: day, slot})),
  );
  await printListing(context, listSlots(rows, now));
  return exitCode;
}
