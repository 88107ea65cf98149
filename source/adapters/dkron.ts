/**
 * Dkron: executions, and the jobs' schedules, from its API (`/v1/jobs`, `/v1/jobs/NAME/executions`):
 *
 *     [{"id":"nightly","name":"nightly","timezone":"Europe/Berlin","schedule":"0 30 2 * * *","disabled":false,"next":"…","parent_job":""}]
 *     [{"id":"1795413600012345678-node1","job_name":"nightly","started_at":"2026-11-23T06:00:00.01Z","finished_at":"2026-11-23T06:04:10Z",
 *       "success":true,"node_name":"node1","group":1795413600000000000,"attempt":1}]
 *
 * job = the job's name; run key = the group: all nodes and attempts of one start are one run. A `finished_at` of the year 1 means
 * that it runs.
 */
import type {Adapter} from '../domain/adapter.ts';
import {isZone} from '../domain/zone.ts';
import {type DkronSettings, readDkronAnswer} from './dkron-executions.ts';
import {curlLine, curlWords, type HttpOptions, httpOptionShape} from './http-command.ts';
import {jsonAnswerParser} from './json-answer.ts';

type DkronOptions = DkronSettings & HttpOptions & {jobs?: string[]};

export const dkron: Adapter<DkronOptions> = {
  name: 'dkron',
  title: 'Dkron',
  description: 'Executions of Dkron jobs, and their schedules (its JSON API).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: true},
  tells: ['reruns'],
  wholeAnswer: 'fewer than 100 executions of a job on the day: no output is partial',
  options: z =>
    z.strictObject({
      ...httpOptionShape(z, 'http://localhost:8080'),
      jobs: z
        .array(z.string().regex(JOB_NAME, 'a job has letters, digits, _, -, . and no other characters'))
        .min(1)
        .optional()
        .describe('Only these jobs. Default: all of them'),
      zone: z
        .string()
        .refine(isZone, 'not a time zone; use an IANA name such as Europe/London')
        .optional()
        .describe(
          "The servers' time zone, which schedules without a timezone are in. Default: the environment's",
        ),
    }),
  command: ({jobs, ...http}) =>
    jobs === undefined
      ? {shell: readAll(http)}
      : {
          argv: curlWords(
            http,
            jobs.flatMap(job => [`/v1/jobs/${job}`, `/v1/jobs/${job}/executions`]),
          ),
        },
  open: context =>
    jsonAnswerParser(context, 'Dkron', (documents, answer) => readDkronAnswer(documents, answer, context)),
};

const JOB_NAME = /^[\w.-]+$/;

/** A job's id and its name, which is the same, are the first keys of its record. */
const NAMES = `grep -o '"id":"[^"]*","name":"[[:alnum:]_.-]*"' | sed 's/.*:"//; s/"$//'`;

function readAll(http: HttpOptions): string {
  return [
    `jobs=$(${curlLine(http, '/v1/jobs')}) || exit`,
    'printf "%s\\n" "$jobs"',
    `for job in $(printf %s "$jobs" | ${NAMES}); do ${curlLine(http, '/v1/jobs/')}"$job"/executions || exit; done`,
  ].join('; ');
}
