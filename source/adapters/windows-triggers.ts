/**
 * The triggers of Windows' tasks, as the classes of Get-ScheduledTask have them ("MSFT_TaskDailyTrigger" and its neighbours, Task Scheduler
 * provider): one that starts its task daily or weekly, at one time. StartBoundary is local time of the host unless it has an offset;
 * DaysOfWeek is the sum of 1 = Sunday to 64 = Saturday. The provider tells nothing of monthly triggers but that they are there.
 *
 * Windows tells only a task's latest run: of what starts several times a day the next start would hide the one before, so a
 * repetition and a second trigger have no rule here; nor have every other day or week.
 */
import type {Timing} from '../domain/schedule.ts';
import {SECOND_MS} from '../domain/time.ts';
import {type JsonRecord, recordsAt, textAt} from './json-answer.ts';
import {isRecord} from './json-path.ts';
import {calendarTimings} from './recurrence.ts';

/** Undefined where not one trigger alone goes by the clock, where that has no rule here, and where none is told of. */
export function triggerTimings(task: JsonRecord, timezone: string): Timing[] | undefined {
  if (!Array.isArray(task.Triggers)) return undefined;
  const triggers = recordsAt(task, 'Triggers').filter(isRecord);
  const byClock = triggers.filter(
    trigger => trigger.Enabled !== false && !WITHOUT_CLOCK.test(textAt(trigger, 'Type')),
  );
  const [only] = byClock;
  return only && byClock.length === 1 ? readTrigger(only, timezone) : undefined;
}

const WITHOUT_CLOCK = /^MSFT_Task(?:Boot|Logon|Event|Registration|SessionStateChange|Idle)Trigger$/;

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const DAY_S = 86_400;

function readTrigger(trigger: JsonRecord, timezone: string): Timing[] | undefined {
  const start = readStart(textAt(trigger, 'StartBoundary'));
  const delay = textAt(trigger, 'RandomDelay');
  const delayS = delay === '' ? 0 : secondsOf(delay);
  const weekdays = readWeekdays(trigger);
  const isRepeated = textAt(trigger, 'RepeatEvery') !== '';
  if (!start || delayS === undefined || !weekdays || isRepeated) return undefined;
  // With an offset the time is the same instant whatever the clocks do; its weekday may be another one.
  if (start.isUtc && weekdays.length < 7) return undefined;
  const recurrence = {weekdays, times: [start.timeS]};
  return calendarTimings(recurrence, start.isUtc ? 'UTC' : timezone, delayS * SECOND_MS);
}

function readWeekdays(trigger: JsonRecord): readonly number[] | undefined {
  const days = Number(trigger.DaysOfWeek);
  switch (textAt(trigger, 'Type')) {
    case 'MSFT_TaskDailyTrigger':
      return Number(trigger.DaysInterval) === 1 ? WEEKDAYS : undefined;
    case 'MSFT_TaskWeeklyTrigger':
      return Number(trigger.WeeksInterval) === 1 && days > 0 && days < 128
        ? WEEKDAYS.filter(day => (days & (1 << day)) !== 0)
        : undefined;
    default:
      return undefined;
  }
}

// `2026-01-05T06:00:00`, perhaps with an offset.
const BOUNDARY = /^\d{4}-\d\d-\d\dT(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

function readStart(text: string): {timeS: number; isUtc: boolean} | undefined {
  const [, hours, minutes, seconds, offset] = BOUNDARY.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const local = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (local >= DAY_S) return undefined;
  if (offset === undefined) return {timeS: local, isUtc: false};
  const [, sign, hour, minute] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const offsetS = (Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60) * (sign === '-' ? -1 : 1);
  return {timeS: (((local - offsetS) % DAY_S) + DAY_S) % DAY_S, isUtc: true};
}

/** A duration of ISO 8601 in days, hours, minutes and seconds. */
function secondsOf(text: string): number | undefined {
  const match = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text);
  if (!match || text.length < 3) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0));
  return (days ?? 0) * DAY_S + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}
