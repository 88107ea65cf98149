import {describe, expect, test} from 'vitest';
import {
  addDays,
  dayOfWeek,
  formatDuration,
  formatInstant,
  fromDayNumber,
  HOUR_MS,
  isDay,
  parseDuration,
  parseInstant,
  toDayNumber,
} from '../../source/domain/time.ts';

describe('a day', () => {
  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2026-11-23', 20_780],
  ])('%s is number %i, there and back', (day, number) => {
    expect(toDayNumber(day)).toBe(number);
    expect(fromDayNumber(number)).toBe(day);
  });

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '',
    '2026-11-23T00:00',
  ])('"%s" is none', text => {
    expect(isDay(text)).toBe(false);
    expect(() => toDayNumber(text)).toThrow(`"${text}" is not a date; write it as YYYY-MM-DD`);
  });

  test('is counted onward over months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('has a day of the week, Sunday being 0', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-28', '1969-12-28', '1965-03-13'].map(dayOfWeek)).toEqual([
      0, 1, 6, 0, 6,
    ]);
  });
});

describe('an instant', () => {
  test.each([
    ['2026-11-23T06:40:00Z', '2026-11-23T06:40:00Z'],
    ['2026-11-23T06:40Z', '2026-11-23T06:40:00Z'],
    ['2026-11-23t06:40z', '2026-11-23T06:40:00Z'],
    ['2026-11-23 07:40:00.250+01:00', '2026-11-23T06:40:00.250Z'],
    ['2026-11-23T12:10+0530', '2026-11-23T06:40:00Z'],
    ['2026-11-23T00:00:00-05:00', '2026-11-23T05:00:00Z'],
  ])('%s is %s', (text, instant) => {
    expect(formatInstant(parseInstant(text) ?? Number.NaN)).toBe(instant);
  });

  test.each([
    '2026-11-23T06:40:00',
    '2026-11-23',
    '2026-02-30T00:00Z',
    '2026-02-29T00:00:00+01:00',
    '2026-11-23T25:00Z',
    '2026-11-23T06:60Z',
    'now',
    '',
  ])('"%s" is none: no offset, or no such time', text => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

test.each([
  [0, '0s'],
  [-5, '0s'],
  [59_400, '59s'],
  [59_600, '1m'],
  [90_000, '1m 30s'],
  [12 * 60_000 + 30_000, '12m'],
  [3_599_600, '1h 00m'],
  [3 * HOUR_MS + 5 * 60_000, '3h 05m'],
  [52 * HOUR_MS, '2d 4h'],
])('%i ms is shown as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  ['250ms', 250],
  ['90s', 90_000],
  ['1h30m', 90 * 60_000],
  ['1h 30m', 90 * 60_000],
  ['1.5h', 90 * 60_000],
  ['2d', 48 * HOUR_MS],
  ['1w', 168 * HOUR_MS],
  ['0s', 0],
  ['90', undefined],
  ['-5m', undefined],
  ['5 minutes', undefined],
  ['5m!', undefined],
  ['', undefined],
])('"%s" as a duration is %s ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
