import {expect, test} from 'vitest';
import type {ScheduleRecord, Timing} from '../../../source/domain/schedule.ts';
import {addDays, MINUTE_MS} from '../../../source/domain/time.ts';
import {deriveSchedules} from '../../../source/report/pages/job-schedules.ts';
import type {ScheduleItem} from '../../../source/report/pages/pages.ts';
import {at, DAY, environment, expectation, facts} from '../../analysis/facts.ts';

const weekdays: Timing = {
  kind: 'cron',
  expression: '0 2 * * 1-5',
  timezone: 'Europe/London',
  policy: 'debian-cron',
};

function schedule(overrides: Partial<ScheduleRecord> = {}): ScheduleRecord {
  return {
    job: 'backup',
    source: 'crontab',
    timing: weekdays,
    definition: '0 2 * * 1-5 root backup',
    isActive: true,
    knownSince: at('09:00', addDays(DAY, -3)),
    ...overrides,
  };
}

function derive(
  rules: Parameters<typeof deriveSchedules>[0]['rules'],
  schedules: readonly ScheduleRecord[],
): ScheduleItem[] {
  const calendar = {
    name: 'uk',
    weekend: new Set<number>(),
    daysOff: new Map<string, string>(),
    workedDays: new Set<string>(),
    halfDays: new Map<string, number>(),
  };
  const about = facts({environment: environment({calendar}), schedules});
  return deriveSchedules({job: 'backup', rules, slots: [], facts: about, now: at('06:45')});
}

const nextFive = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'].map(day =>
  at('02:00', day),
);

test('a declared schedule is told in words and as it is written, and wins', () => {
  const rule = expectation({timing: weekdays, maxRuntimeMs: MINUTE_MS, calendar: 'nyse'});
  expect(derive({timed: [rule], general: rule}, [schedule()])).toMatchObject([
    {
      origin: 'declared',
      words: 'at 02:00 on Monday to Friday, Europe/London',
      definition: '0 2 * * 1-5',
      source: null,
      graceMs: 30 * MINUTE_MS,
      maxRuntimeMs: MINUTE_MS,
      calendar: 'nyse',
      isActive: true,
      isInForce: true,
      knownSince: null,
      goneSince: null,
      next: nextFive,
    },
    {origin: 'discovered', source: 'crontab', isInForce: false},
  ]);
});

test('times are shown as times', () => {
  const timing: Timing = {kind: 'times', timesMs: [540 * MINUTE_MS], timezone: 'UTC', policy: 'systemd'};
  expect(derive({timed: [expectation({timing})]}, [])).toMatchObject([
    {words: 'at 09:00 every day, UTC', definition: '09:00 (UTC)'},
  ]);
});

test('a schedule that a source revealed says where it is from and what applies to it', () => {
  const general = expectation({timing: undefined, graceMs: 5, calendar: undefined});
  expect(derive({timed: [], general}, [schedule()])).toEqual([
    {
      origin: 'discovered',
      words: 'at 02:00 on Monday to Friday, Europe/London',
      definition: '0 2 * * 1-5 root backup',
      source: 'crontab',
      graceMs: 5,
      maxRuntimeMs: null,
      calendar: 'uk',
      isActive: true,
      knownSince: at('09:00', addDays(DAY, -3)),
      goneSince: null,
      isInForce: true,
      next: nextFive,
    },
  ]);
});

test.each<[string, Partial<ScheduleRecord>, Partial<ScheduleItem>]>([
  ['that has gone before the day', {goneSince: at('23:00', addDays(DAY, -1))}, {isInForce: false, next: []}],
  ['that has gone during the day', {goneSince: at('03:00')}, {isInForce: true, next: []}],
  ['that appeared after the day', {knownSince: at('00:00', addDays(DAY, 1))}, {isInForce: false}],
  ['that is switched off', {isActive: false}, {isInForce: true, isActive: false, next: []}],
  [
    'without a time',
    {timing: {kind: 'none', reason: '@reboot: runs when the machine starts'}},
    {isInForce: false, words: '@reboot: runs when the machine starts', next: []},
  ],
])('a schedule %s', (_title, changes, expected) => {
  expect(derive({timed: []}, [schedule(changes)])).toMatchObject([expected]);
});

test('the latest revealed schedule comes first, and those of other jobs not at all', () => {
  const items = derive({timed: []}, [
    schedule({definition: 'old', knownSince: 1, goneSince: 5}),
    schedule({definition: 'new'}),
    schedule({job: 'other'}),
  ]);
  expect(items.map(({definition}) => definition)).toEqual(['new', 'old']);
});
