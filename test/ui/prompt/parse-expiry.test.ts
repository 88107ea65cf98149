import {describe, expect, test} from 'vitest';
import {formatInstant} from '../../../source/domain/time.ts';
import {openZone} from '../../../source/domain/zone.ts';
import {parseExpiry} from '../../../source/ui/prompt/parse-expiry.ts';

/** The end that a text means, as it is written in UTC; the reason when it means none. */
function read(text: string, now: string, zone: string): string | undefined {
  const until = parseExpiry(text, Date.parse(now), openZone(zone));
  if (typeof until === 'object') return until.error;
  return until === undefined ? undefined : formatInstant(until);
}

describe('typed at 12:00 in Tokyo', () => {
  test.each([
    ['45m', '2026-11-23T03:45:00Z'],
    ['2h', '2026-11-23T05:00:00Z'],
    ['1d', '2026-11-24T03:00:00Z'],
    ['1h30m', '2026-11-23T04:30:00Z'],
    ['12:01', '2026-11-23T03:01:00Z'],
    ['12:00', '2026-11-24T03:00:00Z'],
    ['8:00', '2026-11-23T23:00:00Z'],
    ['08:00', '2026-11-23T23:00:00Z'],
    ['24:00', '2026-11-23T15:00:00Z'],
    ['tomorrow 08:00', '2026-11-23T23:00:00Z'],
    ['Tomorrow', '2026-11-23T15:00:00Z'],
    ['today 18:00', '2026-11-23T09:00:00Z'],
    ['2026-12-01 08:00', '2026-11-30T23:00:00Z'],
    ['2026-12-01', '2026-11-30T15:00:00Z'],
  ])('%s is %s', (text, until) => {
    expect(read(text, '2026-11-23T03:00:00Z', 'Asia/Tokyo')).toBe(until);
  });

  test.each(['', '   '])('%j is no end', text => {
    expect(read(text, '2026-11-23T03:00:00Z', 'Asia/Tokyo')).toBeUndefined();
  });

  test.each([
    ['30', '"30" is not understood; write 2h, 45m, 1d, 08:00, tomorrow 08:00, or a date'],
    ['soon', '"soon" is not understood; write 2h, 45m, 1d, 08:00, tomorrow 08:00, or a date'],
    ['25:00', '"25:00" is not understood; write 2h, 45m, 1d, 08:00, tomorrow 08:00, or a date'],
    ['2026-02-30', '"2026-02-30" is not understood; write 2h, 45m, 1d, 08:00, tomorrow 08:00, or a date'],
    [
      'tomorrow 08:00 please',
      '"tomorrow 08:00 please" is not understood; write 2h, 45m, 1d, 08:00, tomorrow 08:00, or a date',
    ],
    ['0m', '"0m" is past'],
    ['today 11:59', '"today 11:59" is past'],
    ['2026-11-22', '"2026-11-22" is past'],
    ['400d', '"400d" is more than a year away'],
    ['9999999999999999d', '"9999999999999999d" is more than a year away'],
  ])('%s is refused', (text, error) => {
    expect(read(text, '2026-11-23T03:00:00Z', 'Asia/Tokyo')).toBe(error);
  });
});

describe('around a clock change in London', () => {
  test.each([
    // 01:00 becomes 02:00 on 29 March 2026: 01:30 is not on any clock, what is meant is half an hour after the gap began.
    ['01:30', '2026-03-28T20:00:00Z', '2026-03-29T01:30:00Z'],
    ['tomorrow 08:00', '2026-03-28T20:00:00Z', '2026-03-29T07:00:00Z'],
    // 02:00 becomes 01:00 on 25 October 2026: 01:30 comes twice, and between the two it is still to come once.
    ['01:30', '2026-10-24T20:00:00Z', '2026-10-25T00:30:00Z'],
    ['01:30', '2026-10-25T00:45:00Z', '2026-10-25T01:30:00Z'],
    ['01:30', '2026-10-25T01:45:00Z', '2026-10-26T01:30:00Z'],
    ['1d', '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'],
  ])('%s at %s is %s', (text, now, until) => {
    expect(read(text, now, 'Europe/London')).toBe(until);
  });
});
