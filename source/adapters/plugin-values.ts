/** Checks and cleans the single values that a plugin hands on. A text is the reason why one cannot be taken. */
import {parseCron} from '../domain/cron-expression.ts';
import {errorMessage} from '../domain/errors.ts';
import type {CountObservation, RunObservation, RunStatus} from '../domain/run.ts';
import {RUN_STATUSES} from '../domain/run.ts';
import type {DstPolicy, ScheduleObservation, Timing} from '../domain/schedule.ts';
import {DST_POLICIES} from '../domain/schedule.ts';
import {cleanText} from '../domain/text.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {DAY_MS, isDay} from '../domain/time.ts';
import {isZone} from '../domain/zone.ts';
import {isRecord} from './json-path.ts';

type Value = Readonly<Record<string, unknown>>;

const INSTANTS = ['scheduledAt', 'startedAt', 'endedAt'] as const;

export function toRun(run: Value, day: Day): RunObservation | string {
  const job = textOf(run.job);
  if (job === '') return 'no job name';
  const status = statusOf(run.status);
  if (status === undefined)
    return `the status ${JSON.stringify(textOf(run.status))} is none of ${RUN_STATUSES.join(', ')}`;
  const businessDay = dayOf(run.businessDay, day);
  if (businessDay === undefined) return 'businessDay is no date YYYY-MM-DD';
  const made: RunObservation = {job, runKey: textOf(run.runKey), businessDay, status};
  for (const name of INSTANTS) {
    const at = run[name];
    if (at === undefined || at === null) continue;
    if (!isInstant(at)) return `${name} is no instant in milliseconds`;
    made[name] = at;
  }
  const at = made.scheduledAt ?? made.startedAt ?? made.endedAt;
  made.runKey ||= at === undefined ? '-' : new Date(at).toISOString();
  if (typeof run.exitCode === 'number' && Number.isSafeInteger(run.exitCode)) made.exitCode = run.exitCode;
  const message = textOf(run.message);
  if (message !== '') made.message = message;
  return made;
}

export function toCount(value: Value, day: Day): CountObservation | string {
  const {count} = value;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    return 'count is no whole number, 0 or more';
  const businessDay = dayOf(value.businessDay, day);
  if (businessDay === undefined) return 'businessDay is no date YYYY-MM-DD';
  const [job, status] = [textOf(value.job), statusOf(value.status)];
  return {businessDay, count, ...(job !== '' && {job}), ...(status && {status})};
}

export function toSchedule(value: Value): ScheduleObservation | string {
  const job = textOf(value.job);
  if (job === '') return 'no job name';
  const timing = isRecord(value.timing) ? toTiming(value.timing) : 'no timing';
  if (typeof timing === 'string') return timing;
  return {job, timing, isActive: value.isActive !== false, definition: textOf(value.definition) || job};
}

function toTiming(timing: Value): Timing | string {
  const timezone = textOf(timing.timezone);
  const policy = DST_POLICIES.find(known => known === timing.policy) ?? 'debian-cron';
  switch (timing.kind) {
    case 'none':
      return {kind: 'none', reason: textOf(timing.reason) || 'no time'};
    case 'instants':
      return Array.isArray(timing.dueAt) && timing.dueAt.every(isInstant)
        ? {kind: 'instants', dueAt: timing.dueAt}
        : 'dueAt is no list of instants in milliseconds';
    case 'times':
      if (!isZone(timezone)) return `"${timezone}" is not a time zone`;
      return Array.isArray(timing.timesMs) && timing.timesMs.every(isTimeOfDay)
        ? {kind: 'times', timesMs: timing.timesMs, timezone, policy}
        : 'timesMs is no list of milliseconds since midnight';
    case 'cron':
      return isZone(timezone)
        ? toCron(textOf(timing.expression), timezone, policy)
        : `"${timezone}" is not a time zone`;
    default:
      return 'the kind of its timing is none of cron, times, instants, none';
  }
}

function toCron(expression: string, timezone: string, policy: DstPolicy): Timing | string {
  try {
    parseCron(expression, policy);
    return {kind: 'cron', expression, timezone, policy};
  } catch (error) {
    return errorMessage(error);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cleanText(value) : '';
}

function statusOf(value: unknown): RunStatus | undefined {
  return RUN_STATUSES.find(status => status === value);
}

function dayOf(value: unknown, day: Day): Day | undefined {
  if (value === undefined || value === null) return day;
  return typeof value === 'string' && isDay(value) ? value : undefined;
}

function isInstant(value: unknown): value is EpochMs {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < LAST_INSTANT;
}

const LAST_INSTANT = Date.UTC(9999, 11, 30);

function isTimeOfDay(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < DAY_MS;
}
