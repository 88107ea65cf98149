/**
 * Slurm's accounting, from `sacct -P` or `sacct --json`, whichever the output is, and `squeue` for what is not eligible yet: held,
 * waiting for another job or for its time. Asked for a span of time, sacct leaves that out.
 *
 * The window selects every job that overlaps it: a run that began earlier is reported on the day of its start, which tells
 * that day how it ended. `-D` keeps the runs before a requeue. Users other than root may see only their own jobs
 * (`PrivateData` in slurmdbd.conf).
 */
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import {emptyObservations} from '../domain/observations.ts';
import {shellWord} from './shell-word.ts';
import {slurmJsonParser} from './slurm-json.ts';
import {slurmTextParser} from './slurm-text.ts';

type SlurmOptions = {users?: string[]; partitions?: string[]; queue: boolean};

// The name comes last: it is the only column that may hold a `|`. squeue: JOBID, STATE, SUBMIT_TIME, START_TIME, REASON and NAME.
const QUEUE_FORMAT = '%A|%T|%V|%S|%r|%j';
const FORMAT = 'JobIDRaw,JobID,User,State,ExitCode,Submit,Eligible,Start,End,Reason,JobName';

export const slurm: Adapter<SlurmOptions> = {
  name: 'slurm',
  title: 'Slurm',
  description: 'Jobs from Slurm’s accounting and queue (sacct, squeue).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: "sacct's header: no output is partial",
  options: z =>
    z.strictObject({
      users: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('Only the jobs of these users. Default: all that may be seen'),
      partitions: z.array(z.string().min(1)).min(1).optional().describe('Only the jobs of these partitions'),
      queue: z
        .boolean()
        .default(true)
        .describe('Ask for the jobs that are held or not eligible yet (squeue), too'),
    }),
  command({users, partitions, queue}) {
    const chosenUsers = users && `-u ${shellWord(users.join(','))}`;
    const named = partitions && shellWord(partitions.join(','));
    const words = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');
    const squeue = words('squeue -a -t PD', chosenUsers, named && `-p ${named}`, `-o '${QUEUE_FORMAT}'`);
    const sacct = words(
      `sacct ${chosenUsers ?? '-a'}`,
      named && `-r ${named}`,
      // `uts` and Unix seconds: a local time would be read in the zone of whoever runs sacct.
      `-X -P -D -S uts{startEpoch} -E uts{endEpoch} --format=${FORMAT}`,
    );
    // The queue first: what leaves it in between is in the accounting. What was cancelled before it was eligible comes only
    // when it is asked for by its state.
    return {shell: [...(queue ? [squeue] : []), sacct, `${sacct} -s CA`].join(' && ')};
  },
  // Unix seconds: `sacct -P` cuts a time off after 19 characters (22.05), and with that the offset.
  env: {SLURM_TIME_FORMAT: '%s'},
  open: openSlurm,
};

function openSlurm(context: ParseContext<SlurmOptions>): Parser {
  let blank = '';
  let parser: Parser | undefined;
  return {
    write(chunk) {
      if (parser) {
        parser.write(chunk);
        return;
      }
      const first = chunk.search(/\S/);
      blank += first === -1 ? chunk.slice(0, MAX_BLANK_KEPT - blank.length) : chunk;
      if (first === -1) return;
      parser = chunk.charAt(first) === '{' ? slurmJsonParser(context) : slurmTextParser(context);
      parser.write(blank);
    },
    end() {
      if (parser) return parser.end();
      // Even without a single job sacct prints its header: nothing at all is not the answer "no jobs".
      return {...emptyObservations(), partialReason: 'sacct printed nothing, not even its header'};
    },
  };
}

/** Blank lines before the output are handed on for their line numbers, but not without end. */
const MAX_BLANK_KEPT = 10_000;
