/** When what an expectation declares is due: its times, on the business days that it names. */
import type {DayClock} from './business-day.ts';
import {businessDayOf} from './business-day.ts';
import {matchesDay} from './day-rule.ts';
import {wordDayRule} from './day-rule-words.ts';
import {describeTiming, dueInstants} from './due-instants.ts';
import type {Environment} from './environment.ts';
import {findCalendar, NO_CALENDAR} from './environment.ts';
import type {JobExpectation} from './expectation.ts';
import type {Timing} from './schedule.ts';
import type {Day, EpochMs} from './time.ts';

/** What of an expectation decides when it is due. */
export type DueRule = Pick<JobExpectation, 'on' | 'calendar'>;

type Place = Pick<Environment, 'calendar' | 'calendars'> & {clock: DayClock};

/** As `dueInstants`, only those that fall on a business day that the expectation names. */
export function expectedDue(
  timing: Timing,
  rule: DueRule,
  environment: Place,
  from: EpochMs,
  to: EpochMs,
): readonly EpochMs[] {
  const due = dueInstants(timing, from, to);
  if (!rule.on) return due;
  return due.filter(dueAt => isExpectedOn(rule, environment, businessDayOf(dueAt, environment.clock)));
}

/** Whether an expectation speaks of a business day. */
export function isExpectedOn({on, calendar}: DueRule, environment: Omit<Place, 'clock'>, day: Day): boolean {
  return on === undefined || matchesDay(on, day, findCalendar(environment, calendar));
}

/**
 * The name of the calendar whose days off excuse what is expected. The day after a business day is due although it may be
 * off itself: the calendar has been reckoned with.
 */
export function excusingCalendar({on, calendar}: DueRule): string | undefined {
  return on?.isAfterBusinessDay ? NO_CALENDAR : calendar;
}

/** `01:10 (Europe/London) on the first business day of the month`. */
export function describeExpected(timing: Timing, {on}: DueRule): string {
  return on ? `${describeTiming(timing)} ${wordDayRule(on)}` : describeTiming(timing);
}
