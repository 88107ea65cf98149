/** The objects of kubectl's lists, each to its reader: Pods first, then Jobs, then the CronJobs that own them. */
import type {ParseContext} from '../domain/adapter.ts';
import {formatCount} from '../domain/text.ts';
import {type JsonAnswer, type JsonRecord, recordAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {cronJobReader} from './kubernetes-cronjob.ts';
import {findGoneRuns, isLongAgo} from './kubernetes-gone.ts';
import {type KubernetesJob, kubernetesJobReader} from './kubernetes-job.ts';
import {readPods} from './kubernetes-pod.ts';
import {timeReader} from './timestamps.ts';

export type KubernetesSettings = {zone: string; trustAbsence: boolean};

type Objects = {cronJobs: JsonRecord[]; jobs: JsonRecord[]; pods: JsonRecord[]; others: unknown[]};

export function readKubernetesLists(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<KubernetesSettings>,
): void {
  const objects: Objects = {cronJobs: [], jobs: [], pods: [], others: []};
  for (const document of documents) sortObjects(document, objects, answer);
  const kinds = documents.map(document => (isRecord(document) ? document.kind : undefined));
  if (kinds.every(kind => kind === 'CronJobList')) answer.markPartial(ONLY_CRON_JOBS);
  if (isLongAgo(context)) answer.markPartial(LONG_AGO);
  const jobsOf = readJobs(objects, answer, context);
  const readCronJob = cronJobReader(timeReader(context), context.options.zone);
  const seen = new Set<string>();
  let room = MAX_GONE;
  answer.readEach(objects.cronJobs, record => {
    const cronJob = readCronJob(record);
    if (typeof cronJob === 'string') return `${nameOf(record)}: ${cronJob}`;
    const {schedule} = cronJob;
    if (seen.has(schedule.job)) return `${nameOf(record)}: in the list twice`;
    seen.add(schedule.job);
    answer.addSchedule(schedule);
    for (const facts of findGoneRuns(cronJob, jobsOf.get(schedule.job) ?? [], context)) {
      if (--room < 0) answer.markPartial(TOO_MANY_GONE);
      else answer.addRun(facts, record);
    }
    return undefined;
  });
  answer.readEach(objects.others, describeOther);
}

/** A list of few lines may stand for Jobs without number. */
const MAX_GONE = 100_000;
const TOO_MANY_GONE = `of more than ${formatCount(MAX_GONE)} due times it is not known whether they had a Job`;

/** Puts a list's items, or an object printed by itself, under their kinds. Items of `kubectl get --raw` name none of their own. */
function sortObjects(document: unknown, objects: Objects, answer: JsonAnswer): void {
  if (!isRecord(document)) {
    objects.others.push(document);
    return;
  }
  const kind = textAt(document, 'kind');
  if (textAt(recordAt(document, 'metadata'), 'continue') !== '') answer.markPartial(CONTINUED);
  const items: readonly unknown[] = Array.isArray(document.items) ? document.items : [document];
  for (const item of items) {
    if (isRecord(item)) objects[groupOf(textAt(item, 'kind') || kind.replace(/List$/, ''))].push(item);
    else objects.others.push(item);
  }
}

const LONG_AGO = 'Jobs are deleted after their end: of a day so long ago absence tells nothing';
const ONLY_CRON_JOBS = 'only CronJobs were asked for; ask for jobs, too';
const CONTINUED = 'the list goes on (metadata.continue); ask without a limit';

const GROUP_OF: ReadonlyMap<string, keyof Objects> = new Map([
  ['CronJob', 'cronJobs'],
  ['Job', 'jobs'],
  ['Pod', 'pods'],
]);

function groupOf(kind: string): keyof Objects {
  return GROUP_OF.get(kind) ?? 'others';
}

/** Adds the runs, and returns those that belong to a CronJob by its job's name. */
function readJobs(
  {jobs, pods}: Objects,
  answer: JsonAnswer,
  context: ParseContext,
): ReadonlyMap<string, readonly KubernetesJob[]> {
  const readTime = timeReader(context);
  const podsOf = readPods(pods, readTime);
  const readJob = kubernetesJobReader(context.clock, readTime);
  const byOwner = new Map<string, KubernetesJob[]>();
  answer.readEach(jobs, record => {
    const job = readJob(record, podsOf(record));
    if (typeof job === 'string') return `${nameOf(record)}: ${job}`;
    answer.addRun(job.facts, job.pod === undefined ? record : [record, job.pod]);
    if (!job.isOwned) return undefined;
    const ofOwner = byOwner.get(job.facts.job);
    if (ofOwner) ofOwner.push(job);
    else byOwner.set(job.facts.job, [job]);
    return undefined;
  });
  return byOwner;
}

/** What is shown of a record has its scalars only, and an object's name is deeper in it. */
function nameOf(record: JsonRecord): string {
  const metadata = recordAt(record, 'metadata');
  return `${textAt(metadata, 'namespace')}/${textAt(metadata, 'name')}`;
}

/** `{"kind":"Status","status":"Failure","message":"…"}` is how the API says no. */
function describeOther(record: JsonRecord): string {
  const kind = textAt(record, 'kind');
  if (kind === 'Status') return textAt(record, 'message') || 'the API answered with a Status';
  return kind === ''
    ? 'no "items" as kubectl prints them'
    : `a ${kind} is neither a CronJob nor a Job nor a Pod`;
}
