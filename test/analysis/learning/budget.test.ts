import {expect, test} from 'vitest';
import {expectedFalseAlarms, isAlarming, thresholdFor} from '../../../source/analysis/learning/budget.ts';

const slots = [0.999, 0.99, 0.9, 0.7, 0.6].map(confidence => ({confidence, lateRisk: 0, runsAYear: 365}));

test.each([
  [2, 0.5],
  [0.42, 0.7],
  [0.2, 0.9],
  [0.05, 0.99],
  [0.005, 0.999],
  [0.0001, 1.001],
])('a budget of %d false alarms a day is kept', (budget, surest) => {
  const threshold = thresholdFor(slots, budget);
  expect(threshold).toBeLessThanOrEqual(surest);
  expect(expectedFalseAlarms(slots, threshold)).toBeLessThanOrEqual(budget);
});

test('a run that comes after its deadline is a false alarm too', () => {
  expect(expectedFalseAlarms([{confidence: 1, lateRisk: 0.01, runsAYear: 365}])).toBeCloseTo(0.01);
});

test.each([
  ['daily', 365, 0.84, false],
  ['daily', 365, 0.85, true],
  ['monthly', 12, 0.74, false],
  ['monthly', 12, 0.75, true],
  ['yearly', 1, 0.69, false],
])(
  'without a budget a %s job (%d runs a year) with confidence %d is told of: %s',
  (_, runsAYear, confidence, told) => {
    expect(isAlarming({confidence, lateRisk: 0, runsAYear})).toBe(told);
  },
);
