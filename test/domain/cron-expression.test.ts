import {describe, expect, test} from 'vitest';
import {parseCron} from '../../source/domain/cron-expression.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import type {Day} from '../../source/domain/time.ts';
import {fromDayNumber, HOUR_MS, MINUTE_MS, SECOND_MS, toDayNumber} from '../../source/domain/time.ts';

/** The matching days of a month, as days of the month. */
function daysIn(month: string, expression: string, policy?: Parameters<typeof parseCron>[1]): number[] {
  const {matchesDay} = parseCron(expression, policy);
  const first = toDayNumber(`${month}-01`);
  return Array.from({length: 31}, (_, index) => first + index)
    .filter(number => fromDayNumber(number).startsWith(month) && matchesDay(number))
    .map(number => Number(fromDayNumber(number).slice(8)));
}

const isMatch = (expression: string, day: Day): boolean => parseCron(expression).matchesDay(toDayNumber(day));

describe('the kind of a job', () => {
  test.each([
    ['30 2 * * *', true],
    ['0,30 2-4 * * *', true],
    ['0-30/5 2 * * *', true],
    ['5,* 2 * * *', true],
    ['0 2,* * * *', true],
    ['* 2 * * *', false],
    ['*/5 2 * * *', false],
    ['*,5 2 * * *', false],
    ['? 2 * * *', false],
    ['0 * * * *', false],
    ['0 */2 * * *', false],
    ['@daily', true],
    ['@weekly', true],
    ['@hourly', false],
    ['30 0 2 * * *', true],
    ['*/30 0 2 * * *', false],
  ])('%s is a fixed time: %s', (expression, isFixedTime) => {
    expect(parseCron(expression).isFixedTime).toBe(isFixedTime);
  });
});

describe('the two day fields', () => {
  // November 2026 begins on a Sunday: its Mondays are 2, 9, 16, 23 and 30.
  test.each([
    ['0 0 1,15 * *', [1, 15]],
    ['0 0 * * 1', [2, 9, 16, 23, 30]],
    ['0 0 1,15 * 1', [1, 2, 9, 15, 16, 23, 30]],
    ['0 0 */2 * 1', [9, 23]],
    ['0 0 1-31/2 * 1', [1, 2, 3, 5, 7, 9, 11, 13, 15, 16, 17, 19, 21, 23, 25, 27, 29, 30]],
    ['0 0 1-9 * */2', [1, 3, 5, 7, 8]],
    ['0 0 1-9 * 0-6/2', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 17, 19, 21, 22, 24, 26, 28, 29]],
    ['0 0 *,7 * 1', [2, 9, 16, 23, 30]],
    ['0 0 1-7 * +1', [2]],
    ['0 0 ? * 1', [2, 9, 16, 23, 30]],
  ])('%s matches %j', (expression, days) => {
    expect(daysIn('2026-11', expression)).toEqual(days);
  });

  test('a stepped star is no star for Kubernetes, whose cron library asks either field then', () => {
    expect(daysIn('2026-11', '0 0 */10 * 1', 'kubernetes')).toEqual([1, 2, 9, 11, 16, 21, 23, 30]);
    expect(daysIn('2026-11', '0 0 */10 * 1', 'debian-cron')).toEqual([]);
    expect(daysIn('2026-11', '0 0 5,* * 1', 'kubernetes')).toEqual([2, 9, 16, 23, 30]);
    expect(daysIn('2026-11', '0 0 */1 * 1', 'kubernetes')).toEqual([2, 9, 16, 23, 30]);
  });
});

describe('days of the week', () => {
  test.each([
    ['0 0 * * 0', [1, 8, 15, 22, 29]],
    ['0 0 * * 7', [1, 8, 15, 22, 29]],
    ['0 0 * * SUN', [1, 8, 15, 22, 29]],
    ['0 0 * * sAt-Sun', [1, 7, 8, 14, 15, 21, 22, 28, 29]],
    ['0 0 * * 5-7', [1, 6, 7, 8, 13, 14, 15, 20, 21, 22, 27, 28, 29]],
    ['0 0 * * mon-wed/2', [2, 4, 9, 11, 16, 18, 23, 25, 30]],
    ['0 0 * * MON#1', [2]],
    ['0 0 * * 1#5', [30]],
    ['0 0 * * 5#5', []],
    ['0 0 * * 5L', [27]],
    ['0 0 * * 1L,0#2', [8, 30]],
  ])('%s matches %j', (expression, days) => {
    expect(daysIn('2026-11', expression)).toEqual(days);
  });
});

describe('days of the month', () => {
  test.each([
    ['2026-11', '0 0 L * *', [30]],
    ['2028-02', '0 0 L * *', [29]],
    ['2026-02', '0 0 L,1 * *', [1, 28]],
    // 31 October 2026 is a Saturday, 28 February 2027 a Sunday.
    ['2026-10', '0 0 LW * *', [30]],
    ['2027-02', '0 0 LW * *', [26]],
    // 1 August 2026 is a Saturday: the nearest weekday does not leave the month.
    ['2026-08', '0 0 1W * *', [3]],
    ['2026-11', '0 0 15W * *', [16]],
    ['2026-11', '0 0 14W * *', [13]],
    ['2026-05', '0 0 31W * *', [29]],
    ['2026-11', '0 0 31W * *', []],
    ['2026-11', '0 0 31 * *', []],
    ['2026-11', '0 0 */15 * *', [1, 16]],
    ['2026-11', '0 0 */40 * *', [1]],
  ])('%s, %s matches %j', (month, expression, days) => {
    expect(daysIn(month, expression)).toEqual(days);
  });
});

test.each([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@Hourly', '0 * * * *'],
])('%s means %s', (nickname, meaning) => {
  const [ours, theirs] = [parseCron(nickname), parseCron(meaning)];
  expect(ours.timesMs).toEqual(theirs.timesMs);
  for (let day = toDayNumber('2026-01-01'); day < toDayNumber('2027-02-01'); day++) {
    expect(ours.matchesDay(day)).toBe(theirs.matchesDay(day));
  }
});

test('months go by number or name, in any case', () => {
  expect(['2026-01-01', '2026-03-01', '2026-04-01'].map(day => isMatch('0 0 1 jan-MAR *', day))).toEqual([
    true,
    true,
    false,
  ]);
});

test('times of day are ascending and hold seconds when there are six fields', () => {
  expect(parseCron('30,0 14,2 * * *').timesMs).toEqual([2, 2.5, 14, 14.5].map(hours => hours * HOUR_MS));
  expect(parseCron('15,45 1 0 * * *').timesMs).toEqual([75, 105].map(seconds => seconds * SECOND_MS));
  expect(parseCron('*/90 0 * * *').timesMs).toEqual([0]);
});

test('white space around and between fields does not matter', () => {
  expect(parseCron('  5\t4   * * * ').timesMs).toEqual([4 * HOUR_MS + 5 * MINUTE_MS]);
});

test('@reboot is read, and never due', () => {
  expect(parseCron('@reboot').timesMs).toEqual([]);
  expect(isMatch('@reboot', '2026-11-23')).toBe(false);
});

test('Kubernetes reads a step without a range as one to the end, Debian refuses it', () => {
  expect(parseCron('10/20 0 * * *', 'kubernetes').timesMs).toEqual(
    [10, 30, 50].map(minutes => minutes * MINUTE_MS),
  );
  expect(() => parseCron('10/20 0 * * *')).toThrow(
    'minute "10/20" has a step without a range; write 5-59/15, not 5/15',
  );
});

describe('what is nonsense is refused in words that name the field and what is allowed', () => {
  test.each([
    ['61 2 * * *', 'minute "61" is not allowed. Allowed: *, 0-59'],
    ['0 24 * * *', 'hour "24" is not allowed. Allowed: *, 0-23'],
    ['0 0 0 * *', 'day-of-month "0" is not allowed. Allowed: *, 1-31, L, LW, 15W'],
    ['0 0 32 * *', 'day-of-month "32"'],
    ['0 0 L-3 * *', 'day-of-month "L-3"'],
    ['0 0 * 13 *', 'month "13" is not allowed. Allowed: *, 1-12, JAN-DEC'],
    ['0 0 * JANUARY *', 'month "JANUARY"'],
    [
      '0 0 * * 8',
      'day-of-week "8" is not allowed. Allowed: *, 0-7 (0 and 7 = Sunday), SUN-SAT, 5#1 to 5#5, 5L',
    ],
    ['0 0 * * MON#6', 'day-of-week "MON#6"'],
    ['60 * * * * *', 'second "60" is not allowed. Allowed: *, 0-59'],
    ['0 22-2 * * *', 'hour "22-2" has a range that runs backwards; write it as two ranges'],
    ['*/0 * * * *', 'minute "*/0"'],
    ['/5 * * * *', 'minute "/5"'],
    ['1,,2 * * * *', 'minute "1,,2"'],
    ['1-2-3 * * * *', 'minute "1-2-3"'],
    ['*-5 * * * *', 'minute "*-5"'],
    ['1.5 * * * *', 'minute "1.5"'],
    ['-1 * * * *', 'minute "-1"'],
    ['* * * *', 'found 4 fields. Allowed: five fields (minute hour day-of-month month day-of-week)'],
    ['* * * * * * *', 'found 7 fields'],
    ['', 'found nothing'],
    ['constructor', 'found 1 field.'],
    ['@dayly', 'no such nickname. Allowed: @yearly, @annually'],
  ])('%s', (expression, message) => {
    expect(() => parseCron(expression)).toThrow(ConfigError);
    expect(() => parseCron(expression)).toThrow(`"${expression}" is not a cron expression: `);
    expect(() => parseCron(expression)).toThrow(message);
  });
});
