/** From Dkron's executions to runs, one of each group: what one start did on all of its nodes, attempt by attempt. */
import type {ParseContext} from '../domain/adapter.ts';
import {dayBounds} from '../domain/business-day.ts';
import {cleanText, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {dkronScheduleReader} from './dkron-schedule.ts';
import {integerAt, type JsonAnswer, type JsonRecord, textAt} from './json-answer.ts';
import {readTimes} from './json-times.ts';
import type {RunFacts} from './run-register.ts';
import {joinOrigins} from './run-text.ts';
import {type ReadTime, timeReader} from './timestamps.ts';

/** `zone`: the servers', where it is not the environment's. */
export type DkronSettings = {zone?: string};

type Execution = {record: JsonRecord; node: string; attempt: number; startedAt: EpochMs; endedAt?: EpochMs};

/** Executions by job and group. */
type Groups = Map<string, Map<string, Execution[]>>;

export function readDkronAnswer(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<DkronSettings>,
): void {
  const readTime = timeReader(context);
  const readSchedule = dkronScheduleReader(readTime, context.options.zone ?? context.clock.zone.name);
  const groups: Groups = new Map();
  // `null` is Go's word for an empty list.
  answer.readEach(
    documents.flat().filter(record => record !== null),
    record => {
      if ('started_at' in record) return addExecution(record, readTime, groups);
      const schedule = readSchedule(record);
      if (typeof schedule === 'string') return schedule;
      answer.addSchedule(schedule);
      return undefined;
    },
  );
  const {start} = dayBounds(context.day, context.clock);
  for (const [job, ofJob] of groups) {
    for (const [group, executions] of ofJob)
      answer.addRun(
        toRun(job, group, executions),
        joinOrigins(
          [],
          executions.map(({record}) => record),
        ),
      );
    const rows = [...ofJob.values()].flat();
    if (rows.length >= MAX_KEPT && rows.every(({startedAt}) => startedAt >= start))
      answer.markPartial(explainLoss(job));
  }
}

function explainLoss(job: string): string {
  return `only the last ${MAX_KEPT} executions of ${job} are kept, and it had as many that day`;
}

/** Dkron keeps no more of a job (MaxExecutions in its store). */
const MAX_KEPT = 100;

function addExecution(record: JsonRecord, readTime: ReadTime, groups: Groups): string | undefined {
  const job = textAt(record, 'job_name');
  if (job === '') return 'no job_name';
  const times = readTimes({started_at: record.started_at, finished_at: record.finished_at}, readTime);
  if (typeof times === 'string') return times;
  const {started_at: startedAt, finished_at: endedAt} = times;
  if (startedAt === undefined) return 'no started_at';
  const group = groupOf(record);
  if (group === '') return 'neither group nor id';
  const ofJob = groups.get(job) ?? new Map<string, Execution[]>();
  groups.set(job, ofJob);
  const execution: Execution = {
    record,
    node: textAt(record, 'node_name'),
    attempt: integerAt(record, 'attempt') ?? 1,
    startedAt,
    ...(endedAt === undefined ? {} : {endedAt}),
  };
  const ofGroup = ofJob.get(group);
  if (ofGroup) ofGroup.push(execution);
  else ofJob.set(group, [execution]);
  return undefined;
}

/** When it was started, in nanoseconds: a number that loses its last digits on the way, always the same ones. */
function groupOf(record: JsonRecord): string {
  return typeof record.group === 'number' && record.group > 0 ? String(record.group) : textAt(record, 'id');
}

function toRun(job: string, runKey: string, executions: readonly Execution[]): RunFacts {
  const last = lastAttempts(executions);
  const isRunning = last.some(({endedAt}) => endedAt === undefined);
  const failed = last.filter(({record}) => record.success !== true);
  const ended = failed.length > 0 ? 'failed' : 'succeeded';
  return {
    job,
    runKey: cleanText(runKey),
    status: isRunning ? 'running' : ended,
    startedAt: executions.reduce(
      (first, {startedAt}) => Math.min(first, startedAt),
      Number.POSITIVE_INFINITY,
    ),
    endedAt: isRunning ? undefined : last.reduce((latest, {endedAt = 0}) => Math.max(latest, endedAt), 0),
    message: describe(last, isRunning ? [] : failed),
  };
}

/** Of each node the attempt that counts. Nearly every start has one node and one attempt. */
function lastAttempts(executions: readonly Execution[]): readonly Execution[] {
  if (executions.length === 1) return executions;
  return [...Map.groupBy(executions, ({node}) => node).values()].map(ofNode =>
    ofNode.reduce((latest, execution) => (execution.attempt >= latest.attempt ? execution : latest)),
  );
}

function describe(last: readonly Execution[], failed: readonly Execution[]): string | undefined {
  const attempts = last.reduce((most, {attempt}) => Math.max(most, attempt), 1);
  const [first] = last.length > 1 ? failed : [];
  const parts = [
    attempts > 1 ? `attempt ${attempts}` : '',
    first ? `failed on ${first.node} (${failed.length} of ${plural(last.length, 'node')})` : '',
  ];
  return cleanText(parts.filter(part => part !== '').join('; ')) || undefined;
}
