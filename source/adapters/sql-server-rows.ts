/** From the rows of SQL Server Agent's tables to runs and schedules. */
import type {ParseContext} from '../domain/adapter.ts';
import {dayBounds} from '../domain/business-day.ts';
import type {Observations} from '../domain/observations.ts';
import type {RunStatus} from '../domain/run.ts';
import type {Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {SECOND_MS} from '../domain/time.ts';
import {openZone} from '../domain/zone.ts';
import {digitsAt} from './civil-time.ts';
import {instantFormatter} from './instant-formatter.ts';
import {collectObservations, type Reject} from './parser.ts';
import {believeAnnounced, describeDerived} from './recurrence.ts';
import {type ResultSet, type Row, wholeAnswer} from './result-sets.ts';
import {type RunFacts, runRegister} from './run-register.ts';
import {agentTimings} from './sql-server-schedule.ts';
import {type ReadTime, timeReader} from './timestamps.ts';

type SqlServerSettings = {zone?: string};

export function sqlServerResults(context: ParseContext<SqlServerSettings>): {
  sets: ResultSet[];
  reject: Reject;
  finish(): Observations;
} {
  const {observations, reject} = collectObservations();
  const runs = runRegister(context);
  const readTime = serverTime(context);
  const readRun = runReader(readTime);
  const ending = wholeAnswer();
  let lost: Pick<Observations, 'partialReason'> = {};

  const sets: ResultSet[] = [
    {
      columns: ['JOB', 'RUN_STATUS', 'RUN_DATE', 'RUN_TIME'],
      read(row, origin) {
        const facts = readRun(row);
        if (typeof facts === 'string') return facts;
        runs.add(facts, origin);
        return undefined;
      },
    },
    {
      columns: ['JOB', 'ENABLED', 'NEXT_DATE', 'NEXT_TIME'],
      read(row) {
        const job = cleanText(row.JOB ?? '');
        if (job === '') return 'no job name';
        const isActive = row.ENABLED === '1';
        const next = readNext(row, readTime);
        if (typeof next === 'string') return next;
        for (const timing of toTimings(row, isActive ? next : undefined, context))
          observations.schedules.push({
            job,
            timing: isActive ? timing : {kind: 'none', reason: 'disabled'},
            isActive,
            definition: describeDerived(timing, 'next start'),
          });
        return undefined;
      },
    },
    {
      columns: ['OLDEST_DATE', 'OLDEST_TIME', 'KEPT_ROWS'],
      read(row) {
        lost = describeLost(row, readTime, context);
        return undefined;
      },
    },
    ending.set,
  ];
  const finish = (): Observations => ({...observations, ...runs.finish(), ...lost, ...ending.tellEnd()});
  return {sets, reject, finish};
}

/** Near the 1,000 rows that the Agent keeps of all jobs unless it is told otherwise: the oldest go first. */
const NEAR_LIMIT = 900;

/** A full history that does not reach back to the day's start has lost runs of the day. */
function describeLost(
  {OLDEST_DATE: date = '', OLDEST_TIME: time = '', KEPT_ROWS: kept = ''}: Row,
  readTime: ReadNumbers,
  {day, clock}: ParseContext,
): Pick<Observations, 'partialReason'> {
  const oldest = readTime(date, time);
  const isLost = oldest !== undefined && oldest > dayBounds(day, clock).start && Number(kept) >= NEAR_LIMIT;
  return isLost
    ? {partialReason: `the Agent's history begins in this day (${kept} rows): let it keep more of them`}
    : {};
}

/** Reads a date and a time as numbers yyyyMMdd and HHmmss; undefined for what is none. */
type ReadNumbers = (date: string, time: string) => EpochMs | undefined;

function serverTime(context: ParseContext<SqlServerSettings>): ReadNumbers {
  const {zone} = context.options;
  const clock = zone === undefined ? context.clock : {...context.clock, zone: openZone(zone)};
  const read: ReadTime = timeReader({...context, clock});
  return (date, time) =>
    /^\d{8}$/.test(date) && /^\d{1,6}$/.test(time) ? read(date + time.padStart(6, '0')) : undefined;
}

/** "0 = Failed, 1 = Succeeded, 2 = Retry, 3 = Canceled, 4 = In Progress" */
const STATUS_OF: ReadonlyMap<string, RunStatus> = new Map([
  ['0', 'failed'],
  ['1', 'succeeded'],
  ['2', 'running'],
  ['3', 'cancelled'],
  ['4', 'running'],
]);

function runReader(readTime: ReadNumbers): (row: Row) => RunFacts | string {
  const formatKey = instantFormatter();
  return row => {
    const job = cleanText(row.JOB ?? '');
    if (job === '') return 'no job name';
    const {RUN_DATE: date = '', RUN_TIME: time = '', RUN_DURATION: duration = ''} = row;
    const startedAt = readTime(date, time);
    if (startedAt === undefined) return `run_date "${date}" and run_time "${time}" are not a time`;
    const status = STATUS_OF.get(row.RUN_STATUS ?? '');
    const isOver = status !== 'running';
    const durationMs = isOver ? readDuration(duration) : undefined;
    if (isOver && durationMs === undefined) return `run_duration "${duration}" is not a number HHmmss`;
    const message = cleanText(row.MESSAGE === 'NULL' ? '' : (row.MESSAGE ?? ''));
    return {
      job,
      // What runs has no number yet: what has ended must have the same key.
      runKey: formatKey(startedAt),
      status: status ?? 'unknown',
      startedAt,
      endedAt: durationMs === undefined ? undefined : startedAt + durationMs,
      message:
        status === undefined ? cleanText(`run_status "${row.RUN_STATUS}" ${message}`) : message || undefined,
    };
  };
}

/** Hours are as many as they are: 1000000 is 100 hours. */
function readDuration(text: string): number | undefined {
  const number = text.length >= 1 && text.length <= 9 ? digitsAt(text, 0, text.length) : Number.NaN;
  if (!(number >= 0)) return undefined;
  const seconds = number % 100;
  const minutes = Math.floor(number / 100) % 100;
  const hours = Math.floor(number / 10_000);
  return seconds > 59 || minutes > 59 ? undefined : ((hours * 60 + minutes) * 60 + seconds) * SECOND_MS;
}

function readNext(row: Row, readTime: ReadNumbers): EpochMs | undefined | string {
  const {NEXT_DATE: date = '', NEXT_TIME: time = ''} = row;
  if (/^(?:0|null|)$/i.test(date)) return undefined;
  return readTime(date, time) ?? `next_date "${date}" and next_time "${time}" are not a time`;
}

function toTimings(
  row: Row,
  next: EpochMs | undefined,
  {clock, collectedAt, options}: ParseContext<SqlServerSettings>,
): readonly Timing[] {
  if (next === undefined) return [{kind: 'none', reason: 'no next start'}];
  return believeAnnounced(agentTimings(row, options.zone ?? clock.zone.name), next, collectedAt);
}
