import {expect, test} from 'vitest';
import {
  isAlarming,
  keepWithin,
  lateAlarmsAYear,
  settleBudget,
} from '../../../source/analysis/learning/budget.ts';

test.each<[wanted: number | 'auto', jobs: number, allowed: number]>([
  ['auto', 10, 1],
  ['auto', 4000, 1],
  ['auto', 20_000, 5],
  [0.5, 20_000, 0.5],
])('a budget of %s is for %d jobs %d a day', (wanted, jobs, allowed) => {
  expect(settleBudget(wanted, jobs)).toBe(allowed);
});

const slots = [0.3, 0.001, 0.1, 0.4, 0.01].map(falseAlarmRisk => ({
  confidence: 0.9,
  runsAYear: 365,
  falseAlarmRisk,
}));

test.each([
  [2, [0.001, 0.01, 0.1, 0.3, 0.4]],
  [0.42, [0.001, 0.01, 0.1, 0.3]],
  [0.2, [0.001, 0.01, 0.1]],
  [0.05, [0.001, 0.01]],
  [0.0001, []],
])('a budget of %d false alarms a day is spent on the slots with the least risk', (budget, risks) => {
  const {told, falseAlarms, withheld} = keepWithin(slots, budget);
  expect([...told].map(({falseAlarmRisk}) => falseAlarmRisk)).toEqual(risks);
  expect(falseAlarms).toBeCloseTo(risks.reduce((sum, risk) => sum + risk, 0));
  expect(falseAlarms).toBeLessThanOrEqual(budget);
  expect(withheld).toBe(5 - risks.length);
});

test('what is not sure enough is neither told of nor withheld for the budget', () => {
  const unsure = {confidence: 0.6, runsAYear: 365, falseAlarmRisk: 0.001};
  expect(keepWithin([unsure], 100)).toEqual({told: new Set(), falseAlarms: 0, withheld: 0});
});

test.each([
  ['daily', 365, 0.84, false],
  ['daily', 365, 0.85, true],
  ['monthly', 12, 0.74, false],
  ['monthly', 12, 0.75, true],
  ['yearly', 1, 0.69, false],
])('a %s job (%d runs a year) with confidence %d is told of: %s', (_, runsAYear, confidence, told) => {
  expect(isAlarming({confidence, runsAYear})).toBe(told);
});

test.each([
  ['a small fleet', 1, 100, 1],
  ['a large one', 1, 20_000, 182.5 / 20_000],
  ['no jobs yet', 1, 0, 1],
  ['no budget', 0, 20_000, 0.001],
])('deadlines of %s may be exceeded as often as the budget has it', (_, budget, jobs, alarms) => {
  expect(lateAlarmsAYear(budget, jobs)).toBeCloseTo(alarms);
});
