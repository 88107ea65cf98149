import {describe, expect, test} from 'vitest';
import {competingSpan, edgeMargins, edgeWindows, settleTime} from '../../source/domain/day-edges.ts';
import type {Expectation, JobExpectation} from '../../source/domain/expectation.ts';
import {HOUR_MS, MINUTE_MS} from '../../source/domain/time.ts';

const rule = (changes: Partial<JobExpectation>): Expectation => ({
  kind: 'job',
  job: '*',
  graceMs: 5 * MINUTE_MS,
  earlyMarginMs: 0,
  ...changes,
});
const day = {start: 0, end: 24 * HOUR_MS};

describe('without rules', () => {
  test('jobs have the defaults: a minute early, and an hour late', () => {
    expect(edgeMargins([])).toEqual({earlyMs: MINUTE_MS, lateMs: HOUR_MS});
  });

  test('a day is settled after an hour', () => {
    expect(settleTime([])).toBe(HOUR_MS);
    expect(settleTime([{kind: 'count', min: 1}])).toBe(HOUR_MS);
  });
});

test.each<[string, Expectation[], {earlyMs: number; lateMs: number}]>([
  [
    'the widest counts',
    [rule({earlyMarginMs: HOUR_MS}), rule({graceMs: 2 * HOUR_MS})],
    {earlyMs: HOUR_MS, lateMs: 4 * HOUR_MS},
  ],
  ['jobs without a rule keep the defaults', [rule({})], {earlyMs: MINUTE_MS, lateMs: HOUR_MS}],
])('of margins %s', (_, expectations, expected) => {
  expect(edgeMargins(expectations)).toEqual(expected);
});

test.each<[string, Expectation[], number]>([
  [
    'its runs had the time to start late and to end',
    [rule({graceMs: HOUR_MS, maxRuntimeMs: HOUR_MS}), rule({})],
    2 * HOUR_MS,
  ],
  ['the deadlines of jobs without a rule have passed', [rule({})], 30 * MINUTE_MS],
])('a day is settled when %s', (_, expectations, expected) => {
  expect(settleTime(expectations)).toBe(expected);
});

test('what competes reaches further than the runs that it competes for', () => {
  const expectations = [rule({earlyMarginMs: 10 * MINUTE_MS, graceMs: HOUR_MS})];
  const {before, after} = edgeWindows(day, expectations);
  const span = competingSpan(day, expectations);
  expect(before).toEqual({start: -30 * MINUTE_MS, end: day.start});
  expect(after).toEqual({start: day.end, end: day.end + 2 * HOUR_MS});
  expect(span.start).toBeLessThan(before.start);
  expect(span.end).toBeGreaterThan(after.end);
});
