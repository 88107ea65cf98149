/** Reads the answer of `ctm run jobs:status::get`: one object with `statuses`, one entry a job of the active jobs file. */
import type {ParseContext} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText, formatCount} from '../domain/text.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {readControlMState} from './control-m-status.ts';
import {readJsonDocument} from './json-document.ts';
import {isRecord} from './json-path.ts';
import {describeJson, textOf} from './json-record.ts';
import {collectObservations} from './parser.ts';
import {type RunFacts, runRegister} from './run-register.ts';
import {dayReader} from './time-pattern.ts';
import {isNoTime, type ReadTime, timeReader} from './timestamps.ts';

export function readControlMJobs(text: string, context: ParseContext): Observations {
  const {observations, reject} = collectObservations();
  if (text.trim() === '') return {...observations, partialReason: 'ctm printed nothing'};
  const document = readJsonDocument(text);
  if ('problem' in document) {
    reject(document.line, document.text, document.problem);
    return observations;
  }
  const answer = isRecord(document.value) ? document.value : {};
  if (!Array.isArray(answer.statuses)) {
    reject(1, describeJson(document.value), errorOf(answer) ?? 'no "statuses" as ctm prints them');
    return observations;
  }
  const runs = runRegister(context);
  const read = jobReader(context);
  for (const [index, job] of answer.statuses.entries()) {
    if (isRecord(job) && isFolder(job)) continue;
    const facts = isRecord(job) ? read(job) : 'not an object';
    if (typeof facts === 'string') reject(index + 1, describeJson(job), facts);
    else runs.add(facts, job);
  }
  const partialReason = missingRows(answer.statuses.length, answer.total) ?? errorOf(answer);
  return {...observations, ...runs.finish(), ...(partialReason === undefined ? {} : {partialReason})};
}

/** Folders and their sub-folders are listed among the jobs. */
function isFolder(job: Record<string, unknown>): boolean {
  return /folder$/i.test(textOf(job.type)?.trim() ?? '');
}

function missingRows(rows: number, total: unknown): string | undefined {
  if (!Number.isSafeInteger(total) || Number(total) <= rows) return undefined;
  return `${formatCount(rows)} of ${formatCount(Number(total))} jobs returned; raise the limit`;
}

/** `{"errors": [{"message": "…", "id": "…"}]}` */
function errorOf(answer: Record<string, unknown>): string | undefined {
  const errors = Array.isArray(answer.errors) ? answer.errors.filter(isRecord) : [];
  const messages = errors.map(error => textOf(error.message) ?? '').filter(message => message !== '');
  return messages.length === 0 ? undefined : cleanText(messages.join('; '));
}

type ReadJob = (job: Record<string, unknown>) => RunFacts | string;

/**
 * A run's key is the job's order id and the number of the run. A job that has not run yet has the number 0 and will have 1:
 * both are the same plan entry. A waiting job's times are those of the run before (a cyclic job's, a rerun's) and are left out.
 */
function jobReader(context: ParseContext): ReadJob {
  const readTime = timeReader(context);
  const readDay = orderDateReader();

  return job => {
    const name = cleanText(textOf(job.name) ?? '');
    const id = cleanText(textOf(job.jobId) ?? '');
    if (name === '') return 'no job name';
    if (id === '') return 'no jobId';
    const folder = cleanText(textOf(job.folder) ?? '');
    const orderDate = textOf(job.orderDate)?.trim() ?? '';
    const businessDay = orderDate === '' ? context.day : readDay(orderDate);
    if (businessDay === undefined) return `orderDate "${orderDate}" is not a date`;
    const times = readTimes(job, readTime);
    if (typeof times === 'string') return times;
    const {status, message} = readControlMState({
      status: textOf(job.status) ?? '',
      isHeld: isTrue(job.held),
      isDeleted: isTrue(job.deleted),
    });
    return {
      job: cleanText(folder === '' ? name : `${folder}/${name}`),
      runKey: `${id}#${Math.max(1, runNumber(job.numberOfRuns))}`,
      businessDay,
      status,
      scheduledAt: times.scheduledAt,
      startedAt: hasStarted(status) ? times.startedAt : undefined,
      endedAt: isTerminal(status) ? times.endedAt : undefined,
      message: message === undefined ? undefined : cleanText(message),
    };
  };
}

/** `231002` as ctm prints it; newer versions also `2023-10-02` and `20231002`. */
function orderDateReader(): (text: string) => Day | undefined {
  const readShort = dayReader('yyMMdd');
  const readLong = dayReader();
  return text => (text.length === 6 ? readShort(text) : readLong(text));
}

type Times = {scheduledAt?: EpochMs; startedAt?: EpochMs; endedAt?: EpochMs};

function readTimes(job: Record<string, unknown>, readTime: ReadTime): Times | string {
  const estimated = Array.isArray(job.estimatedStartTime)
    ? job.estimatedStartTime[0]
    : job.estimatedStartTime;
  const fields = {scheduledAt: estimated, startedAt: job.startTime, endedAt: job.endTime} as const;
  const times: Times = {};
  for (const field of ['scheduledAt', 'startedAt', 'endedAt'] as const) {
    const text = textOf(fields[field]) ?? '';
    if (isNoTime(text)) continue;
    const instant = readTime(text);
    if (instant === undefined) return `${field} "${text}" is not a time`;
    times[field] = instant;
  }
  return times;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function runNumber(value: unknown): number {
  const number = Number(textOf(value) ?? 0);
  return Number.isSafeInteger(number) ? number : 0;
}
