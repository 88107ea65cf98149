import {expect, test} from 'vitest';
import {ascending, quantile} from '../../source/domain/quantile.ts';

test.each([
  [[7], 0.5, 7],
  [[1, 2], 0.5, 1.5],
  [[1, 2, 3], 0.5, 2],
  [[10, 20, 30, 40, 50], 0, 10],
  [[10, 20, 30, 40, 50], 1, 50],
  [[10, 20, 30, 40, 50], 0.05, 12],
  [[10, 20, 30, 40, 50], 0.9, 46],
])('of %j the %f quantile is %f', (values, share, expected) => {
  expect(quantile(values, share)).toBeCloseTo(expected, 10);
});

test('numbers are sorted as numbers, and what was given stays as it was', () => {
  const given = [10, 9, 100];
  expect(ascending(given)).toEqual([9, 10, 100]);
  expect(given).toEqual([10, 9, 100]);
});
