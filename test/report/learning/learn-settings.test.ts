import {expect, test} from 'vitest';
import {settleSettings} from '../../../source/report/learning/learn-settings.ts';
import {allowedOfAll, readSummary, writeSummary} from '../../../source/report/learning/learned-summary.ts';
import {environment} from '../../analysis/facts.ts';

const settle = (falseAlarmsPerDay: number | 'auto', share: number, jobs: number) =>
  settleSettings({falseAlarmsPerDay, minimumHistoryDays: 14}, environment(), share, jobs);

test.each<[wanted: number | 'auto', share: number, jobs: number, own: number]>([
  ['auto', 1, 100, 1],
  ['auto', 0.25, 100, 0.25],
  ['auto', 1, 20_000, 5],
  ['auto', 0.5, 10_000, 2.5],
  ['auto', 0, 0, 0],
  [2, 0.25, 10_000, 0.5],
])('of a budget of %s an environment with %d of all jobs, %d, has %d', (wanted, share, jobs, own) => {
  expect(settle(wanted, share, jobs).falseAlarmsPerDay).toBeCloseTo(own);
});

test('a fleet that grows is not learned anew for its budget', () => {
  expect(settle('auto', 1, 20_000).fingerprint).toBe(settle('auto', 1, 100).fingerprint);
  expect(settle(2, 1, 100).fingerprint).not.toBe(settle('auto', 1, 100).fingerprint);
});

test.each<[wanted: number | 'auto', shares: number[], allowed: number]>([
  ['auto', [2.5, 2.5], 5],
  ['auto', [0.25], 1],
  ['auto', [], 1],
  [0.5, [0.2], 0.5],
])('what is allowed of all with %s and shares of %j is %d', (wanted, shares, allowed) => {
  expect(allowedOfAll(wanted, shares)).toBe(allowed);
});

test('a share is kept in the summary, and is nothing in one without', () => {
  const summary = {falseAlarms: 0.1, withheld: 2, toldStops: {}, jobs: 10, allowed: 0.25};
  expect(readSummary(writeSummary(summary))).toEqual(summary);
  expect(readSummary('{"falseAlarms": 0.1}').allowed).toBe(0);
});
