import {compileGlob} from '../../domain/glob.ts';
import {VERDICTS, worstVerdict} from '../../domain/slot.ts';
import {listJobs} from '../../output/listings/jobs.ts';
import {checkChoices} from '../choices.ts';
import type {CommandContext} from '../context.ts';
import {printListing} from '../print-listing.ts';
import {produceJudgedDays} from '../produce-report.ts';

const NOT_SCHEDULED = 'not-scheduled';

/** `--status` chooses by the job's worst verdict. */
export async function run(context: CommandContext): Promise<number> {
  const {flags, now} = context;
  const verdicts = await checkChoices('--status', flags.status, [...VERDICTS, NOT_SCHEDULED]);
  const matches = compileGlob(flags.job ?? '*');
  const {days, exitCode} = await produceJudgedDays(context);
  const rows = days.flatMap(({facts: {environment, day}, jobs}) =>
    jobs
      .filter(
        job => matches(job.job) && (!verdicts || verdicts.has(worstVerdict(job.slots) ?? NOT_SCHEDULED)),
      )
      .map(job => ({environment: environment.name, timezone: environment.timezone, businessDay: day, job})),
  );
  await printListing(context, listJobs(rows, now));
  return exitCode;
}
