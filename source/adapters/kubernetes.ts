/**
 * Kubernetes: runs from Jobs, schedules from CronJobs, as kubectl prints both in one list:
 *
 *     {"apiVersion":"v1","kind":"List","items":[
 *       {"kind":"CronJob","metadata":{"namespace":"risk","name":"eod"},"spec":{"schedule":"30 17 * * 1-5","timeZone":"Europe/London",
 *        "suspend":false,"successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1},"status":{"lastScheduleTime":"2026-11-23T17:30:00Z"}},
 *       {"kind":"Job","metadata":{"namespace":"risk","name":"eod-29932890","ownerReferences":[{"kind":"CronJob","name":"eod"}],
 *        "annotations":{"batch.kubernetes.io/cronjob-scheduled-timestamp":"2026-11-23T17:30:00Z"}},
 *        "status":{"startTime":"2026-11-23T17:30:00Z","completionTime":"2026-11-23T17:42:10Z","conditions":[{"type":"Complete","status":"True"}]}}]}
 *
 * job = namespace/CronJob, else namespace/Job. Pods in the list tell exit codes and why nothing starts. Jobs are deleted soon after
 * they end: `kubernetes-gone.ts` says what their absence still proves.
 */
import type {Adapter} from '../domain/adapter.ts';
import {isZone} from '../domain/zone.ts';
import {jsonAnswerParser} from './json-answer.ts';
import {type KubernetesSettings, readKubernetesLists} from './kubernetes-list.ts';

type KubernetesOptions = KubernetesSettings & {
  context?: string;
  namespace?: string;
  selector?: string;
  pods: boolean;
};

export const kubernetes: Adapter<KubernetesOptions> = {
  name: 'kubernetes',
  title: 'Kubernetes',
  description: 'Jobs and CronJobs of a Kubernetes cluster (kubectl get).',
  traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: true},
  tells: ['holds', 'reruns', 'exit-codes'],
  wholeAnswer: 'a list that does not go on, and Jobs that were not deleted meanwhile',
  options: z =>
    z.strictObject({
      context: z.string().min(1).optional().describe('The kubectl context. Default: the current one'),
      namespace: z.string().min(1).optional().describe('Only this namespace. Default: all of them'),
      selector: z
        .string()
        .min(1)
        .optional()
        .describe('Only what has these labels (-l): CronJobs, Jobs and Pods must all carry them'),
      pods: z
        .boolean()
        .default(false)
        .describe(
          'Ask for Pods, too: they tell exit codes and why a Job does not start. Costly in large clusters',
        ),
      zone: z
        .string()
        .refine(isZone, 'not a time zone; use an IANA name such as Europe/London')
        .default('UTC')
        .describe(
          "The controller manager's time zone, which schedules without a timeZone of their own are in",
        ),
      trustAbsence: z
        .boolean()
        .default(false)
        .describe(
          'Take a due time for missed even where its Job may have come and gone. For sources that are collected more often than Jobs are deleted',
        ),
    }),
  command: ({context, namespace, selector, pods}) => ({
    argv: [
      ...['kubectl', ...(context === undefined ? [] : ['--context', context])],
      // CronJobs first: what they say of their last start is then never later than the list of Jobs.
      ...['get', `cronjobs.batch,jobs.batch${pods ? ',pods' : ''}`],
      ...(namespace === undefined ? ['-A'] : ['-n', namespace]),
      ...(selector === undefined ? [] : ['-l', selector]),
      ...['-o', 'json'],
    ],
  }),
  open: context =>
    jsonAnswerParser(context, 'kubectl', (documents, answer) =>
      readKubernetesLists(documents, answer, context),
    ),
};
