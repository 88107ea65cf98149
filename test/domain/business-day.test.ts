import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {DayClock} from '../../source/domain/business-day.ts';
import {businessDayOf, dayBounds, instantInDay, parseTimeOfDay} from '../../source/domain/business-day.ts';
import {formatInstant, HOUR_MS, MINUTE_MS} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

const clockOf = (zone: string, dayStart: string): DayClock => ({
  zone: openZone(zone),
  dayStartMs: parseTimeOfDay(dayStart) ?? Number.NaN,
});

describe('the business day of an instant', () => {
  test.each([
    ['just before the day starts', 'Europe/London', '07:00', '2026-11-23T06:59:59.999Z', '2026-11-22'],
    ['when the day starts', 'Europe/London', '07:00', '2026-11-23T07:00Z', '2026-11-23'],
    ['the small hours after', 'Europe/London', '07:00', '2026-11-24T03:00Z', '2026-11-23'],
    ['in the zone, not in UTC', 'Asia/Kolkata', '00:00', '2026-11-23T18:30Z', '2026-11-24'],
    // London, 25 October 2026: 01:30 comes twice, at 00:30 and 01:30 UTC. The day starts at the first.
    ['before a start that comes twice', 'Europe/London', '01:30', '2026-10-25T00:29Z', '2026-10-24'],
    ['at the first of a start that comes twice', 'Europe/London', '01:30', '2026-10-25T00:30Z', '2026-10-25'],
    [
      'between, with an earlier wall clock again',
      'Europe/London',
      '01:30',
      '2026-10-25T01:10Z',
      '2026-10-25',
    ],
    ['at the second', 'Europe/London', '01:30', '2026-10-25T01:30Z', '2026-10-25'],
    // London, 29 March 2026: 01:30 is skipped; the day starts as far after 01:00 UTC as 01:30 is after 01:00.
    ['after the gap, before a start inside it', 'Europe/London', '01:30', '2026-03-29T01:29Z', '2026-03-28'],
    ['at a start inside the gap', 'Europe/London', '01:30', '2026-03-29T01:30Z', '2026-03-29'],
    ['at a midnight that does not exist', 'America/Sao_Paulo', '00:00', '2018-11-04T03:00Z', '2018-11-04'],
    ['before it', 'America/Sao_Paulo', '00:00', '2018-11-04T02:59Z', '2018-11-03'],
    ['before Samoa skips a day', 'Pacific/Apia', '00:00', '2011-12-30T09:59Z', '2011-12-29'],
    ['after Samoa skipped a day', 'Pacific/Apia', '00:00', '2011-12-30T10:00Z', '2011-12-31'],
    ['in Samoa, before the day starts', 'Pacific/Apia', '07:00', '2011-12-30T16:59Z', '2011-12-29'],
  ])('%s', (_title, zone, dayStart, instant, day) => {
    expect(businessDayOf(Date.parse(instant), clockOf(zone, dayStart))).toBe(day);
  });
});

describe('the bounds of a business day', () => {
  const hours = (zone: string, dayStart: string, day: string): [string, number] => {
    const {start, end} = dayBounds(day, clockOf(zone, dayStart));
    return [formatInstant(start), (end - start) / HOUR_MS];
  };

  test.each([
    ['an ordinary day', 'Europe/London', '07:00', '2026-11-23', '2026-11-23T07:00:00Z', 24],
    ['the day with a gap', 'Europe/London', '00:00', '2026-03-29', '2026-03-29T00:00:00Z', 23],
    ['the day with an overlap', 'Europe/London', '00:00', '2026-10-25', '2026-10-24T23:00:00Z', 25],
    ['half an hour’s overlap', 'Australia/Lord_Howe', '00:00', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
    [
      'a start that comes twice: the first',
      'Europe/London',
      '01:30',
      '2026-10-25',
      '2026-10-25T00:30:00Z',
      25,
    ],
    ['the day before it', 'Europe/London', '01:30', '2026-10-24', '2026-10-24T00:30:00Z', 24],
    ['a start in a gap', 'Europe/London', '01:30', '2026-03-29', '2026-03-29T01:30:00Z', 23],
    ['the day that Samoa skipped', 'Pacific/Apia', '00:00', '2011-12-30', '2011-12-30T10:00:00Z', 0],
  ])('%s', (_title, zone, dayStart, day, start, length) => {
    expect(hours(zone, dayStart, day)).toEqual([start, length]);
  });

  test('hold the instants of their day and no others, around every clock change', () => {
    const changes = [
      '2026-03-29T01:00Z',
      '2026-10-25T01:00Z',
      '2011-12-30T10:00Z',
      '2018-11-04T03:00Z',
      '2026-04-04T15:00Z',
    ];
    const zones = [
      'Europe/London',
      'Pacific/Apia',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Africa/Cairo',
    ];
    const minutes = fc.integer({min: -3000, max: 3000});
    const starts = fc.integer({min: 0, max: 24 * 60 - 1});
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...changes),
        minutes,
        starts,
        (zone, change, offset, start) => {
          const clock: DayClock = {zone: openZone(zone), dayStartMs: start * MINUTE_MS};
          const instant = Date.parse(change) + offset * MINUTE_MS;
          const bounds = dayBounds(businessDayOf(instant, clock), clock);
          expect(bounds.start).toBeLessThanOrEqual(instant);
          expect(bounds.end).toBeGreaterThan(instant);
        },
      ),
      {seed: 20261123, numRuns: 2000},
    );
  });
});

test('a time of day before the day’s start is on the next date', () => {
  const clock = clockOf('Europe/London', '07:00');
  expect(formatInstant(instantInDay('2026-11-23', 9 * HOUR_MS, clock))).toBe('2026-11-23T09:00:00Z');
  expect(formatInstant(instantInDay('2026-11-23', 7 * HOUR_MS, clock))).toBe('2026-11-23T07:00:00Z');
  expect(formatInstant(instantInDay('2026-11-23', 2 * HOUR_MS, clock))).toBe('2026-11-24T02:00:00Z');
  expect(formatInstant(instantInDay('2026-11-23', 24 * HOUR_MS, clock))).toBe('2026-11-24T00:00:00Z');
});

test.each([
  ['00:00', 0],
  ['7:05', 425 * MINUTE_MS],
  ['24:00', 24 * HOUR_MS],
  ['24:01', undefined],
  ['12:60', undefined],
  ['12:5', undefined],
  ['noon', undefined],
  ['-1:00', undefined],
])('%s as a time of day is %s', (text, ms) => {
  expect(parseTimeOfDay(text)).toBe(ms);
});
