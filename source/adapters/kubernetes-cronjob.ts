/** From a CronJob object (batch/v1) to its schedule, and to what it says of the Jobs that it has made. */
import type {ScheduleObservation, Timing} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {parseDuration, SECOND_MS} from '../domain/time.ts';
import {integerAt, type JsonRecord, recordAt, recordsAt, textAt} from './json-answer.ts';
import {readTimes} from './json-times.ts';
import {readRobfigCron} from './robfig-cron.ts';
import type {ReadTime} from './timestamps.ts';

export type CronJob = {
  schedule: ScheduleObservation;
  name: string;
  createdAt: EpochMs | undefined;
  /** The due time of the last Job that it made, and when one of its Jobs last succeeded. */
  lastScheduleAt: EpochMs | undefined;
  lastSuccessAt: EpochMs | undefined;
  /** How many ended Jobs are kept. */
  keepsSucceeded: number;
  keepsFailed: number;
  /** How long an ended Job is kept, where that is limited, in milliseconds. */
  keptForMs: number | undefined;
  /** A Job that still runs at the next due time is deleted. */
  replaces: boolean;
  /** Names of the Jobs that had not ended. */
  active: readonly string[];
};

/** The API's own defaults. */
const KEEPS_SUCCEEDED = 3;
const KEEPS_FAILED = 1;

/** Reads one CronJob, or says why it cannot be read. `zone` is the controller's, for schedules without a zone of their own. */
export function cronJobReader(readTime: ReadTime, zone: string): (record: JsonRecord) => CronJob | string {
  return record => {
    const metadata = recordAt(record, 'metadata');
    const spec = recordAt(record, 'spec');
    const status = recordAt(record, 'status');
    const name = textAt(metadata, 'name');
    if (name === '') return 'no metadata.name';
    const {creationTimestamp} = metadata;
    const {lastScheduleTime, lastSuccessfulTime} = status;
    const times = readTimes({creationTimestamp, lastScheduleTime, lastSuccessfulTime}, readTime);
    if (typeof times === 'string') return times;
    const timing = timingOf(spec, zone, times.lastScheduleTime ?? times.creationTimestamp);
    if (typeof timing === 'string') return timing;
    const namespace = textAt(metadata, 'namespace');
    const job = cleanText(namespace === '' ? name : `${namespace}/${name}`);
    const ttl = integerAt(recordAt(recordAt(spec, 'jobTemplate'), 'spec'), 'ttlSecondsAfterFinished');
    return {
      schedule: {job, timing, isActive: spec.suspend !== true, definition: describeSpec(spec)},
      name,
      createdAt: times.creationTimestamp,
      lastScheduleAt: times.lastScheduleTime,
      lastSuccessAt: times.lastSuccessfulTime,
      keepsSucceeded: integerAt(spec, 'successfulJobsHistoryLimit') ?? KEEPS_SUCCEEDED,
      keepsFailed: integerAt(spec, 'failedJobsHistoryLimit') ?? KEEPS_FAILED,
      keptForMs: ttl === undefined ? undefined : ttl * SECOND_MS,
      replaces: spec.concurrencyPolicy === 'Replace',
      active: recordsAt(status, 'active').map(reference => textAt(reference, 'name')),
    };
  };
}

/** What decides when it runs, and nothing that changes from run to run. */
function describeSpec(spec: JsonRecord): string {
  const policy = textAt(spec, 'concurrencyPolicy');
  const deadline = integerAt(spec, 'startingDeadlineSeconds');
  const parts = [
    `${textAt(spec, 'schedule')} ${textAt(spec, 'timeZone')}`.trim(),
    policy === '' || policy === 'Allow' ? '' : `concurrencyPolicy ${policy}`,
    deadline === undefined ? '' : `startingDeadlineSeconds ${deadline}`,
  ];
  return cleanText(parts.filter(part => part !== '').join(', '));
}

/** `since`: when it last ran, or was made: `@every` counts from there. */
function timingOf(spec: JsonRecord, zone: string, since: EpochMs | undefined): Timing | string {
  const schedule = textAt(spec, 'schedule');
  const every = /^@every\s+(\S+)$/.exec(schedule)?.[1];
  return every === undefined
    ? readRobfigCron(schedule, textAt(spec, 'timeZone') || zone)
    : nextAfter(every, since);
}

/** `@every 1h30m`: so long after the last start. */
function nextAfter(every: string, since: EpochMs | undefined): Timing | string {
  const everyMs = parseDuration(every);
  if (everyMs === undefined || everyMs <= 0) return `@every "${every}" is not a duration`;
  return since === undefined
    ? {kind: 'none', reason: '@every: it is not known when it last ran'}
    : {kind: 'instants', dueAt: [since + Math.max(SECOND_MS, Math.floor(everyMs / SECOND_MS) * SECOND_MS)]};
}
