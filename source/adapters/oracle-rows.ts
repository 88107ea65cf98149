/** From the rows of Oracle's scheduler views to runs and schedules. */
import type {ParseContext} from '../domain/adapter.ts';
import type {Observations} from '../domain/observations.ts';
import type {RunStatus} from '../domain/run.ts';
import type {Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {isZone, openZone} from '../domain/zone.ts';
import {readInteger} from './field-values.ts';
import {readTimes} from './json-times.ts';
import {calendarStringTimings} from './oracle-calendar.ts';
import {collectObservations, type Reject} from './parser.ts';
import {believeAnnounced} from './recurrence.ts';
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
        const timings = toTimings(row, isActive, readTime, context);
        if (typeof timings === 'string') return timings;
        const definition =
          cleanText(row.REPEAT_INTERVAL ?? '') || cleanText(row.STATE ?? '') || 'no schedule';
        for (const timing of timings) observations.schedules.push({job, timing, isActive, definition});
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

function toTimings(
  row: Row,
  isActive: boolean,
  readTime: ReadTime,
  {clock, collectedAt}: ParseContext,
): readonly Timing[] | string {
  const times = readTimes({next: row.NEXT_RUN}, readTime);
  if (typeof times === 'string') return times;
  if (times.next === undefined || !isActive)
    return [{kind: 'none', reason: isActive ? 'no next start' : 'disabled'}];
  // "OFF" and "FAILED RUNS": what succeeds leaves no trace, so that nothing can be told of its absence.
  if (/^(?:OFF|FAILED RUNS)$/i.test(row.LOGGING_LEVEL ?? ''))
    return [
      {kind: 'none', reason: `its runs are not logged (logging level ${cleanText(row.LOGGING_LEVEL ?? '')})`},
    ];
  // The zone of the start date; an offset, or one that a command of its own leaves out, is checked like any other.
  const zone = isZone(row.ZONE ?? '') ? openZone(row.ZONE ?? '') : clock.zone;
  const rule = calendarStringTimings(row.REPEAT_INTERVAL ?? '', zone.toLocal(times.next), zone.name);
  return believeAnnounced(rule, times.next, collectedAt);
}
