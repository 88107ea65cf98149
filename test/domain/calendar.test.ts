import {describe, expect, test} from 'vitest';
import type {SlotCircumstances} from '../../source/domain/calendar.ts';
import {dayOff, slotExcuse} from '../../source/domain/calendar.ts';
import type {Calendar} from '../../source/domain/expectation.ts';
import {HOUR_MS} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

const UK: Calendar = {
  name: 'uk',
  weekend: new Set([0, 6]),
  daysOff: new Map([
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-26', 'Boxing Day'],
    ['2026-12-28', 'Boxing Day (substitute day)'],
  ]),
  workedDays: new Set(['2026-12-28', '2026-12-05']),
  halfDays: new Map([['2026-12-24', 12 * HOUR_MS]]),
};

test.each([
  ['a weekday', '2026-12-23', undefined],
  ['a Saturday', '2026-12-12', 'Saturday'],
  ['a Sunday', '2026-12-13', 'Sunday'],
  ['a holiday', '2026-12-25', 'Christmas Day'],
  ['a holiday at a weekend goes by its own name', '2026-12-26', 'Boxing Day'],
  ['a holiday that is worked', '2026-12-28', undefined],
  ['a Saturday that is worked', '2026-12-05', undefined],
  ['a half day', '2026-12-24', undefined],
])('%s', (_title, day, reason) => {
  expect(dayOff(UK, day)).toBe(reason);
});

describe('a slot is excused', () => {
  const circumstances = (
    day: string,
    dueAt?: string,
    more: Partial<SlotCircumstances> = {},
  ): SlotCircumstances => ({
    calendar: UK,
    maintenance: [],
    zone: openZone('Europe/London'),
    day,
    dueAt: dueAt === undefined ? undefined : Date.parse(dueAt),
    job: 'RISK/EOD',
    ...more,
  });

  test.each([
    ['on a day off', '2026-12-25', '2026-12-25T10:00Z', 'Christmas Day'],
    ['on a day off without a time', '2026-12-25', undefined, 'Christmas Day'],
    ['in the small hours after a day off', '2026-12-25', '2026-12-26T02:00Z', 'Christmas Day'],
    ['not on a worked day', '2026-12-23', '2026-12-23T10:00Z', undefined],
    ['not before a half day’s end', '2026-12-24', '2026-12-24T11:59:59Z', undefined],
    ['from a half day’s end', '2026-12-24', '2026-12-24T12:00Z', 'half day'],
    ['in the small hours after a half day', '2026-12-24', '2026-12-25T02:00Z', 'half day'],
    ['not on a half day without a time', '2026-12-24', undefined, undefined],
  ])('%s', (_title, day, dueAt, reason) => {
    expect(slotExcuse(circumstances(day, dueAt))).toBe(reason);
  });

  test('from a half day’s end in the environment’s zone', () => {
    const zone = openZone('America/New_York');
    expect(slotExcuse(circumstances('2026-12-24', '2026-12-24T16:59Z', {zone}))).toBeUndefined();
    expect(slotExcuse(circumstances('2026-12-24', '2026-12-24T17:00Z', {zone}))).toBe('half day');
  });

  test('in a maintenance window, with or without a calendar', () => {
    const maintenance = [
      {
        kind: 'once',
        from: Date.parse('2026-12-23T10:00Z'),
        to: Date.parse('2026-12-23T12:00Z'),
        reason: 'storage',
      } as const,
    ];
    expect(slotExcuse(circumstances('2026-12-23', '2026-12-23T11:00Z', {maintenance}))).toBe(
      'maintenance: storage',
    );
    expect(
      slotExcuse(circumstances('2026-12-25', '2026-12-23T11:00Z', {maintenance, calendar: undefined})),
    ).toBe('maintenance: storage');
    expect(slotExcuse(circumstances('2026-12-23', undefined, {maintenance}))).toBeUndefined();
  });

  test('never without a calendar and maintenance', () => {
    expect(
      slotExcuse(circumstances('2026-12-25', '2026-12-25T10:00Z', {calendar: undefined})),
    ).toBeUndefined();
  });
});
