import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isNoTime, type TimeContext, timeReader} from '../../source/adapters/timestamps.ts';
import {formatInstant} from '../../source/domain/time.ts';
import {formatLocal, openZone} from '../../source/domain/zone.ts';

const HOUR_MS = 3_600_000;
const london: TimeContext = {
  day: '2026-11-23',
  clock: {zone: openZone('Europe/London'), dayStartMs: 7 * HOUR_MS},
  collectedAt: Date.UTC(2026, 10, 23, 18),
};
const newYork: TimeContext = {...london, clock: {zone: openZone('America/New_York'), dayStartMs: 0}};

function readAs(text: string, format?: string, context = london): string | undefined {
  const instant = timeReader(context, format)(text);
  return instant === undefined ? undefined : formatInstant(instant);
}

describe('without a format', () => {
  test.each([
    ['2026-07-01T06:40:00Z', '2026-07-01T06:40:00Z'],
    ['2026-07-01T06:40:00.2509Z', '2026-07-01T06:40:00.250Z'],
    ['2026-07-01 06:40:00,250', '2026-07-01T05:40:00.250Z'],
    ['2026-07-01T06:40:00.5Z', '2026-07-01T06:40:00.500Z'],
    ['2026-07-01T06:40:00.029999999+00:00', '2026-07-01T06:40:00.029Z'],
    ['2026-07-01T06:40:00,25 -0100', '2026-07-01T07:40:00.250Z'],
    ['2026-07-01T06:40:00z', '2026-07-01T06:40:00Z'],
    ['2026-07-01T06:40:00+02:00', '2026-07-01T04:40:00Z'],
    ['2026-07-01T06:40:00-0530', '2026-07-01T12:10:00Z'],
    ['2026-07-01 06:40:00 UTC', '2026-07-01T06:40:00Z'],
    ['2026-07-01 06:40', '2026-07-01T05:40:00Z'],
    ['2026-11-23T06:40', '2026-11-23T06:40:00Z'],
    ['20260701064000', '2026-07-01T05:40:00Z'],
    ['1795416000', '2026-11-23T06:40:00Z'],
    ['1795416000.5', '2026-11-23T06:40:00.500Z'],
    ['1795416000123', '2026-11-23T06:40:00.123Z'],
    ['1795416000123456', '2026-11-23T06:40:00.123Z'],
    ['Jul 29, 2019 7:17:33 PM', '2019-07-29T18:17:33Z'],
    ['Oct 2, 2023, 11:42:59 AM', '2023-10-02T10:42:59Z'],
    ['Nov 23, 2026, 12:00:01\u202FAM', '2026-11-23T00:00:01Z'],
    ['  2026-11-23T06:40:00Z ', '2026-11-23T06:40:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(readAs(text)).toBe(expected);
  });

  test.each([
    '2026-02-31 06:40:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01 06:40:00',
    '2026-11-23 24:30:00',
    '2026-11-23 06:60:00',
    '2026-11-23',
    '20261123',
    '20260231064000',
    '2026-11-23T06:40:0',
    '2026-11-23T06:40:00.Z',
    '2026-11-23T06:40:00.1234567890Z',
    '2026-11-23T06:40:00ZZ',
    '2026-11-23T06:40:00+25:00',
    '2026-11-23Q06:40:00',
    '23/11/2026 06:40',
    'Jul 32, 2019 7:17:33 PM',
    'Foo 29, 2019 7:17:33 PM',
    'Jul 29, 2019 13:17:33 PM',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
    '99999999999999999999',
    '1e9',
    'soon',
    '',
  ])('%s is no time', text => {
    expect(readAs(text)).toBeUndefined();
  });

  test('the hour that a clock change repeats is read as its first, the one it skips as just after', () => {
    expect(readAs('2026-10-25 01:30:00')).toBe('2026-10-25T00:30:00Z');
    expect(readAs('2026-03-29 01:30:00')).toBe('2026-03-29T01:30:00Z');
  });

  test('local times are what the zone says, in any order and around every clock change', () => {
    const {zone} = newYork.clock;
    const read = timeReader(newYork);
    const near = fc.constantFrom(Date.UTC(2026, 2, 8, 2), Date.UTC(2026, 10, 1, 1), Date.UTC(2026, 5, 1));
    const locals = fc.array(
      fc.tuple(near, fc.integer({min: -7200, max: 7200})).map(([base, seconds]) => base + seconds * 1000),
    );
    fc.assert(
      fc.property(locals, times => {
        for (const local of times) expect(read(formatLocal(local))).toBe(zone.toInstant(local));
      }),
      {seed: 1, numRuns: 50},
    );
  });
});

describe('with a format', () => {
  test.each([
    ['dd/MM/yyyy HH:mm', '23/11/2026 06:40', '2026-11-23T06:40:00Z'],
    ['dd/MM/yyyy HH:mm:ss.SSS', '01/07/2026 06:40:01.5', '2026-07-01T05:40:01.500Z'],
    ['M/d/yy h:mm a', '7/1/26 12:05 am', '2026-06-30T23:05:00Z'],
    ['EEE MMM d HH:mm:ss yyyy', 'Mon Nov  3 06:40:00 2026', '2026-11-03T06:40:00Z'],
    ['yyyy-MM-ddTHH:mmX', '2026-11-23T06:40+0100', '2026-11-23T05:40:00Z'],
    ["yyyy.MM.dd 'at' HH:mm", '2026.11.23 at 06:40', '2026-11-23T06:40:00Z'],
    ['epoch', '1795416000', '2026-11-23T06:40:00Z'],
    ['epoch-ms', '1795416000000', '2026-11-23T06:40:00Z'],
    ['epoch-us', '1795416000000000', '2026-11-23T06:40:00Z'],
  ])('%s reads %s', (format, text, expected) => {
    expect(readAs(text, format)).toBe(expected);
  });

  test.each([
    ['dd/MM/yyyy HH:mm', '31/02/2026 06:40'],
    ['dd/MM/yyyy HH:mm', '11/23/2026 06:40'],
    ['dd/MM/yyyy HH:mm', '2026-11-23 06:40'],
    ['dd/MM/yyyy hh:mm a', '23/11/2026 13:40 PM'],
    ['epoch', '2026-11-23 06:40'],
  ])('%s does not read %s', (format, text) => {
    expect(readAs(text, format)).toBeUndefined();
  });

  test('a time of day alone belongs to the business day, past midnight too', () => {
    expect(readAs('06:40', 'HH:mm')).toBe('2026-11-24T06:40:00Z');
    expect(readAs('07:00', 'HH:mm')).toBe('2026-11-23T07:00:00Z');
  });

  test('a date without a year is the last one before the collection', () => {
    const january = {...london, collectedAt: Date.UTC(2027, 0, 1, 6)};
    expect(readAs('Dec 31 23:59:59', 'MMM d HH:mm:ss', january)).toBe('2026-12-31T23:59:59Z');
    expect(readAs('Jan 1 00:00:01', 'MMM d HH:mm:ss', january)).toBe('2027-01-01T00:00:01Z');
  });

  test.each([
    ['dd/MM/yyyy', 'no hours'],
    ['dd/QQ/yyyy HH:mm', '"QQ"'],
    ['dd HH:mm', 'both a month and a day'],
    ['hh:mm', 'AM/PM'],
    ['HH:mm HH', 'twice'],
    ['--', 'no date and no time'],
  ])('%s is refused with its reason', (format, reason) => {
    expect(() => timeReader(london, format)).toThrow(reason);
  });
});

test.each([
  ['', true],
  ['0', true],
  ['-', true],
  ['None', true],
  ['Unknown', true],
  ['N/A', true],
  ['2026-11-23', false],
  ['00:00', false],
])('"%s" says that there is no time: %s', (text, expected) => {
  expect(isNoTime(text)).toBe(expected);
});
