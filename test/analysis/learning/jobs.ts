/** Small histories to learn from: business days in London with the starts of one job. */
import {learnDays} from '../../../source/analysis/learning/learner.ts';
import {dayOff} from '../../../source/domain/calendar.ts';
import type {Calendar} from '../../../source/domain/expectation.ts';
import type {JobModel, LearningContext, LearningDay} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays, dayOfWeek, MINUTE_MS} from '../../../source/domain/time.ts';
import {localMs, openZone} from '../../../source/domain/zone.ts';

export const calendar: Calendar = {
  name: 'england',
  weekend: new Set([0, 6]),
  daysOff: new Map([
    ['2026-01-01', "New Year's Day"],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-05-04', 'Early May bank holiday'],
    ['2026-05-25', 'Spring bank holiday'],
    ['2026-08-31', 'Summer bank holiday'],
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-28', 'Boxing Day (substitute day)'],
  ]),
  workedDays: new Set(),
  halfDays: new Map(),
};

export const zone = openZone('Europe/London');
export const context: LearningContext = {clock: {zone, dayStartMs: 0}, calendar};

export const isWorked = (day: Day): boolean => dayOff(calendar, day) === undefined;
export const isWeekday = (day: Day): boolean => dayOfWeek(day) % 6 !== 0;

/** The instant of `HH:MM` on a date, local. */
export function at(day: Day, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return zone.toInstant(localMs(day, (hours * 60 + minutes) * MINUTE_MS));
}

/** A business day on which the job started at these local times (past 24:00: on the next date, and told with that). */
export function dayWith(day: Day, times: readonly string[], isObserved = true): LearningDay {
  return {
    day,
    isObserved,
    runs: times.map(time => ({
      startedAt: at(day, time),
      endedAt: at(day, time) + 60_000,
      status: 'succeeded',
    })),
  };
}

/** Business days `[from, to)`. */
export function history(from: Day, to: Day, timesOn: (day: Day) => readonly string[]): LearningDay[] {
  const days: LearningDay[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(dayWith(day, timesOn(day)));
  return days;
}

export function learn(from: Day, to: Day, timesOn: (day: Day) => readonly string[]): JobModel {
  return learnDays(undefined, history(from, to, timesOn), context);
}
