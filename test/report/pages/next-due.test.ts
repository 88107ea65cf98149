import {describe, expect, test} from 'vitest';
import type {DayRule} from '../../../source/domain/day-rule.ts';
import type {Environment} from '../../../source/domain/environment.ts';
import type {Calendar} from '../../../source/domain/expectation.ts';
import type {ScheduleRecord, Timing} from '../../../source/domain/schedule.ts';
import {formatInstant} from '../../../source/domain/time.ts';
import {nextExpected, presentTimings} from '../../../source/report/pages/next-due.ts';
import {at, environment, expectation} from '../../analysis/facts.ts';

const FRIDAY = '2026-11-27';

function cron(expression: string, timezone = 'Europe/London'): Timing {
  return {kind: 'cron', expression, timezone, policy: 'debian-cron'};
}

function next(timing: Timing, from: number, count: number, own: Environment = environment()): string[] {
  return nextExpected({job: 'backup', timing}, own, from, count).map(formatInstant);
}

const weekends: Calendar = {
  name: 'uk',
  weekend: new Set([0, 6]),
  daysOff: new Map([['2026-12-25', 'Christmas Day']]),
  workedDays: new Set(),
  halfDays: new Map(),
};

describe('the next expected instants', () => {
  test('are those after the given one', () => {
    expect(next(cron('0 */6 * * *'), at('06:00'), 3)).toEqual([
      '2026-11-23T12:00:00Z',
      '2026-11-23T18:00:00Z',
      '2026-11-24T00:00:00Z',
    ]);
  });

  test('keep their local time over a clock change', () => {
    expect(next(cron('30 2 * * *'), Date.parse('2026-10-24T03:00Z'), 2)).toEqual([
      '2026-10-25T02:30:00Z',
      '2026-10-26T02:30:00Z',
    ]);
    expect(next(cron('30 2 * * *'), Date.parse('2026-10-23T03:00Z'), 1)).toEqual(['2026-10-24T01:30:00Z']);
  });

  test('leave out days off, whatever the job would do on them', () => {
    const own = environment({calendar: weekends});
    expect(next(cron('* * * * *'), at('23:59', FRIDAY), 1, own)).toEqual(['2026-11-30T00:00:00Z']);
    expect(next(cron('0 2 25 12 *'), at('00:00', FRIDAY), 1, own)).toEqual(['2028-12-25T02:00:00Z']);
  });

  test('keep to the business days that are declared, by the calendar', () => {
    const own = environment({calendar: weekends});
    const onDays = (on: DayRule) =>
      nextExpected({job: 'backup', timing: cron('0 2 * * *'), on}, own, at('02:00'), 3).map(dueAt =>
        formatInstant(dueAt).slice(0, 10),
      );
    expect(onDays({businessDays: [1, -1]})).toEqual(['2026-11-30', '2026-12-01', '2026-12-31']);
    expect(onDays({daysOfMonth: [25], roll: 'previous'})).toEqual(['2026-11-25', '2026-12-24', '2027-01-25']);
    // Saturday is off, and the day after a business day all the same.
    expect(onDays({isAfterBusinessDay: true, weekdays: [{weekday: 6}, {weekday: 0}, {weekday: 1}]})).toEqual([
      '2026-11-28',
      '2026-12-05',
      '2026-12-12',
    ]);
    // That of 2032 is a Sunday.
    expect(onDays({daysOfMonth: [29], months: [2]})).toEqual(['2028-02-29', '2036-02-29', '2040-02-29']);
  });

  test('leave out maintenance', () => {
    const window = {kind: 'once', from: at('12:00'), to: at('14:00'), reason: 'patching'} as const;
    const own = environment({maintenance: [window]});
    expect(next(cron('*/30 * * * *'), at('11:40'), 2, own)).toEqual([
      '2026-11-23T14:00:00Z',
      '2026-11-23T14:30:00Z',
    ]);
  });

  test('are none when nothing but excused times is in sight', () => {
    const never = environment({calendar: {...weekends, weekend: new Set([0, 1, 2, 3, 4, 5, 6])}});
    expect(next(cron('0 2 * * *'), at('12:00'), 1, never)).toEqual([]);
  });

  test('are fewer when the scheduler has announced no more', () => {
    expect(next({kind: 'instants', dueAt: [at('09:00'), at('11:00')]}, at('09:00'), 5)).toEqual([
      '2026-11-23T11:00:00Z',
    ]);
    expect(next({kind: 'none', reason: '@reboot'}, at('09:00'), 5)).toEqual([]);
  });
});

describe('the schedules that decide from now on', () => {
  const schedule: ScheduleRecord = {
    job: 'backup',
    source: 'cron',
    timing: cron('0 4 * * *'),
    definition: '0 4 * * * backup',
    isActive: true,
    knownSince: 0,
  };

  test('are the declared ones if there are any, with their calendar', () => {
    const rule = expectation({calendar: 'nyse'});
    expect(presentTimings('backup', {timed: [rule]}, [schedule])).toEqual([
      {job: 'backup', timing: rule.timing, calendar: 'nyse'},
    ]);
  });

  test('are else those in force in the scheduler', () => {
    const gone = {...schedule, goneSince: 5};
    const off = {...schedule, isActive: false};
    const general = expectation({timing: undefined, calendar: 'nyse'});
    expect(presentTimings('backup', {timed: [], general}, [schedule, gone, off])).toEqual([
      {job: 'backup', timing: schedule.timing, calendar: 'nyse'},
    ]);
  });
});
