/** When a job is expected next: from its schedules, without the times that a calendar or a maintenance window excuses. */
import type {JobRules} from '../../analysis/expectations.ts';
import {businessDayOf, dayBounds} from '../../domain/business-day.ts';
import {dayOff, slotExcuse} from '../../domain/calendar.ts';
import {nextDue} from '../../domain/due-instants.ts';
import type {Environment} from '../../domain/environment.ts';
import {findCalendar} from '../../domain/environment.ts';
import type {DueRule} from '../../domain/expected-due.ts';
import {excusingCalendar, isExpectedOn} from '../../domain/expected-due.ts';
import type {ScheduleRecord, Timing} from '../../domain/schedule.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';

/** A schedule of a job with the name of the calendar that excuses it; absent = the environment's. */
export type JobTiming = {job: string; timing: Timing} & DueRule;

/** The schedules that decide a job's slots from now on: declared ones win over those in force in the scheduler. */
export function presentTimings(
  job: string,
  {timed, general}: JobRules,
  schedules: readonly ScheduleRecord[],
): JobTiming[] {
  if (timed.length > 0) {
    return timed.flatMap(({timing, on, calendar}) => (timing ? [{job, timing, on, calendar}] : []));
  }
  return schedules
    .filter(({isActive, goneSince}) => isActive && goneSince === undefined)
    .map(({timing}) => ({job, timing, calendar: general?.calendar}));
}

/** Excused times and days off that are passed over before the search is given up. */
const MOST_PASSED = 400;

/** At most `count` instants after `from`, ascending; fewer when the schedule has no more or rests for very long. */
export function nextExpected(
  {job, timing, ...rule}: JobTiming,
  {clock, maintenance, ...environment}: Environment,
  from: EpochMs,
  count: number,
): EpochMs[] {
  const calendar = findCalendar(environment, excusingCalendar(rule));
  const expected: EpochMs[] = [];
  let after = from;
  for (let passed = 0; expected.length < count && passed < MOST_PASSED; ) {
    const [dueAt] = nextDue(timing, after, 1);
    if (dueAt === undefined) break;
    const day = businessDayOf(dueAt, clock);
    if (!isExpectedOn(rule, environment, day)) {
      const next = nextDay(rule, environment, day);
      if (next === undefined) break;
      after = dayBounds(next, clock).start - 1;
      passed += 1;
      continue;
    }
    if (slotExcuse({calendar, maintenance, zone: clock.zone, day, dueAt, job}) === undefined) {
      expected.push(dueAt);
      after = dueAt;
    } else {
      passed += 1;
      // A whole day off is passed over at once, however often the job would run on it.
      after = calendar && dayOff(calendar, day) !== undefined ? dayBounds(day, clock).end - 1 : dueAt;
    }
  }
  return expected;
}

/** Longer than between two leap days, so that every rule comes round. */
const LONGEST_WAIT_DAYS = 9 * 366;

/** The first business day after `day` that a rule names. */
function nextDay(rule: DueRule, environment: Parameters<typeof isExpectedOn>[1], day: Day): Day | undefined {
  for (let days = 1; days <= LONGEST_WAIT_DAYS; days++) {
    const next = addDays(day, days);
    if (isExpectedOn(rule, environment, next)) return next;
  }
  return undefined;
}
