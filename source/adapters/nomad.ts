/**
 * HashiCorp Nomad: batch jobs and their allocations, as its API lists them (`/v1/jobs`, `/v1/allocations`):
 *
 *     [{"ID":"nightly/periodic-1795413600","ParentID":"nightly","Namespace":"default","Type":"batch","Status":"dead","Stop":false,
 *       "SubmitTime":1795413600012345678,"JobSummary":{"Summary":{"main":{"Complete":1,"Failed":0,"Lost":0}}}}]
 *     [{"ID":"0c…","JobID":"nightly/periodic-1795413600","Namespace":"default","ClientStatus":"complete","NextAllocation":"",
 *       "TaskStates":{"run":{"StartedAt":"2026-11-23T06:00:02Z","FinishedAt":"2026-11-23T06:04:10Z","Events":[…]}}}]
 *
 * job = the parent of a periodic or dispatched job, else the job; run key = its id. The number in a periodic job's id is the Unix time
 * for which it was launched. How a job ended is told by its allocations; a job's own status is `dead` either way.
 */
import type {Adapter} from '../domain/adapter.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {type NomadSettings, readNomadJobs} from './nomad-jobs.ts';
import {retentionOption} from './retention.ts';

type NomadOptions = NomadSettings & {namespace: string};

export const nomad: Adapter<NomadOptions> = {
  name: 'nomad',
  title: 'Nomad',
  description: 'Batch jobs of HashiCorp Nomad, periodic and dispatched ones among them (nomad operator api).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['exit-codes'],
  wholeAnswer: 'some output, of a day whose jobs the servers still keep (keeps)',
  options: z =>
    z.strictObject({
      namespace: z
        .string()
        .regex(/^(?:\*|[\w-]+)$/, 'a namespace has letters, digits, _ and - only; * stands for all')
        .default('*')
        .describe('Only this namespace. Default: all that may be seen'),
      keeps: retentionOption(
        z,
        '4h',
        'How long Nomad keeps ended jobs (job_gc_threshold of its servers). What ended on a day that began longer ago may be gone',
      ),
    }),
  command: ({namespace}) => ({
    shell: ['jobs', 'allocations']
      .map(list => `nomad operator api '/v1/${list}?namespace=${namespace}' && echo`)
      .join(' && '),
  }),
  open: context =>
    jsonAnswerParser(context, 'nomad', (documents, answer) => readNomadJobs(documents, answer, context)),
};
