/** Whether the scheduler starts a job when the configuration says that it is due. */
import {businessDayOf} from '../domain/business-day.ts';
import {slotExcuse} from '../domain/calendar.ts';
import {dueInstants} from '../domain/due-instants.ts';
import type {Environment} from '../domain/environment.ts';
import {findCalendar} from '../domain/environment.ts';
import type {JobExpectation} from '../domain/expectation.ts';
import {excusingCalendar, expectedDue} from '../domain/expected-due.ts';
import type {ScheduleRecord, Timing} from '../domain/schedule.ts';
import type {EpochMs} from '../domain/time.ts';

/** A timing that recurs: of it all due instants are known, of announced ones only the next. */
export type Recurring = Extract<Timing, {kind: 'cron' | 'times' | 'on-calendar'}>;

/** The timings of the schedules that are switched on; undefined when one of them does not tell when it is due. */
export function recurringTimings(schedules: readonly ScheduleRecord[]): Recurring[] | undefined {
  const timings = schedules.filter(({isActive}) => isActive).map(({timing}) => timing);
  return timings.length > 0 && timings.every(isRecurring) ? timings : undefined;
}

function isRecurring(timing: Timing): timing is Recurring {
  return timing.kind !== 'none' && timing.kind !== 'instants';
}

/** Whether one of them may start within `[from, to]`: what starts it later by chance or by its accuracy counts too. */
export function startsWithin(timings: readonly Recurring[], from: EpochMs, to: EpochMs): boolean {
  return timings.some(timing => {
    const delayMs = 'delayMs' in timing ? (timing.delayMs ?? 0) : 0;
    return dueInstants(timing, from - delayMs, to + 1).length > 0;
  });
}

/**
 * The first declared due instant in `[from, to)` for which nothing starts between its early margin and its deadline, days off and
 * maintenance left out.
 */
export function findUnmetDue(
  {rules, timings}: {rules: readonly JobExpectation[]; timings: readonly Recurring[]},
  environment: Pick<Environment, 'calendars' | 'calendar' | 'maintenance' | 'clock'>,
  from: EpochMs,
  to: EpochMs,
): EpochMs | undefined {
  for (const rule of rules) {
    const {job, timing, on, earlyMarginMs, graceMs} = rule;
    // Most are written as the scheduler has them.
    if (!timing || !isRecurring(timing)) continue;
    if (!on && timings.some(own => isSameTiming(own, timing))) continue;
    for (const dueAt of expectedDue(timing, rule, environment, from, to)) {
      if (startsWithin(timings, dueAt - earlyMarginMs, dueAt + graceMs)) continue;
      const excuse = slotExcuse({
        calendar: findCalendar(environment, excusingCalendar(rule)),
        maintenance: environment.maintenance,
        zone: environment.clock.zone,
        day: businessDayOf(dueAt, environment.clock),
        dueAt,
        job,
      });
      if (excuse === undefined) return dueAt;
    }
  }
  return undefined;
}

function isSameTiming(a: Recurring, b: Recurring): boolean {
  return (
    a.timezone === b.timezone &&
    'expression' in a &&
    'expression' in b &&
    a.kind === b.kind &&
    a.expression === b.expression
  );
}
