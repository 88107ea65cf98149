import {describe, expect, test} from 'vitest';
import {parseCalendarEvent, splitEventZone} from '../../source/domain/calendar-event.ts';
import {describeTiming, nextDue} from '../../source/domain/due-instants.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import {wordTiming} from '../../source/domain/schedule-words.ts';

/** Local times of the next elapses after a local midnight, as `systemd-analyze calendar` of systemd 252 prints them. */
function next(text: string, from: string, count: number, zone = 'UTC'): string[] {
  const {expression, timezone = zone} = splitEventZone(text);
  const start = Temporal.PlainDateTime.from(from).toZonedDateTime(zone).epochMilliseconds;
  return nextDue({kind: 'on-calendar', expression, timezone}, start, count).map(at =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString(),
  );
}

test.each([
  ['*-*-* 02:00', '2026-03-01', ['2026-03-01T02:00:00', '2026-03-02T02:00:00']],
  ['Mon..Fri 02:00', '2026-03-07', ['2026-03-09T02:00:00', '2026-03-10T02:00:00']],
  ['Sat,Thu,Mon-Tue', '2026-03-01', ['2026-03-02T00:00:00', '2026-03-03T00:00:00', '2026-03-05T00:00:00']],
  ['*-*~1 23:30', '2028-02-01', ['2028-02-29T23:30:00', '2028-03-31T23:30:00']],
  ['*-02~03..07', '2027-01-01', ['2027-02-22T00:00:00', '2027-02-23T00:00:00']],
  ['Mon *-05~07/1', '2026-03-01', ['2026-05-25T00:00:00', '2027-05-31T00:00:00']],
  // The range is 5 and, with the step, no more: the fifth last day.
  ['*-1~5..06/2', '2026-12-31', ['2027-01-27T00:00:00', '2028-01-27T00:00:00']],
  ['12,14,13,12:20,10,30', '2026-03-01', ['2026-03-01T12:10:00', '2026-03-01T12:20:00']],
  ['*:0/15', '2026-03-01', ['2026-03-01T00:15:00', '2026-03-01T00:30:00']],
  ['*:2/3', '2026-03-01T00:03', ['2026-03-01T00:05:00', '2026-03-01T00:08:00']],
  ['08:05:40', '2026-03-01', ['2026-03-01T08:05:40', '2026-03-02T08:05:40']],
  ['00:00:00.5', '2026-03-01', ['2026-03-01T00:00:00.5', '2026-03-02T00:00:00.5']],
  ['03-05 08:05', '2026-03-06', ['2027-03-05T08:05:00']],
  ['26-3-5', '2026-03-01', ['2026-03-05T00:00:00']],
  ['2020..2030/2-3-5', '2026-03-06', ['2028-03-05T00:00:00', '2030-03-05T00:00:00']],
  ['quarterly', '2026-03-01', ['2026-04-01T00:00:00', '2026-07-01T00:00:00']],
  ['Bi-Annually', '2026-03-01', ['2026-07-01T00:00:00', '2027-01-01T00:00:00']],
  ['weekly', '2026-03-01', ['2026-03-02T00:00:00', '2026-03-09T00:00:00']],
  ['minutely', '2026-03-01', ['2026-03-01T00:01:00', '2026-03-01T00:02:00']],
])('%s', (expression, from, expected) => {
  expect(next(expression, from, expected.length)).toEqual(expected);
});

test.each(['*-02-30', '2003-03-05 05:40'])('%s is never due again', expression => {
  expect(next(expression, '2026-03-01', 1)).toEqual([]);
});

describe('a clock change', () => {
  test('skips what falls into the gap', () => {
    expect(next('01:30', '2026-03-28T12:00', 1, 'Europe/London')).toEqual(['2026-03-30T01:30:00']);
  });

  test('lets a repeated time elapse once, the first time', () => {
    const {expression} = splitEventZone('*:0/30');
    const due = nextDue(
      {kind: 'on-calendar', expression, timezone: 'Europe/London'},
      Date.parse('2026-10-24T23:31Z'),
      3,
    );
    expect(due.map(at => new Date(at).toISOString().slice(11, 16))).toEqual(['00:00', '00:30', '02:00']);
  });
});

test.each([
  ['daily UTC', 'daily', 'UTC'],
  ['Mon 02:00 utc', 'Mon 02:00', 'UTC'],
  ['02:00  America/New_York', '02:00', 'America/New_York'],
  ['02:00', '02:00', undefined],
  ['02:00 Nowhere/City', '02:00 Nowhere/City', undefined],
])('%s: the zone stands at the end', (text, expression, timezone) => {
  expect(splitEventZone(text)).toEqual(timezone === undefined ? {expression} : {expression, timezone});
});

test.each([
  ['', 'it is empty'],
  ['*/2', '"/2"'],
  ['Fri..Mon', 'a week begins with Monday'],
  ['Mon..', 'has no end'],
  ['Mon..Fr 02:00', '"Fr" is not a day of the week'],
  ['Mon..Wed..Fri', 'two ends'],
  ['Mox', 'does not begin with a number'],
  ['25:00', 'hour is out of bounds'],
  ['02:60', 'minute is out of bounds'],
  ['2:0:0..0', 'shorter than a second'],
  ['*-*~29', 'day is out of bounds'],
  ['*~1-1', 'only the day may count'],
  ['0/0:00', 'repeats after nothing'],
  ['2026-03-01 02', 'write it as HH:MM'],
  ['02:00 Nowhere/City', '" Nowhere/City"'],
  ['*:*:0/0.25', 'more often than once a second'],
  ['@1700000000', 'a time stamp'],
])('"%s" is refused', (expression, reason) => {
  expect(() => parseCalendarEvent(expression)).toThrow(ConfigError);
  expect(() => parseCalendarEvent(expression)).toThrow(reason);
});

test.each([
  ['Mon..Fri 02:00', 'at 02:00 on Monday to Friday'],
  ['*:0/15', 'every 15 minutes'],
  ['*-*~1 23:30', 'at 23:30 on the last day of the month'],
  ['Mon *-*-1..7 06:00', 'at 06:00 on days 1 to 7 of the month if on Monday'],
  ['*-*~3 06:00', 'at the times of "*-*~3 06:00"'],
  ['2026-12-24', 'at the times of "2026-12-24"'],
])('%s in words', (expression, words) => {
  const timing = {kind: 'on-calendar', expression, timezone: 'Europe/London'} as const;
  expect(wordTiming(timing)).toBe(`${words}, Europe/London`);
  expect(describeTiming(timing)).toBe(`${expression} (Europe/London)`);
});
