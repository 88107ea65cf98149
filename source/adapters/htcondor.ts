/**
 * HTCondor: the queue (`condor_q -json`) and the jobs that left it (`condor_history -json`), as one document with both, or either
 * by itself; also as text with tabs (`-af:t`) and the columns that the configuration names.
 *
 *     {"queue": [{"ClusterId":12,"ProcId":0,"JobStatus":5,"HoldReason":"…",…}], "history": [{"ClusterId":11,"ProcId":0,"JobStatus":4,"ExitCode":0,…}]}
 *
 * The queue is asked first: what leaves it in between is in both. run key = ClusterId.ProcId. Times are Unix seconds.
 */
import type {Adapter} from '../domain/adapter.ts';
import {htcondorJsonParser, htcondorTextParser} from './htcondor-output.ts';
import {ATTRIBUTES} from './htcondor-record.ts';
import {jsonOrTextParser} from './json-or-text.ts';
import {checkedString} from './record-options.ts';

export type HtcondorOptions = {name?: string; owner?: string; schedd?: string; columns?: string[]};

export const htcondor: Adapter<HtcondorOptions> = {
  name: 'htcondor',
  title: 'HTCondor',
  description: 'Jobs from HTCondor: the queue (condor_q) and the history (condor_history).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'some output: no output is partial',
  options: z =>
    z.strictObject({
      name: checkedString(z, attributeProblem)
        .optional()
        .describe(
          "The attribute that is the job's name. Default: JobBatchName with DAGNodeName, else the program's file name",
        ),
      owner: checkedString(z, wordProblem).optional().describe('Only the jobs of this user. Default: all'),
      schedd: checkedString(z, wordProblem)
        .optional()
        .describe('The schedd to ask (-name). Default: the one of the host'),
      columns: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('The attributes in their order, for text without a header (-af:t)'),
    }),
  command({name, owner, schedd}) {
    const attributes = [...ATTRIBUTES, ...(name === undefined ? [] : [name])].join(',');
    const common = `${schedd === undefined ? '' : `-name ${schedd} `}-json -attributes ${attributes}`;
    const ofOwner = owner === undefined ? '' : ` && Owner == "${owner}"`;
    // Removed jobs have no CompletionDate: by that, the search would end at the first of them.
    const since = `EnteredCurrentStatus >= {startEpoch} && QDate < {endEpoch}${ofOwner}`;
    return {
      shell: [
        `q=$(condor_q -allusers ${common}${owner === undefined ? '' : ` -constraint 'Owner == "${owner}"'`})`,
        `h=$(condor_history ${common} -constraint '${since}')`,
        // Where there are no jobs, some versions print nothing.
        `printf '{{"queue": %s, "history": %s}}\\n' "\${{q:-[]}}" "\${{h:-[]}}"`,
      ].join(' && '),
    };
  },
  open: context =>
    jsonOrTextParser(
      () => htcondorJsonParser(context),
      () => htcondorTextParser(context),
    ),
};

function attributeProblem(value: string): string | undefined {
  return /^[A-Za-z_]\w*$/.test(value) ? undefined : 'is not the name of an attribute';
}

/** The words go into a shell's line as they are. */
function wordProblem(value: string): string | undefined {
  return /^\w[\w.@-]*$/.test(value) ? undefined : 'may have letters, digits and . @ _ - only';
}
