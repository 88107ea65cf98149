/** From the rows of Oracle's scheduler views to runs and schedules. */
import type {ParseContext} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import type {RunStatus} from '../domain/run.ts';
import type {Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {readInteger} from './field-values.ts';
import {readTimes} from './json-times.ts';
import {collectObservations, type Reject} from './parser.ts';
import {type ResultSet, type Row, wholeAnswer} from './result-sets.ts';
import {type RunFacts, runRegister} from './run-register.ts';
import {type ReadTime, timeReader} from './timestamps.ts';

/** The results that are known, and what becomes of their rows. */
export function oracleResults(context: ParseContext): {
  sets: ResultSet[];
  reject: Reject;
  finish(): Observations;
} {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const readTime = timeReader(context);
  const ending = wholeAnswer();

  const sets: ResultSet[] = [
    {
      columns: ['LOG_ID', 'JOB_NAME', 'STATUS'],
      read(row, origin) {
        const facts = toRun(row, readTime);
        if (typeof facts === 'string') return facts;
        runs.add(facts, origin);
        return undefined;
      },
    },
    {
      columns: ['JOB_NAME', 'ENABLED', 'NEXT_RUN'],
      read(row) {
        const job = nameOf(row);
        if (job === '') return 'no job name';
        const isActive = /^true$/i.test(row.ENABLED ?? '');
        const timing = toTiming(row, isActive, readTime);
        if (typeof timing === 'string') return timing;
        const definition =
          cleanText(row.REPEAT_INTERVAL ?? '') || cleanText(row.STATE ?? '') || 'no schedule';
        observations.schedules.push({job, timing, isActive, definition});
        return undefined;
      },
    },
    ending.set,
  ];
  return {sets, reject, finish: () => ({...observations, ...runs.finish(), ...ending.tellEnd()})};
}

function nameOf({OWNER: owner = '', JOB_NAME: name = ''}: Row): string {
  const job = cleanText(name);
  return job === '' || owner === '' ? job : cleanText(`${owner}.${job}`);
}

/** As in "ALL_SCHEDULER_JOB_RUN_DETAILS", Database Reference. A job that somebody stopped is no failure of its own. */
const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map([
  ['SUCCEEDED', 'succeeded'],
  ['COMPLETED', 'succeeded'],
  ['FAILED', 'failed'],
  ['BROKEN', 'failed'],
  ['STOPPED', 'cancelled'],
  ['RUNNING', 'running'],
]);

function toRun(row: Row, readTime: ReadTime): RunFacts | string {
  const job = nameOf(row);
  if (job === '') return 'no job name';
  const runKey = cleanText(row.LOG_ID ?? '');
  if (runKey === '') return 'no LOG_ID';
  const {REQUESTED: requested, STARTED: started, ENDED: ended} = row;
  const times = readTimes({requested, started, ended}, readTime);
  if (typeof times === 'string') return times;
  const word = (row.STATUS ?? '').toUpperCase();
  const status = STATUS_OF.get(word);
  const info = cleanText(row.INFO ?? '');
  return {
    job,
    runKey,
    status: status ?? 'unknown',
    scheduledAt: times.requested,
    startedAt: times.started,
    endedAt: times.ended,
    exitCode: readInteger(row.ERROR_CODE ?? ''),
    message: status === undefined ? cleanText(`status "${word}" ${info}`) : info || undefined,
  };
}

/** Calendaring expressions have more than cron's: Oracle says itself when a job starts next. */
function toTiming(row: Row, isActive: boolean, readTime: ReadTime): Timing | string {
  const times = readTimes({next: row.NEXT_RUN}, readTime);
  if (typeof times === 'string') return times;
  if (times.next !== undefined && isActive) return {kind: 'instants', dueAt: [times.next]};
  return {kind: 'none', reason: isActive ? 'no next start' : 'disabled'};
}
