import {describe, expect, test} from 'vitest';
import {addDays, HOUR_MS} from '../../source/domain/time.ts';
import type {DayNews} from '../../source/report/day-before.ts';
import {mayChangeDayBefore} from '../../source/report/day-before.ts';
import {at, DAY, environment, expectation, facts, run} from '../analysis/facts.ts';

const own = environment({expectations: [expectation({graceMs: HOUR_MS})]});
const BEFORE = addDays(DAY, -1);
/** The longest grace of the day before ended at 01:00. */
const PROVEN = at('01:01:01');

function news(changes: Partial<DayNews> = {}): DayNews {
  return {collections: new Set([7]), completeBefore: [PROVEN], changedDays: new Set(), ...changes};
}

describe('a verdict of the day before may change', () => {
  test.each<[string, Partial<DayNews>, boolean]>([
    ['with the first complete answer of a day', {completeBefore: [undefined]}, true],
    ['with one after others from before its last deadline', {completeBefore: [at('00:30')]}, true],
    [
      'with one after another from just after it, when who judged may not have known',
      {completeBefore: [at('01:01')]},
      true,
    ],
    ['while one of the sources had not answered', {completeBefore: [PROVEN, undefined]}, true],
    ['but not once its absence was proven', {}, false],
    ['nor without a complete answer', {completeBefore: []}, false],
    ['with a run of it', {changedDays: new Set([BEFORE])}, true],
    ['not with one of the day itself, which began at noon', {changedDays: new Set([DAY])}, false],
  ])('%s', (_, changes, expected) => {
    const day = facts({environment: own, runs: [run({startedAt: at('12:00'), seenIn: 7})]});
    expect(mayChangeDayBefore(day, news(changes))).toBe(expected);
  });

  test.each([
    ['01:59:59', 7, true],
    ['02:00:00', 7, false],
    ['01:59:59', 6, false],
  ])('with a run that began at %s and was seen by collection %i: %s', (time, seenIn, expected) => {
    const day = facts({environment: own, runs: [run({startedAt: at(time), seenIn})]});
    expect(mayChangeDayBefore(day, news({changedDays: new Set([DAY])}))).toBe(expected);
  });
});
