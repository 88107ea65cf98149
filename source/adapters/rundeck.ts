/**
 * Rundeck: executions of jobs, from its API (`/api/V/project/P/executions`):
 *
 *     {"paging":{"count":1,"total":1,"offset":0,"max":10000},"executions":[{"id":4711,"status":"succeeded","project":"ops",
 *       "executionType":"scheduled","date-started":{"unixtime":1795413600123,"date":"2026-11-23T06:00:00Z"},"date-ended":{…},
 *       "job":{"id":"…","name":"nightly","group":"batch/eod"},"failedNodes":["db2"]}]}
 *
 * job = project/group/name; run key = the execution's number. Executions of commands are no jobs' and are skipped.
 */
import type {Adapter} from '../domain/adapter.ts';
import {curlWords, type HttpOptions, httpOptionShape} from './http-command.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {statusesOption} from './record-options.ts';
import {type RundeckSettings, readExecutions} from './rundeck-executions.ts';

type RundeckOptions = RundeckSettings & HttpOptions & {projects: string[]; apiVersion: number; max: number};

export const rundeck: Adapter<RundeckOptions> = {
  name: 'rundeck',
  title: 'Rundeck',
  description: 'Executions of Rundeck jobs (its JSON API).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['reruns'],
  wholeAnswer: 'as many executions as `paging.total`: no output is partial',
  example: {options: {projects: ['ops']}},
  options: z =>
    z.strictObject({
      ...httpOptionShape(z, 'http://localhost:4440'),
      projects: z
        .array(z.string().regex(/^[\w.+-]+$/, 'a project has letters, digits, _, -, . and + only'))
        .min(1)
        .describe('The projects whose jobs these are; needed'),
      apiVersion: z.int().min(14).default(30).describe('The version of the API: 30 since Rundeck 3.1'),
      max: z.int().min(1).default(10_000).describe('The most executions of a project to ask for'),
      statuses: statusesOption(z),
    }),
  command: ({projects, apiVersion, max, ...http}) => ({
    argv: curlWords(
      http,
      projects.flatMap(project => {
        const path = `/api/${apiVersion}/project/${project}/executions`;
        // `begin` is about when executions ended, so those that have not are asked for by themselves.
        return [`${path}?begin={startEpoch}000&max=${max}`, `${path}/running?max=${max}`];
      }),
    ),
  }),
  open: context =>
    jsonAnswerParser(context, 'Rundeck', (documents, answer) => readExecutions(documents, answer, context)),
};
