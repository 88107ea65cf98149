/** When the simulated schedulers start their jobs, and how a configuration or a crontab writes that. */

import type {DayClock} from '../domain/business-day.ts';
import {dayBounds} from '../domain/business-day.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, DAY_MS, dayOfWeek, HOUR_MS, MINUTE_MS} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {localMs} from '../domain/zone.ts';
import type {JobTiming} from './fleet-model.ts';

/** The due instants within a business day, ascending. Days of the week and of the month are the calendar's, as in cron. */
export function dueInDay(timing: JobTiming, day: Day, clock: DayClock): EpochMs[] {
  const {start, end} = dayBounds(day, clock);
  if (timing.kind === 'every') return everyMinutes(timing.minutes, start, end, clock.zone);
  // A business day that does not begin at midnight touches two calendar days.
  return [day, addDays(day, 1)]
    .filter(date => isDueOn(timing.days, date))
    .map(date => dueOn(date, timing.timeOfDayMs, clock.zone))
    .filter(dueAt => dueAt >= start && dueAt < end);
}

/** The first due instant after an instant: what a timer shows as its next elapse. */
export function nextDue(timing: JobTiming, after: EpochMs, clock: DayClock, day: Day): EpochMs | undefined {
  // A month's last day is at most 31 days away; one day more for the business day's start.
  for (let ahead = 0; ahead <= 32; ahead++) {
    const next = dueInDay(timing, addDays(day, ahead), clock).find(dueAt => dueAt > after);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** The five fields that a crontab would have: `0 2 * * 1-5`. */
export function cronExpression(timing: JobTiming): string {
  if (timing.kind === 'every') {
    if (timing.minutes < 60) return `*/${timing.minutes} * * * *`;
    return timing.minutes === 60 ? '0 * * * *' : `0 */${timing.minutes / 60} * * *`;
  }
  const hour = Math.floor(timing.timeOfDayMs / HOUR_MS);
  const minute = (timing.timeOfDayMs % HOUR_MS) / MINUTE_MS;
  const days = {all: '* * *', weekdays: '* * 1-5', 'month-end': 'L * *'}[timing.days];
  return `${minute} ${hour} ${days}`;
}

// Multiples of minutes follow real time through a clock change: every minute is looked at on the local clock.
function everyMinutes(minutes: number, start: EpochMs, end: EpochMs, zone: Zone): EpochMs[] {
  const due: EpochMs[] = [];
  for (let at = start; at < end; at += MINUTE_MS) {
    if ((zone.toLocal(at) / MINUTE_MS) % minutes === 0) due.push(at);
  }
  return due;
}

function isDueOn(days: 'all' | 'weekdays' | 'month-end', date: Day): boolean {
  if (days === 'month-end') return addDays(date, 1).endsWith('-01');
  return days === 'all' || (dayOfWeek(date) >= 1 && dayOfWeek(date) <= 5);
}

/** Debian cron's way: a time that the clock skips is made up for as soon as it has jumped; a repeated one counts once. */
function dueOn(date: Day, timeOfDayMs: number, zone: Zone): EpochMs {
  const local = localMs(date, timeOfDayMs);
  const dueAt = zone.toInstant(local);
  if (zone.toLocal(dueAt) === local) return dueAt;
  return zone.transitions(dueAt - DAY_MS, dueAt).at(-1)?.at ?? dueAt;
}
