/**
 * Control-M, through BMC's Automation API command line (`ctm`). After New Day the list of a day's jobs is the day's plan:
 * every entry is expected to run, whether or not it has. One row tells only the latest run of a job; earlier runs are
 * known from earlier collections. No exit codes; times carry no zone and are the environment's.
 */
import type {Adapter} from '../domain/adapter.ts';
import {readControlMJobs} from './control-m-jobs.ts';
import {documentParser} from './parser.ts';
import {checkedString} from './record-options.ts';

type ControlMOptions = {
  server?: string;
  endpoint?: string;
  limit?: number;
  folder?: string;
  application?: string;
};

/** ctm's own limit is 1000 rows, less than many sites have in a day. */
const DEFAULT_LIMIT = 10_000;

export const controlM: Adapter<ControlMOptions> = {
  name: 'control-m',
  title: 'Control-M',
  description: "The day's jobs from Control-M (ctm run jobs:status::get).",
  traits: {isPlan: true, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['holds'],
  isLatestOnly: true,
  wholeAnswer: 'as many rows as its `total`: no output is partial',
  options: z =>
    z.strictObject({
      server: checkedString(z, filterProblem)
        .optional()
        .describe('Only the jobs of this Control-M server. Default: *, all'),
      endpoint: z.string().min(1).optional().describe("The ctm environment (-e). Default: ctm's own default"),
      limit: z
        .int()
        .min(1)
        .optional()
        .describe(
          `The most rows to ask for. Default ${DEFAULT_LIMIT}. When there are more, the answer counts as partial`,
        ),
      folder: checkedString(z, filterProblem)
        .optional()
        .describe('Only the jobs of this folder; * stands for any text'),
      application: checkedString(z, filterProblem)
        .optional()
        .describe('Only the jobs of this application; * stands for any text'),
    }),
  command({server = '*', endpoint, limit = DEFAULT_LIMIT, folder, application}) {
    const query = [
      `ctm=${server}`,
      'orderDateFrom={date:yyMMdd}',
      'orderDateTo={date:yyMMdd}',
      ...(folder === undefined ? [] : [`folder=${folder}`]),
      ...(application === undefined ? [] : [`application=${application}`]),
    ].join('&');
    return {
      argv: [
        ...['ctm', 'run', 'jobs:status::get', String(limit), '-s', query],
        ...(endpoint === undefined ? [] : ['-e', endpoint]),
      ],
    };
  },
  open: context => documentParser(text => readControlMJobs(text, context)),
};

function filterProblem(value: string): string | undefined {
  if (value === '') return 'must not be empty; leave it out for all';
  return /[&=]/.test(value) ? 'must not contain & or =, which separate ctm search fields' : undefined;
}
