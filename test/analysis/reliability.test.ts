import {describe, expect, test} from 'vitest';
import type {ReliabilityDay} from '../../source/analysis/reliability.ts';
import {deriveReliability} from '../../source/analysis/reliability.ts';
import {addDays} from '../../source/domain/time.ts';

const OUTCOMES = {K: 'ok', F: 'failed', M: 'missed', '.': 'quiet'} as const;

/** A letter a day from 2026-11-01 on; two runs succeed on a good day, one of two fails on a bad one. */
function days(letters: string): ReliabilityDay[] {
  return [...letters].map((letter, index) => ({
    day: addDays('2026-11-01', index),
    outcome: OUTCOMES[letter as keyof typeof OUTCOMES],
    succeeded: letter === 'K' ? 2 : letter === 'F' ? 1 : 0,
    failed: letter === 'F' ? 1 : 0,
  }));
}

describe('a streak', () => {
  test.each([
    ['KKKFFF', {outcome: 'failed', days: 3, since: '2026-11-04'}, 3],
    ['KKKFMM', {outcome: 'missed', days: 2, since: '2026-11-05'}, 3],
    ['FKKKF', {outcome: 'failed', days: 1, since: '2026-11-05'}, 3],
    ['FKK', {outcome: 'ok', days: 2, since: '2026-11-02'}, null],
    ['MM', {outcome: 'missed', days: 2, since: '2026-11-01'}, 0],
    ['..', null, null],
  ] as const)('of %s', (letters, streak, goodBefore) => {
    expect(deriveReliability(days(letters))).toMatchObject({streak, goodBefore});
  });

  test('goes on over days on which nothing was to run', () => {
    expect(deriveReliability(days('KF..F.')).streak).toEqual({
      outcome: 'failed',
      days: 2,
      since: '2026-11-02',
    });
  });
});

test('the success rate is of runs that ended, and of none there is none', () => {
  expect(deriveReliability(days('KF')).successRate).toBe(0.75);
  expect(deriveReliability(days('MM..')).successRate).toBeNull();
});

test.each([
  ['FKKKFKKKF', 4],
  ['F.........F', 10],
  ['KKFKK', null],
  ['KKKK', null],
  ['MF', 1],
])('between the failures of %s lie %s days', (letters, expected) => {
  expect(deriveReliability(days(letters)).meanDaysBetweenFailures).toBe(expected);
});

test.each([
  ['KFKFKF', true],
  ['KKKKFKKKK', false],
  ['FFFFFFFKKKKKKKK', false],
  ['KFKFKFKKKKKKKKKKKKKK', false],
])('%s flaps: %s', (letters, expected) => {
  expect(deriveReliability(days(letters)).isFlapping).toBe(expected);
});
