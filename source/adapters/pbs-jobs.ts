/** The jobs that qstat lists, and the runs that they are. */
import type {ParseContext} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import type {RunStatus} from '../domain/run.ts';
import {hasStarted, isTerminal} from '../domain/run.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';
import {runDayFinder} from './day-finder.ts';
import {readDuration, readInteger} from './field-values.ts';
import {type JsonAnswer, type JsonRecord, jsonAnswerParser, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {textOf} from './json-record.ts';
import type {PbsOptions} from './pbs.ts';
import {repairPbsJson} from './pbs-json.ts';
import {readPbsState} from './pbs-state.ts';
import {forgottenReason} from './retention.ts';
import type {RunFacts} from './run-register.ts';
import {isNoTime, timeReader} from './timestamps.ts';

export function readPbsJobs(text: string, context: ParseContext<PbsOptions>): Observations {
  const parser = jsonAnswerParser(context, 'qstat', (documents, answer) =>
    readAnswer(documents, answer, context),
  );
  parser.write(repairPbsJson(text));
  return parser.end();
}

function readAnswer(
  documents: readonly unknown[],
  answer: JsonAnswer,
  context: ParseContext<PbsOptions>,
): void {
  const toFacts = jobReader(context);
  for (const document of documents) {
    // A server without a single job prints its name and no "Jobs".
    if (!isRecord(document) || !Object.hasOwn(document, 'pbs_server')) {
      answer.reject(document, 'no "pbs_server" as qstat -F json prints it');
      continue;
    }
    const jobs = isRecord(document.Jobs) ? document.Jobs : {};
    const arrays = new Set(Object.keys(jobs).filter(isSubjob).map(arrayOf));
    for (const [id, job] of Object.entries(jobs)) {
      if (arrays.has(id)) continue;
      answer.readEach([job], record => {
        const facts = toFacts(id, record);
        if (typeof facts === 'string') return facts;
        answer.addRun(facts, record);
        return undefined;
      });
    }
  }
  const reason = forgottenReason(context, context.options.historyDuration, 'historyDuration');
  if (reason !== undefined) answer.markPartial(reason);
}

/** `1234[7].server` is one of `1234[].server`. */
function isSubjob(id: string): boolean {
  return /^\d+\[\d+\]/.test(id);
}

function arrayOf(subjob: string): string {
  return subjob.replace(/\[\d+\]/, '[]');
}

const TIMES = ['ctime', 'etime', 'Execution_Time', 'stime', 'obittime', 'mtime'] as const;

/** A job that PBS ran again has the same id: of its runs the latest is told. */
function jobReader(context: ParseContext): (id: string, job: JsonRecord) => RunFacts | string {
  const dayOf = runDayFinder(context.clock);
  const readTime = timeReader(context, 'EEE MMM d HH:mm:ss yyyy');
  return (id, job) => {
    const name = textAt(job, 'Job_Name');
    const runKey = cleanText(id);
    if (name === '') return 'no Job_Name';
    if (runKey === '') return 'no job id';
    const times: {[time in (typeof TIMES)[number]]?: EpochMs} = {};
    for (const key of TIMES) {
      const text = textOf(job[key]) ?? '';
      if (isNoTime(text)) continue;
      times[key] = readTime(text);
      if (times[key] === undefined) return `${key} "${text}" is not a time`;
    }
    const exitStatus = readInteger(textOf(job.Exit_status) ?? '');
    const state = readPbsState({
      letter: textAt(job, 'job_state'),
      substate: readInteger(textOf(job.substate) ?? ''),
      exitStatus,
      comment: textAt(job, 'comment'),
    });
    const startedAt = hasStarted(state.status) ? times.stime : undefined;
    const scheduledAt = times.Execution_Time ?? times.etime ?? times.ctime;
    return {
      job: name,
      runKey,
      businessDay: dayOf(startedAt ?? scheduledAt),
      ...state,
      scheduledAt,
      startedAt,
      endedAt: isTerminal(state.status) ? endOf(job, startedAt, times) : undefined,
      exitCode: exitCodeOf(state.status, exitStatus),
    };
  };
}

/** When it ended, from newer servers; else its start and how long it ran; else when it became history. */
function endOf(
  job: JsonRecord,
  startedAt: EpochMs | undefined,
  {obittime, mtime}: {obittime?: EpochMs; mtime?: EpochMs},
): EpochMs | undefined {
  const used = job.resources_used;
  const ranMs = isRecord(used) ? readDuration(textOf(used.walltime) ?? '') : undefined;
  const becameHistory = readInteger(textOf(job.history_timestamp) ?? '');
  return (
    obittime ??
    (startedAt === undefined || ranMs === undefined ? undefined : startedAt + ranMs) ??
    (becameHistory === undefined ? mtime : becameHistory * SECOND_MS)
  );
}

/** 256 and a number is a signal, as is what a shell makes of one; below 0 are PBS's own reasons, which are no exit codes. */
function exitCodeOf(status: RunStatus, exitStatus: number | undefined): number | undefined {
  if (!isTerminal(status) || exitStatus === undefined || exitStatus < 0) return undefined;
  return exitStatus > 256 ? -(exitStatus - 256) : exitStatus;
}
