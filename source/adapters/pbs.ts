/**
 * PBS Professional and OpenPBS, from `qstat -x -f -F json`: queued, running and finished jobs alike, the finished ones for as
 * long as the server keeps them (`job_history_enable`, `job_history_duration`).
 *
 *     {"timestamp":1630683518,"pbs_version":"19.0.0","pbs_server":"pbs","Jobs":{"157.pbs":{
 *      "Job_Name":"eod","job_state":"F","substate":92,"stime":"Fri Aug 20 23:14:08 2021","Exit_status":0,…}}}
 *
 * run key = the job's id. With `-t`, an array job's subjobs stand beside it and are taken in its stead.
 */
import type {Adapter} from '../domain/adapter.ts';
import {documentParser} from './parser.ts';
import {readPbsJobs} from './pbs-jobs.ts';
import {retentionOption} from './retention.ts';

export type PbsOptions = {historyDuration: string; destinations?: string[]};

export const pbs: Adapter<PbsOptions> = {
  name: 'pbs',
  title: 'PBS',
  description: 'Jobs from PBS Professional or OpenPBS (qstat -x).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'some output, of a day that the server still keeps (historyDuration)',
  options: z =>
    z.strictObject({
      historyDuration: retentionOption(
        z,
        '14d',
        "How long the server keeps finished jobs: its job_history_duration. Default 14d, PBS's own",
      ),
      destinations: z
        .array(z.string().regex(/^[^-]/, 'must not begin with -'))
        .min(1)
        .optional()
        .describe(
          'Only the jobs of these queues or servers (`workq`, `@server`). Default: the default server',
        ),
    }),
  command: ({destinations = []}) => ({argv: ['qstat', '-x', '-f', '-F', 'json', ...destinations]}),
  open: context => documentParser(text => readPbsJobs(text, context)),
};
