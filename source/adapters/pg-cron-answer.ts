/** From pg_cron's tables to runs and schedules. */
import type {ParseContext} from '../domain/adapter.ts';
import {parseCron} from '../domain/cron-expression.ts';
import {errorMessage} from '../domain/errors.ts';
import type {RunStatus} from '../domain/run.ts';
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {isZone} from '../domain/zone.ts';
import {integerAt, type JsonAnswer, type JsonRecord, recordsAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {readTimes} from './json-times.ts';
import type {RunFacts} from './run-register.ts';
import {type ReadTime, timeReader} from './timestamps.ts';

export function readPgCronAnswer(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext,
): void {
  const readTime = timeReader(context);
  for (const document of documents) {
    if (!isRecord(document) || !Array.isArray(document.runs)) {
      answer.reject(document, 'no "runs" as the query prints them');
      continue;
    }
    // A command of its own may leave out the jobs; then nothing is known of schedules, and none is retired.
    if (!Array.isArray(document.jobs)) answer.markPartial('the answer has no "jobs"');
    if (textAt(document, 'logsRuns') === 'off') answer.markPartial('cron.log_run is off: no run is recorded');
    const zone = textAt(document, 'timezone') || 'GMT';
    answer.readEach(recordsAt(document, 'jobs'), job => {
      const schedule = readJob(job, zone);
      if (typeof schedule === 'string') return schedule;
      answer.addSchedule(schedule);
      const number = textAt(job, 'jobid');
      if (number !== '') answer.nameJob(number, schedule.job);
      return undefined;
    });
    answer.readEach(document.runs, run => {
      const facts = readRun(run, readTime);
      if (typeof facts === 'string') return facts;
      answer.addRun(facts, run);
      // `cron.job` has forgotten it, and the run has only the number. One that never had a name is still there.
      if (textAt(run, 'jobname') === '' && facts.runKey) answer.addNameless(facts.runKey, facts.job);
      return undefined;
    });
  }
}

/** The name is unique only for one user: the others' jobs of that name carry it too, and are one job here. */
function nameOf(record: JsonRecord): string {
  return textAt(record, 'jobname') || textAt(record, 'jobid');
}

const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map([
  ['starting', 'running'],
  ['running', 'running'],
  ['sending', 'running'],
  ['connecting', 'running'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
]);

function readRun(run: JsonRecord, readTime: ReadTime): RunFacts | string {
  const job = nameOf(run);
  if (job === '') return 'neither jobname nor jobid';
  const runId = integerAt(run, 'runid');
  if (runId === undefined) return 'no runid';
  const times = readTimes({start_time: run.start_time, end_time: run.end_time}, readTime);
  if (typeof times === 'string') return times;
  const word = textAt(run, 'status');
  const status = STATUS_OF.get(word);
  const message = textAt(run, 'return_message');
  return {
    job,
    runKey: String(runId),
    status: status ?? 'unknown',
    startedAt: times.start_time,
    endedAt: times.end_time,
    message: status === undefined ? cleanText(`status "${word}" ${message}`) : message || undefined,
  };
}

function readJob(job: JsonRecord, zone: string): ScheduleObservation | string {
  const name = nameOf(job);
  const schedule = textAt(job, 'schedule');
  if (name === '' || schedule === '') return 'a job without a name or a schedule';
  const timing = readTiming(schedule, zone);
  if (typeof timing === 'string') return timing;
  return {job: name, timing, isActive: job.active !== false, definition: schedule};
}

// pg_cron 1.5: `30 seconds`, counted from whenever it began.
const EVERY_SECONDS = /^\d+ seconds?$/i;

/** Its parser is Vixie cron's, with `$` for the last day of the month (1.6). */
function readTiming(schedule: string, zone: string): Timing | string {
  if (EVERY_SECONDS.test(schedule)) return {kind: 'none', reason: `every ${schedule}`};
  if (schedule === '@reboot') return {kind: 'none', reason: '@reboot: runs when the server starts'};
  const expression = schedule.replace(/^(\S+\s+\S+\s+)\$(?=\s)/, '$1L');
  try {
    parseCron(expression, 'debian-cron');
  } catch (error) {
    return errorMessage(error);
  }
  if (!isZone(zone)) return {kind: 'none', reason: `cron.timezone "${zone}" is not a time zone`};
  return {kind: 'cron', expression, timezone: zone, policy: 'debian-cron'};
}
