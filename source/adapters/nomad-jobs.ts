/** Brings Nomad's jobs and allocations together, and makes a run of each batch job. */
import type {ParseContext} from '../domain/adapter.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';
import {instantFormatter} from './instant-formatter.ts';
import {type JsonAnswer, type JsonRecord, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {type Allocation, readAllocation} from './nomad-allocation.ts';
import {readNomadStatus} from './nomad-status.ts';
import {forgottenReason} from './retention.ts';
import type {RunFacts} from './run-register.ts';
import {joinOrigins} from './run-text.ts';
import {timeReader} from './timestamps.ts';

/** `keeps`: for how long ended jobs are kept, a duration. */
export type NomadSettings = {keeps: string};

export function readNomadJobs(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<NomadSettings>,
): void {
  const forgotten = forgottenReason(context, context.options.keeps, 'keeps');
  if (forgotten !== undefined) answer.markPartial(forgotten);
  const {jobs, allocations} = sortRecords(documents, answer);
  const byJob = readAllocations(allocations, answer, context);
  const readJob = jobReader();
  const listed = new Set<string>();
  answer.readEach(jobs, record => {
    const id = textAt(record, 'ID');
    if (id === '') return 'no ID';
    const key = keyOf(record, id);
    if (listed.has(key)) return 'in the list twice';
    listed.add(key);
    if (!isRun(record)) return undefined;
    const ofJob = (byJob.get(key) ?? []).filter(({record: {JobVersion}}) => isCurrent(record, JobVersion));
    answer.addRun(readJob(record, ofJob), joinOrigins(record, originOf(ofJob)));
    return undefined;
  });
  // Where only allocations were asked for, they say of which job they are.
  for (const [key, ofJob] of byJob) {
    const {JobID, JobType, Namespace} = ofJob[0]?.record ?? {};
    if (listed.has(key) || !isBatch(JobType)) continue;
    const facts = readJob({ID: JobID, Type: JobType, Namespace}, ofJob);
    answer.addRun(facts, joinOrigins([], originOf(ofJob)));
  }
}

function originOf(allocations: readonly Allocation[]): JsonRecord[] {
  return allocations.map(({record}) => record);
}

type Records = {jobs: unknown[]; allocations: JsonRecord[]};

/** A list's records, or a record printed by itself (`{"Job": …}` where it was submitted so). */
function sortRecords(documents: readonly unknown[], answer: JsonAnswer): Records {
  const records: Records = {jobs: [], allocations: []};
  for (const value of documents.flat()) {
    const record = isRecord(value) && isRecord(value.Job) && !('ID' in value) ? value.Job : value;
    if (isRecord(record) && 'JobID' in record) records.allocations.push(record);
    else if (isRecord(record) && !('ID' in record))
      answer.reject(record, 'neither a job nor an allocation of Nomad');
    else records.jobs.push(record);
  }
  return records;
}

function readAllocations(
  records: readonly JsonRecord[],
  answer: JsonAnswer,
  context: ParseContext,
): ReadonlyMap<string, Allocation[]> {
  const readTime = timeReader(context);
  const byJob = new Map<string, Allocation[]>();
  answer.readEach(records, record => {
    const job = textAt(record, 'JobID');
    if (job === '') return 'no JobID';
    const allocation = readAllocation(record, readTime);
    if (typeof allocation === 'string') return allocation;
    const key = keyOf(record, job);
    const ofJob = byJob.get(key);
    if (ofJob) ofJob.push(allocation);
    else byJob.set(key, [allocation]);
    return undefined;
  });
  return byJob;
}

function keyOf(record: JsonRecord, job: string): string {
  return `${textAt(record, 'Namespace')}\n${job}`;
}

/** Services run on and on; a periodic or parameterised job only has children that run. */
function isRun({Type, Periodic, ParameterizedJob}: JsonRecord): boolean {
  const isParent = [Periodic, ParameterizedJob].some(value => value === true || isRecord(value));
  return !isParent && isBatch(Type);
}

function isBatch(type: unknown): boolean {
  return type === 'batch' || type === 'sysbatch';
}

/** A job that is registered anew under its id keeps the allocations of the version before. */
function isCurrent(job: JsonRecord, version: unknown): boolean {
  return job.Version === undefined || version === undefined || job.Version === version;
}

const CHILD = /^(.+)\/(?:periodic-(\d{9,11})|dispatch-.+)$/;

function jobReader(): (record: JsonRecord, allocations: readonly Allocation[]) => RunFacts {
  const formatInstant = instantFormatter();
  return (record, allocations) => {
    const id = textAt(record, 'ID');
    const [, parent, launchedFor] = CHILD.exec(id) ?? [];
    const {status, message, exitCode} = readNomadStatus(record, allocations);
    const submittedAt = fromNanoseconds(record.SubmitTime);
    const startedAt = firstStart(allocations);
    // What was meant for no time of its own can only be placed by when it was handed in, until it starts.
    const handedInAt = startedAt === undefined ? submittedAt : undefined;
    return {
      job: nameJob(record, textAt(record, 'ParentID') || (parent ?? id)),
      // A job that is no child of another is handed in again under its id.
      runKey: parent !== undefined || submittedAt === undefined ? id : formatInstant(submittedAt),
      status,
      scheduledAt: launchedFor === undefined ? handedInAt : Number(launchedFor) * SECOND_MS,
      startedAt: hasStarted(status) ? startedAt : undefined,
      endedAt: isTerminal(status) ? lastEnd(allocations) : undefined,
      exitCode: isTerminal(status) ? exitCode : undefined,
      message: cleanText(message) || undefined,
    };
  };
}

function firstStart(allocations: readonly Allocation[]): EpochMs | undefined {
  const starts = allocations.flatMap(({startedAt}) => startedAt ?? []);
  return starts.length === 0 ? undefined : starts.reduce((a, b) => Math.min(a, b));
}

function lastEnd(allocations: readonly Allocation[]): EpochMs | undefined {
  const ends = allocations.flatMap(({endedAt}) => endedAt ?? []);
  return ends.length === 0 ? undefined : ends.reduce((a, b) => Math.max(a, b));
}

/** Such a number has lost its last digits on the way: less than a microsecond. */
function fromNanoseconds(value: unknown): EpochMs | undefined {
  const instant = typeof value === 'number' ? Math.floor(value / 1e6) : 0;
  return instant > 0 && instant < LAST_INSTANT ? instant : undefined;
}

const LAST_INSTANT = Date.UTC(9999, 0);

function nameJob(record: JsonRecord, name: string): string {
  const namespace = textAt(record, 'Namespace');
  return cleanText(namespace === '' || namespace === 'default' ? name : `${namespace}/${name}`);
}
