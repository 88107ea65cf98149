import {expect, test} from 'vitest';
import {expectedFalseAlarms, isAlarming, thresholdFor} from '../../../source/analysis/learning/budget.ts';

const slots = [0.999, 0.99, 0.9, 0.7, 0.6].map(confidence => ({confidence, lateRisk: 0}));

test.each([
  [2, 0.5],
  [0.42, 0.7],
  [0.2, 0.9],
  [0.05, 0.99],
  [0.005, 0.999],
  [0.0001, 1],
])('a budget of %d false alarms a day is kept', (budget, surest) => {
  const threshold = thresholdFor(slots, budget);
  expect(threshold).toBeLessThanOrEqual(surest);
  expect(expectedFalseAlarms(slots, threshold)).toBeLessThanOrEqual(budget);
});

test('a run that comes after its deadline is a false alarm too', () => {
  expect(expectedFalseAlarms([{confidence: 1, lateRisk: 0.01}])).toBeCloseTo(0.01);
});

test('without a budget four of five must have run', () => {
  expect(slots.map(slot => isAlarming(slot))).toEqual([true, true, true, false, false]);
});
