import {describe, expect, test} from 'vitest';
import type {RunDuration} from '../../../source/domain/facts.ts';
import {MINUTE_MS} from '../../../source/domain/time.ts';
import {bandAt} from '../../../source/report/pages/usual-band.ts';
import {deriveUsualDuration} from '../../../source/report/pages/usual-duration.ts';
import {at} from '../../analysis/facts.ts';

const took = (...minutes: number[]): RunDuration[] =>
  minutes.map(minute => ({startedAt: at('02:00'), durationMs: minute * MINUTE_MS, status: 'succeeded'}));

describe('the usual duration', () => {
  test('is not known from four runs', () => {
    expect(deriveUsualDuration(took(1, 2, 3, 4))).toBeNull();
    expect(deriveUsualDuration()).toBeNull();
  });

  test('of five runs is their median and nearly their extremes', () => {
    expect(deriveUsualDuration(took(30, 10, 50, 20, 40))).toEqual({
      medianMs: 30 * MINUTE_MS,
      lowMs: 12 * MINUTE_MS,
      highMs: 48 * MINUTE_MS,
      sample: 5,
    });
  });

  test('leaves one run of twenty outside of its band', () => {
    const usual = deriveUsualDuration(took(...Array(39).fill(10), 600, 600));
    expect(usual).toMatchObject({medianMs: 10 * MINUTE_MS, highMs: 10 * MINUTE_MS, sample: 41});
  });
});

describe('the usual band', () => {
  /** Numbers a day of which only those so many weeks before the last are known. */
  const weeksBefore = (...numbers: (number | undefined)[]): (number | undefined)[] => {
    const days = new Array<number | undefined>(7 * numbers.length + 1).fill(undefined);
    for (const [index, number] of numbers.entries()) days[days.length - 1 - 7 * (index + 1)] = number;
    return days;
  };
  const band = (...numbers: (number | undefined)[]) => bandAt(weeksBefore(...numbers), 7 * numbers.length);

  test.each([
    ['two weeks are too few', [10, 20], null],
    ['of three weeks is between their extremes', [30, 10, 20], {low: 10, median: 20, high: 30}],
    ['of seven weeks is between their extremes', [1, 2, 3, 4, 5, 6, 70], {low: 1, median: 4, high: 70}],
    [
      'of eight weeks leaves a tenth outside at either end',
      [0, 10, 20, 30, 40, 50, 60, 70],
      {low: 7, median: 35, high: 63},
    ],
    [
      'of more than eight weeks is that of the last eight',
      [10, 10, 10, 10, 10, 10, 10, 10, 9000, 9000, 9000],
      {low: 10, median: 10, high: 10},
    ],
    ['days that are not known do not count', [10, undefined, 20, undefined], null],
  ])('%s', (_title, numbers, expected) => {
    expect(band(...numbers)).toEqual(expected);
  });

  test('compares a weekday with itself only', () => {
    const numbers = Array.from({length: 57}, (_, day) => (day % 7 === 0 ? 100 : 5));
    expect(bandAt(numbers, 56)).toEqual({low: 100, median: 100, high: 100});
    expect(bandAt(numbers, 55)).toEqual({low: 5, median: 5, high: 5});
  });
});
