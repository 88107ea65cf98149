/**
 * Grid Engine (Sun Grid Engine, Son of Grid Engine, Univa and Altair Grid Engine): the queue from `qstat -xml`, then the ended
 * jobs from the accounting, `qacct -j`; either is read by itself, too.
 *
 * A job is in the accounting once it has ended, so the queue is asked first: what ends in between is in both. The accounting
 * ends with a total, without which it counts as cut off. run key = the job's number, with the task's for array jobs.
 */
import type {Adapter} from '../domain/adapter.ts';
import {checkedString} from './record-options.ts';
import {sgeParser} from './sge-output.ts';

type SgeOptions = {owner?: string; file?: string; queue: boolean};

// What is read of a block is a fifth of its lines, and the lines of an answer are limited.
const LINES =
  '^=|^(jobname|jobnumber|taskid|pe_taskid|qsub_time|start_time|end_time|failed|exit_status) |WALLCLOCK';

export const sge: Adapter<SgeOptions> = {
  name: 'sge',
  title: 'Grid Engine',
  description: 'Jobs from Grid Engine: the queue (qstat -xml) and the accounting (qacct -j).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: "qacct's total at the end of its listing",
  options: z =>
    z.strictObject({
      owner: checkedString(z, wordProblem).optional().describe('Only the jobs of this user. Default: all'),
      file: checkedString(z, wordProblem)
        .optional()
        .describe("The accounting file (qacct -f). Default: the cell's own"),
      queue: z.boolean().default(true).describe('Ask for the jobs that wait and run (qstat), too'),
    }),
  command({owner, file, queue}) {
    const qstat = `qstat -u ${owner ?? "'*'"} -xml`;
    const qacct = [
      'qacct -j -b {date:yyyyMMddHHmm} -e {nextDate:yyyyMMddHHmm}',
      ...(owner === undefined ? [] : [`-o ${owner}`]),
      ...(file === undefined ? [] : [`-f ${file}`]),
    ].join(' ');
    // A pipe hides the exit code of its first command; a line that is none of qacct's makes the answer partial.
    const accounting = `{ ${qacct} || echo "= qacct: exit code $?"; } | grep -E '${LINES}'`;
    return {shell: queue ? `${qstat} && ${accounting}` : accounting};
  },
  open: sgeParser,
};

/** The words go into a shell's line as they are; placeholders may be among them. */
function wordProblem(value: string): string | undefined {
  return /^[\w{][\w.:@{}/-]*$|^\/[\w.:@{}/-]*$/.test(value)
    ? undefined
    : 'may have letters, digits and . : @ / _ - only, and must not begin with -';
}
