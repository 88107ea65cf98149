/** From a Dkron job to its schedule: robfig/cron's language with seconds, and words of Dkron's own (dkron.io, "Cron spec"). */
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import {type JsonRecord, textAt} from './json-answer.ts';
import {readTimes} from './json-times.ts';
import {readRobfigCron} from './robfig-cron.ts';
import type {ReadTime} from './timestamps.ts';

type ReadSchedule = (job: JsonRecord) => ScheduleObservation | string;

export function dkronScheduleReader(readTime: ReadTime, zone: string): ReadSchedule {
  return record => {
    const job = textAt(record, 'name');
    if (job === '' || !('schedule' in record)) return 'neither a job nor an execution of Dkron';
    const timing = timingOf(record, readTime, zone);
    if (typeof timing === 'string') return timing;
    const definition = `${textAt(record, 'schedule')} ${textAt(record, 'timezone')}`.trim();
    return {
      job,
      timing,
      isActive: record.disabled !== true,
      definition: cleanText(definition) || 'no schedule',
    };
  };
}

function timingOf(record: JsonRecord, readTime: ReadTime, zone: string): Timing | string {
  const schedule = textAt(record, 'schedule');
  const parent = textAt(record, 'parent_job');
  if (parent !== '') return {kind: 'none', reason: cleanText(`runs after ${parent}`)};
  if (schedule === '' || schedule === '@manually') return {kind: 'none', reason: 'started by hand'};
  if (/^@(?:every|minutely|at)\b/.test(schedule)) return nextStart(record, readTime);
  return readRobfigCron(schedule, textAt(record, 'timezone') || zone);
}

/** Counted from when the scheduler began, or an instant: Dkron says itself when that is. */
function nextStart(record: JsonRecord, readTime: ReadTime): Timing | string {
  const times = readTimes({next: record.next}, readTime);
  if (typeof times === 'string') return times;
  return times.next === undefined
    ? {kind: 'none', reason: 'no next start'}
    : {kind: 'instants', dueAt: [times.next]};
}
