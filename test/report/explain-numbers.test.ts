import {expect, test} from 'vitest';
import {
  describeDay,
  explainNumber,
  formatProbability,
  roundProbability,
} from '../../source/report/explain-numbers.ts';
import {CALENDAR} from '../analysis/counts/weeks.ts';

const ODD = {direction: 'short', found: 312, low: 500, median: 540, high: 580, probability: 0.00034} as const;

test('a number is told with what is usual of such days and how improbable it is', () => {
  expect(explainNumber(ODD, '2026-11-24', undefined)).toBe(
    '312 runs, usually 540 on a Tuesday (500 to 580); p = 0.0003',
  );
  expect(explainNumber({...ODD, found: 0, probability: 1e-9}, '2026-11-24', undefined)).toBe(
    'no run, usually 540 on a Tuesday (500 to 580); p < 0.000001',
  );
});

test.each([
  ['2026-11-24', 'a Tuesday'],
  ['2026-11-30', "a month's last business day"],
  ['2026-11-02', "a month's first business day"],
  ['2026-08-31', 'a holiday (Summer Bank Holiday)'],
])('%s is %s', (day, words) => {
  expect(describeDay(day, CALENDAR)).toBe(words);
});

test.each([
  [0.00034, 'p = 0.0003'],
  [0.0126, 'p = 0.013'],
  [0.0000019, 'p = 0.000002'],
  [0, 'p < 0.000001'],
])('%d is written %s', (probability, text) => {
  expect(formatProbability(probability)).toBe(text);
});

test('below a millionth a probability is 0', () => {
  expect([1e-7, 2e-6].map(roundProbability)).toEqual([0, 0.000002]);
});
