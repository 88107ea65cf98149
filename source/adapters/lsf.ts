/**
 * IBM Spectrum LSF, from `bjobs -a -u all -json -o "…"` (LSF 10.1.0.2 or newer), or the same columns as text with a delimiter:
 *
 *     {"COMMAND":"bjobs","JOBS":1,"RECORDS":[{"JOBID":"22005","JOB_NAME":"eod","STAT":"DONE","START_TIME":"Dec 28 19:56",…}]}
 *     764213236|EXIT|TERM_RUNLIMIT: job killed after reaching LSF run time limit|Feb  2 00:45|…
 *
 * The server forgets finished jobs after its CLEAN_PERIOD, an hour unless it is set: of a day that began before that, part is
 * told. Times have neither year, seconds nor zone. run key = job id, with the index for array jobs.
 */
import type {Adapter} from '../domain/adapter.ts';
import {jsonOrTextParser} from './json-or-text.ts';
import {lsfJsonParser, lsfTextParser} from './lsf-output.ts';
import {checkedString, timeFormatProblem} from './record-options.ts';
import {retentionOption} from './retention.ts';

export type LsfOptions = {
  user?: string;
  queue?: string;
  cleanPeriod: string;
  columns?: string[];
  delimiter: string;
  timeFormat?: string;
};

const COLUMNS =
  'jobid jobindex stat user queue exit_code exit_reason pend_reason submit_time start_time finish_time job_name';

export const lsf: Adapter<LsfOptions> = {
  name: 'lsf',
  title: 'LSF',
  description: 'Jobs from IBM Spectrum LSF (bjobs -a).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'as many records as it counts, of a day that LSF still remembers (cleanPeriod)',
  options: z =>
    z.strictObject({
      user: z.string().min(1).optional().describe('Only the jobs of this user. Default: all'),
      queue: z.string().min(1).optional().describe('Only the jobs in this queue. Default: all'),
      cleanPeriod: retentionOption(
        z,
        '1h',
        'How long LSF remembers finished jobs: CLEAN_PERIOD in lsb.params. An answer proves that a job did not run only where this is longer than the day that was asked for is ago',
      ),
      columns: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('The columns in their order, for text without a header (bjobs -noheader)'),
      delimiter: z.string().min(1).default('|').describe('What stands between the columns of text'),
      timeFormat: checkedString(z, timeFormatProblem)
        .optional()
        .describe('How bjobs writes times, where it is not `Dec 28 19:56`, with or without seconds and year'),
    }),
  command: ({user = 'all', queue}) => ({
    argv: ['bjobs', '-a', '-u', user, ...(queue === undefined ? [] : ['-q', queue]), '-json', '-o', COLUMNS],
  }),
  open: context =>
    jsonOrTextParser(
      () => lsfJsonParser(context),
      () => lsfTextParser(context),
    ),
};
