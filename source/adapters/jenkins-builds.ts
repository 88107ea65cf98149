/** Goes through Jenkins' jobs and folders, and makes a run of each build. */
import type {ParseContext} from '../domain/adapter.ts';
import {dayBounds} from '../domain/business-day.ts';
import {compileGlob} from '../domain/glob.ts';
import type {RunStatus} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {integerAt, type JsonAnswer, type JsonRecord, recordAt, recordsAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {readTimes} from './json-times.ts';
import type {RunFacts} from './run-register.ts';
import {statusReader} from './status-map.ts';
import {timeReader} from './timestamps.ts';

export type JenkinsSettings = {jobs: string[]; exclude: string[]; statuses?: Record<string, RunStatus>};

/** hudson.model.Result. Not built: a stage before it failed, or a person kept it from starting. */
const STATUSES: Readonly<Record<string, RunStatus>> = {
  success: 'succeeded',
  unstable: 'failed',
  failure: 'failed',
  aborted: 'cancelled',
  not_built: 'cancelled',
};

/** Results that say all there is to say. */
const PLAIN = new Set(['', 'SUCCESS', 'FAILURE']);

type Job = {name: string; record: JsonRecord};

export function readJenkinsJobs(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<JenkinsSettings>,
): void {
  const isWanted = jobFilter(context.options);
  const readBuild = buildReader(context);
  const {start} = dayBounds(context.day, context.clock);
  for (const document of documents) {
    if (!isRecord(document) || !isJobs(document)) {
      answer.reject(document, 'no "jobs" or "builds" as Jenkins prints them');
      continue;
    }
    for (const job of findJobs(document)) {
      if (!isWanted(job.name)) continue;
      const oldest = readBuilds(job, answer, readBuild);
      const queued = waitingBuild(job, context);
      if (queued) answer.addRun(queued, job.record);
      // Numbers go up by one, so there was a build before this one: on the same day, too, for all that the answer tells.
      if (oldest && oldest.number > 1 && oldest.at >= start) answer.markPartial(explainLoss(job.name));
    }
  }
}

/** Adds a job's builds, and returns the one with the lowest number. */
function readBuilds(
  {name, record}: Job,
  answer: JsonAnswer,
  readBuild: ReadBuild,
): {number: number; at: EpochMs} | undefined {
  let oldest: {number: number; at: EpochMs} | undefined;
  answer.readEach(buildsOf(record), build => {
    const facts = readBuild(name, build);
    if (typeof facts === 'string') return facts;
    answer.addRun(facts, build);
    const number = integerAt(build, 'number') ?? 1;
    if (facts.startedAt !== undefined && number < (oldest?.number ?? Number.POSITIVE_INFINITY))
      oldest = {number, at: facts.startedAt};
    return undefined;
  });
  return oldest;
}

function explainLoss(name: string): string {
  return `builds of ${name} that day before the first one shown may be lacking; ask for more builds, or leave the job out`;
}

function isJobs(document: JsonRecord): boolean {
  return ['jobs', ...BUILD_LISTS].some(name => Array.isArray(document[name])) || isRecord(document.lastBuild);
}

const BUILD_LISTS = ['builds', 'allBuilds'];

function buildsOf(record: JsonRecord): readonly unknown[] {
  const lists: readonly unknown[] = BUILD_LISTS.map(name => record[name]);
  return lists.find(Array.isArray) ?? (isRecord(record.lastBuild) ? [record.lastBuild] : []);
}

/** Depth first, without recursion: nesting is hostile too. */
function* findJobs(root: JsonRecord): Generator<Job> {
  const open: Job[] = [{name: '', record: root}];
  for (let job = open.pop(); job; job = open.pop()) {
    const name = textAt(job.record, 'fullName') || job.name;
    if (name !== '') yield {name, record: job.record};
    for (const record of recordsAt(job.record, 'jobs').toReversed()) {
      const own = textAt(record, 'name');
      open.push({name: cleanText(name === '' ? own : `${name}/${own}`), record});
    }
  }
}

function jobFilter({jobs, exclude}: JenkinsSettings): (name: string) => boolean {
  const included = jobs.map(compileGlob);
  const excluded = exclude.map(compileGlob);
  return name => included.some(matches => matches(name)) && !excluded.some(matches => matches(name));
}

type ReadBuild = (job: string, build: JsonRecord) => RunFacts | string;

function buildReader(context: ParseContext<JenkinsSettings>): ReadBuild {
  const readTime = timeReader(context, 'epoch-ms');
  const readStatus = statusReader({...STATUSES, ...context.options.statuses});
  return (job, build) => {
    const number = integerAt(build, 'number');
    if (number === undefined) return 'no number';
    const times = readTimes({timestamp: build.timestamp}, readTime);
    if (typeof times === 'string') return times;
    const result = textAt(build, 'result');
    // A pipeline may set its result long before it ends.
    const isRunning = build.building === true;
    const status = isRunning ? 'running' : (readStatus(result) ?? 'unknown');
    const duration = integerAt(build, 'duration') ?? 0;
    const {timestamp} = times;
    const hasEnd = !isRunning && timestamp !== undefined && duration > 0;
    const note = isRunning && result !== '' ? `so far ${result}` : result;
    return {
      job,
      runKey: String(number),
      status,
      startedAt: timestamp,
      endedAt: hasEnd ? timestamp + duration : undefined,
      message: PLAIN.has(note) ? undefined : note,
    };
  };
}

/** A build in the queue has no number yet; it will get the next one. */
function waitingBuild({name, record}: Job, context: ParseContext): RunFacts | undefined {
  if (record.inQueue !== true) return undefined;
  const number = integerAt(record, 'nextBuildNumber');
  const item = recordAt(record, 'queueItem');
  const since = readTimes({since: item.inQueueSince}, timeReader(context, 'epoch-ms'));
  if (number === undefined || typeof since === 'string') return undefined;
  return {
    job: name,
    runKey: String(number),
    status: 'waiting',
    scheduledAt: since.since,
    message: textAt(item, 'why') || undefined,
  };
}
