/**
 * Slurm's accounting, from `sacct -P` or `sacct --json`, whichever the output is.
 *
 * The window selects every job that overlaps it: a run that began earlier is reported on the day of its start, which tells
 * that day how it ended. `-D` keeps the runs before a requeue. Users other than root may see only their own jobs
 * (`PrivateData` in slurmdbd.conf).
 */
import type {Adapter, ParseContext, Parser} from '../domain/adapter.ts';
import {emptyObservations} from '../domain/observations.ts';
import {slurmJsonParser} from './slurm-json.ts';
import {slurmTextParser} from './slurm-text.ts';

type SlurmOptions = {users?: string[]; partitions?: string[]};

// The name comes last: it is the only column that may hold a `|`.
const FORMAT = 'JobIDRaw,JobID,User,State,ExitCode,Submit,Eligible,Start,End,Reason,JobName';

export const slurm: Adapter<SlurmOptions> = {
  name: 'slurm',
  title: 'Slurm',
  description: 'Jobs from Slurm accounting (sacct).',
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
    }),
  command: ({users, partitions}) => ({
    argv: [
      ...['sacct', ...(users ? ['-u', users.join(',')] : ['-a'])],
      ...(partitions ? ['-r', partitions.join(',')] : []),
      // `uts` and Unix seconds: a local time would be read in the zone of whoever runs sacct.
      ...['-X', '-P', '-D', '-S', 'uts{startEpoch}', '-E', 'uts{endEpoch}', `--format=${FORMAT}`],
    ],
  }),
  env: {SLURM_TIME_FORMAT: '%Y-%m-%dT%H:%M:%S%z'},
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
