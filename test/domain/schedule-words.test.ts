import {expect, test} from 'vitest';
import type {DayRule} from '../../source/domain/day-rule.ts';
import type {DstPolicy, Timing} from '../../source/domain/schedule.ts';
import {wordTiming} from '../../source/domain/schedule-words.ts';
import {HOUR_MS} from '../../source/domain/time.ts';

function words(expression: string, policy: DstPolicy = 'debian-cron'): string {
  return wordTiming({kind: 'cron', expression, timezone: 'Europe/London', policy});
}

test.each([
  ['0 2 * * 1-5', 'at 02:00 on Monday to Friday'],
  ['30 14,2 * * *', 'at 02:30 and 14:30 every day'],
  ['0,30 9 * * 6,0', 'at 09:00 and 09:30 on Saturday and Sunday'],
  ['15 30 2 * * *', 'at 02:30:15 every day'],
  ['@daily', 'at 00:00 every day'],
  ['@yearly', 'at 00:00 on day 1 of the month in January'],
  ['0 3 * 1-3,7 *', 'at 03:00 every day in January to March and July'],
  ['0 3 1,15 * *', 'at 03:00 on days 1 and 15 of the month'],
  ['0 3 1-7 * *', 'at 03:00 on days 1 to 7 of the month'],
  ['0 3 L * *', 'at 03:00 on the last day of the month'],
  ['0 3 1,L * *', 'at 03:00 on day 1 and the last day of the month'],
  ['0 3 LW * *', 'at 03:00 on the last weekday of the month'],
  ['0 3 15W * *', 'at 03:00 on the weekday nearest to day 15 of the month'],
  ['0 3 * * 2#2', 'at 03:00 on the second Tuesday of the month'],
  ['0 3 * * 5L', 'at 03:00 on the last Friday of the month'],
  ['0 3 * * 1-5,0', 'at 03:00 on Monday to Friday and Sunday'],
  ['0 3 13 * 5', 'at 03:00 on day 13 of the month or on Friday'],
])('named times: %s', (expression, expected) => {
  expect(words(expression)).toBe(`${expected}, Europe/London`);
});

test.each([
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['5-59/15 * * * *', 'every 15 minutes from 5 past'],
  ['*/10 8-17 * * 1-5', 'every 10 minutes from 08:00 to 17:50 on Monday to Friday'],
  ['0 * * * *', 'every hour'],
  ['@hourly', 'every hour'],
  ['15 * * * 0', 'every hour at 15 past on Sunday'],
  ['30 8-17 * * *', 'every hour from 08:30 to 17:30'],
  ['0 */2 * * *', 'every 2 hours from 00:00 to 22:00'],
  ['*/20 * * * * *', 'every 20 seconds'],
  ['* * * * * *', 'every second'],
])('a rhythm: %s', (expression, expected) => {
  expect(words(expression)).toBe(`${expected}, Europe/London`);
});

test.each(['0,7,9 * * * *', '*/7 * * * *', '*/5 */2 * * *', '0 0,5,6,7,8,9,13 * * *', '*/5 0 8 * * *'])(
  'times without a rhythm are shown as written: %s',
  expression => {
    expect(words(expression)).toContain(`"${expression}"`);
  },
);

test('both day fields must match where the scheduler says so', () => {
  expect(words('0 0 */2 * 1')).toContain('if on Monday');
  expect(words('0 0 */2 * 1', 'kubernetes')).toContain('or on Monday');
});

test('either of two day fields will do, so one that always matches means every day', () => {
  expect(words('0 4 1-31 * 1')).toBe('at 04:00 every day, Europe/London');
});

test.each<[Timing, string]>([
  [
    {kind: 'times', timesMs: [9 * HOUR_MS, 12.5 * HOUR_MS, 24 * HOUR_MS], timezone: 'UTC', policy: 'systemd'},
    'at 09:00, 12:30 and 00:00 every day, UTC',
  ],
  [{kind: 'cron', expression: '@reboot', timezone: 'UTC', policy: 'debian-cron'}, 'when the machine starts'],
  [{kind: 'instants', dueAt: [1]}, 'when the scheduler announces it'],
  [{kind: 'none', reason: 'the timer has no next start'}, 'the timer has no next start'],
])('a schedule that is no cron expression: %j', (timing, expected) => {
  expect(wordTiming(timing)).toBe(expected);
});

test.each<[DayRule, string]>([
  [{businessDays: [1, -1]}, 'on the first and last business day of the month'],
  [{businessDays: [-2, 13, 22]}, 'on the second to last, 13th and 22nd business day of the month'],
  [{daysOfMonth: [-1, 1, 15]}, 'on days 1 and 15 and the last day of the month'],
  [
    {daysOfMonth: [15], roll: 'previous'},
    'on day 15 of the month, or on the previous business day when that is off',
  ],
  [{isAfterBusinessDay: true}, 'on the day after a business day'],
  [{weekdays: [{weekday: 5}], daysOfMonth: [13]}, 'on day 13 of the month if on Friday'],
  [
    {weekdays: [{weekday: 1}, {weekday: 2, nth: 2}, {weekday: 5, nth: -1}]},
    'on Monday and the second Tuesday and last Friday of the month',
  ],
  [
    {weekdays: [{weekday: 1}], every: {unit: 'weeks', count: 2, from: '2026-01-05'}},
    'on Monday of every 2 weeks, counted from 2026-01-05',
  ],
  [
    {every: {unit: 'weeks', count: 3, from: '2026-01-06'}},
    'on Tuesday of every 3 weeks, counted from 2026-01-06',
  ],
  [{every: {unit: 'days', count: 10, from: '2026-01-05'}}, 'every 10 days, counted from 2026-01-05'],
  [
    {months: [10, 1, 4, 7], businessDays: [3]},
    'on the third business day of the month in January, April, July and October',
  ],
  [{months: [1, 2, 3]}, 'every day in January to March'],
])('declared days: %j', (on, expected) => {
  const times: Timing = {kind: 'times', timesMs: [4 * HOUR_MS], timezone: 'UTC', policy: 'debian-cron'};
  expect(wordTiming(times, on)).toBe(`at 04:00 ${expected}, UTC`);
});

test('declared days narrow the dates of an expression', () => {
  const cron: Timing = {kind: 'cron', expression: '0 4 * * 1', timezone: 'UTC', policy: 'debian-cron'};
  expect(wordTiming(cron, {businessDays: [1]})).toBe(
    'at 04:00 on Monday, only on the first business day of the month, UTC',
  );
});
