/**
 * Jenkins: builds, from the JSON of its remote access API:
 *
 *     {"jobs":[{"fullName":"ops/nightly","nextBuildNumber":58,"inQueue":false,"builds":[
 *       {"number":57,"result":"SUCCESS","building":false,"timestamp":1795413600123,"duration":61234}]},
 *      {"fullName":"ops","jobs":[…]}]}
 *
 * job = the full name (folders and branches before it); run key = the build's number. `timestamp` and `duration` are milliseconds.
 */
import type {Adapter} from '../domain/adapter.ts';
import {curlWords, type HttpOptions, httpOptionShape} from './http-command.ts';
import {type JenkinsSettings, readJenkinsJobs} from './jenkins-builds.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {statusesOption} from './record-options.ts';

type JenkinsOptions = JenkinsSettings & HttpOptions & {builds: number; depth: number};

export const jenkins: Adapter<JenkinsOptions> = {
  name: 'jenkins',
  title: 'Jenkins',
  description: 'Builds of Jenkins jobs (its JSON API).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
  tells: ['reruns'],
  wholeAnswer: 'the first build shown of a job is older than the day, or its first',
  options: z =>
    z.strictObject({
      ...httpOptionShape(z, 'http://localhost:8080'),
      jobs: z.array(z.string()).default(['*']).describe('Patterns of the full names that are jobs'),
      exclude: z
        .array(z.string())
        .default([])
        .describe('Patterns of full names that are none although `jobs` has them'),
      builds: z
        .int()
        .min(1)
        .max(100)
        .default(50)
        .describe('How many builds of a job are asked for: more than it has in a day'),
      depth: z
        .int()
        .min(1)
        .max(10)
        .default(4)
        .describe('How many levels of folders and branches are gone through'),
      statuses: statusesOption(z),
    }),
  command: ({builds, depth, ...http}) => ({
    argv: curlWords(http, [`/api/json?tree=${treeOf(builds, depth)}`]),
  }),
  open: context =>
    jsonAnswerParser(context, 'Jenkins', (documents, answer) => readJenkinsJobs(documents, answer, context)),
};

/** Jenkins answers with what is named, level by level. */
function treeOf(builds: number, depth: number): string {
  const job = [
    'fullName,name,inQueue,nextBuildNumber,queueItem[inQueueSince,why]',
    `builds[number,result,building,timestamp,duration]{0,${builds}}`,
  ].join(',');
  let tree = `jobs[${job}]`;
  for (let level = 1; level < depth; level++) tree = `jobs[${job},${tree}]`;
  return tree;
}
