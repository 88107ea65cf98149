import {describe, expect, test} from 'vitest';
import type {LearnedDates, LearnedSchedule, LearnedTime} from '../../../source/domain/learned.ts';
import {MINUTE_MS} from '../../../source/domain/time.ts';
import {openZone} from '../../../source/domain/zone.ts';
import {suggestExpectations} from '../../../source/report/learning/suggest-expectations.ts';
import {at} from '../../analysis/facts.ts';

const time = (dates: LearnedDates, usualMinutes = 70): LearnedTime => ({
  usualMinutes,
  graceMinutes: 47,
  lastDay: '2026-11-17',
  basis: {dates, ran: 50, of: 52},
  confidence: 0.96,
});
const context = {dayStartMinutes: 0, zone: openZone('Europe/London'), hasCalendar: false};
const learned = (times: LearnedTime[]): LearnedSchedule => ({times, historyDays: 90});

const suggest = (schedule: LearnedSchedule, changes: Partial<typeof context> = {}) =>
  suggestExpectations('LOAD', schedule, {...context, ...changes});

describe('a time of day becomes a cron expression', () => {
  test.each<[LearnedDates, string]>([
    [{kind: 'every-day'}, '10 1 * * *'],
    [{kind: 'business-days'}, '10 1 * * 1-5'],
    [{kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isWorkedOnly: false}, '10 1 * * 1-5'],
    [{kind: 'weekdays', weekdays: [0, 3], isWorkedOnly: false}, '10 1 * * 0,3'],
    [{kind: 'days-of-month', days: [1, 15]}, '10 1 1,15 * *'],
    [{kind: 'days-to-month-end', days: [0]}, '10 1 L * *'],
    [{kind: 'nth-weekdays', weekdays: [{weekday: 2, ordinal: 2}]}, '10 1 * * 2#2'],
    [{kind: 'nth-weekdays', weekdays: [{weekday: 5, ordinal: -1}]}, '10 1 * * 5L'],
    [
      {
        kind: 'nth-weekdays',
        weekdays: [
          {weekday: 2, ordinal: 1},
          {weekday: 2, ordinal: 3},
        ],
      },
      '10 1 * * 2#1,2#3',
    ],
    [{kind: 'after-business-days'}, '10 1 * * 2,3,4,5,6'],
  ])('%j is %s', (dates, schedule) => {
    expect(suggest(learned([time(dates)]))).toMatchObject([
      {entry: {job: 'LOAD', schedule, grace: '50m', early: '30m'}},
    ]);
  });

  test('irregular dates are none, and the reason says so', () => {
    const [suggestion] = suggest(learned([time({kind: 'irregular'})]));
    expect(suggestion?.entry).toBeUndefined();
    expect(suggestion?.reason).toMatch(
      /usually at 01:10; no schedule can say ".*", so that it stays learned/,
    );
  });

  test.each<[LearnedDates, object]>([
    [{kind: 'days-to-month-end', days: [0, 1]}, {daysOfMonth: [-1, -2]}],
    [{kind: 'business-days-of-month', ordinals: [1, -1]}, {businessDays: [1, -1]}],
    [
      {kind: 'rolled-day-of-month', days: [15], roll: 'previous'},
      {daysOfMonth: [15], roll: 'previous'},
    ],
    [
      {kind: 'alternate-weeks', weekdays: [1], parity: 0},
      {weekdays: ['mon'], everyWeeks: 2, from: '2026-11-16'},
    ],
    [
      {kind: 'alternate-weeks', weekdays: [1], parity: 1},
      {weekdays: ['mon'], everyWeeks: 2, from: '2026-11-09'},
    ],
    [
      {kind: 'every-n-days', days: 10},
      {everyDays: 10, from: '2026-11-17'},
    ],
  ])('%j, which cron cannot say, is %j', (dates, on) => {
    const [suggestion] = suggest(learned([time(dates)]));
    expect(suggestion?.entry).toMatchObject({job: 'LOAD', times: ['01:10'], on});
    expect(suggestion?.entry).not.toHaveProperty('schedule');
  });

  test('a rule none of whose dates are certain yet is none', () => {
    expect(suggest(learned([time({kind: 'days-of-month', days: []})]))[0]?.entry).toBeUndefined();
  });

  test('the day after a business day moves with the days off of a calendar', () => {
    const [suggestion] = suggest(learned([time({kind: 'after-business-days'})]), {hasCalendar: true});
    expect(suggestion?.entry).toMatchObject({times: ['01:10'], on: {afterBusinessDay: true}});
    expect(suggestion?.entry).not.toHaveProperty('calendar');
  });

  test('a calendar decides about business days, and about nothing that was learned to run on days off', () => {
    const withCalendar = {hasCalendar: true};
    expect(suggest(learned([time({kind: 'business-days'})]), withCalendar)[0]?.entry).toMatchObject({
      schedule: '10 1 * * *',
    });
    expect(suggest(learned([time({kind: 'business-days'})]), withCalendar)[0]?.entry).not.toHaveProperty(
      'calendar',
    );
    expect(suggest(learned([time({kind: 'every-day'})]), withCalendar)[0]?.entry?.calendar).toBe('none');
  });

  test('after midnight, of a business day that began before, the weekday is the next', () => {
    const monday = time({kind: 'weekdays', weekdays: [1, 6], isWorkedOnly: false});
    const late = suggest(learned([monday]), {dayStartMinutes: 420});
    expect(late).toMatchObject([{entry: {schedule: '10 1 * * 0,2'}}]);
    expect(late[0]?.reason).toContain('of the next date');
    expect(
      suggest(learned([time({kind: 'days-of-month', days: [31]})]), {dayStartMinutes: 420})[0]?.entry,
    ).toMatchObject({times: ['01:10'], on: {daysOfMonth: [31]}});
  });
});

test('several times of every day are one entry, in which none is taken for an early one of the next', () => {
  const daily: LearnedDates = {kind: 'every-day'};
  expect(suggest(learned([time(daily, 360), time(daily, 380)]))).toMatchObject([
    {entry: {times: ['06:00', '06:20'], early: '9m'}},
  ]);
});

describe('a rhythm', () => {
  const rhythm = (everyMinutes: number) => ({
    everyMs: everyMinutes * MINUTE_MS,
    limitMs: 2.5 * everyMinutes * MINUTE_MS,
    fromAt: at('08:00'),
    untilAt: at('17:55'),
    isAllDay: false,
    runsAYear: 9000,
    confidence: 0.99,
    lateRisk: 0.01,
    basis: {dates: {kind: 'business-days'} as const, ran: 50, of: 52},
  });
  test.each([
    [5, '*/5 8-17 * * 1-5'],
    [120, '0 8-17/2 * * 1-5'],
    [7, undefined],
  ])('of %i minutes is %s', (minutes, schedule) => {
    const [suggestion] = suggest({...learned([]), rhythm: rhythm(minutes)});
    expect(suggestion?.entry?.schedule).toBe(schedule);
  });

  test('past midnight, in a business day that begins later, keeps to its business days', () => {
    const overnight = {...rhythm(120), fromAt: at('22:00'), untilAt: at('04:00', '2026-11-24')};
    const [suggestion] = suggest({...learned([]), rhythm: overnight}, {dayStartMinutes: 420});
    expect(suggestion?.entry).toMatchObject({
      schedule: '0 0,2,4,22 * * *',
      on: {weekdays: ['mon', 'tue', 'wed', 'thu', 'fri']},
    });
  });
});

test('what a job is called is meant as it is, and how long it may take comes along', () => {
  const duration = {usualMs: 20 * MINUTE_MS, shortMs: 0, longMs: 61 * MINUTE_MS, runs: 40};
  const [suggestion] = suggestExpectations(
    'LOAD [a]',
    {...learned([time({kind: 'every-day'})]), duration},
    context,
  );
  expect(suggestion?.entry).toMatchObject({job: 'LOAD [[]a]', maxRuntime: '75m'});
});

test('of a job that has stopped nothing is suggested', () => {
  expect(suggest({...learned([time({kind: 'every-day'})]), stoppedSince: at('02:00')})).toEqual([]);
});
