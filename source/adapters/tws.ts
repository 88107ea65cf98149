/**
 * IBM and HCL Workload Scheduler (TWS, IWS, HWA): the jobs of the plan in force, from `conman "sj @#@"`:
 *
 *     Workstation      Job Stream       SchedTime  Job                        State Pr Start  Elapse ReturnCode Dependencies
 *     NC050024        #PAYROLL          0958 11/19 ************************** READY 10
 *                                   (NC050024_1_1#)DB_BACKUP                  SUCC  10  09:58   00:01     0     #J4711
 *
 * A job stream's row gives the context of the jobs under it. The plan's list is what is expected: every row is to run, run or
 * not. job = WORKSTATION#STREAM.JOB; run key = when the stream was scheduled and the number of the run, reruns counting up.
 * Times are minutes of the day and carry no zone: the environment's is the workstation's.
 */
import type {Adapter} from '../domain/adapter.ts';
import type {RunStatus} from '../domain/run.ts';
import {statusesOption} from './record-options.ts';
import {twsListingParser} from './tws-listing.ts';

export type TwsOptions = {
  jobs?: string;
  dateFormat: 'MM/dd' | 'dd/MM';
  statuses?: Record<string, RunStatus>;
};

export const tws: Adapter<TwsOptions> = {
  name: 'tws',
  title: 'IBM/HCL Workload Scheduler',
  description: 'The jobs of the plan in force (conman sj).',
  traits: {isPlan: true, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'whole names, batchman up, the plan of today or yesterday',
  options: z =>
    z.strictObject({
      jobs: z
        .string()
        .regex(/^[\w/@#.+;=~&-]+$/, "may have the characters of conman's job selections only")
        .optional()
        .describe('The jobs to list, as conman selects them: @#EOD@. Default: @#@, all'),
      dateFormat: z.enum(['MM/dd', 'dd/MM']).default('MM/dd').describe('How conman writes dates'),
      statuses: statusesOption(z),
    }),
  command: ({jobs = '@#@'}) => ({argv: ['conman', '-gui', `sj ${jobs}`]}),
  // Whole names, wide lines, and no stop at the end of a screen.
  env: {MAESTRO_OUTPUT_STYLE: 'LONG', MAESTROCOLUMNS: '255', MAESTROLINES: '0'},
  open: twsListingParser,
};
