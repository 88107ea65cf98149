import {describe, expect, test} from 'vitest';
import {findDrift} from '../../../source/analysis/counts/drift.ts';
import {expectCount} from '../../../source/analysis/counts/expect-count.ts';
import {expectPartial} from '../../../source/analysis/counts/expect-partial.ts';
import {findLevelShift} from '../../../source/analysis/counts/level-shift.ts';
import {judgeCount} from '../../../source/analysis/counts/usual-band.ts';
import {series, wobble} from './weeks.ts';

const level = (...changes: (readonly [from: number, factor: number])[]) =>
  series(98, (place, weekday) => {
    const factor = changes.findLast(([from]) => place >= from)?.[1] ?? 1;
    return Math.round((weekday === 0 ? 80 : 200) * factor) + wobble(place);
  });

describe('a level', () => {
  test('that has not changed is none', () => {
    expect(findLevelShift(level(), 97)).toBeUndefined();
  });

  test.each([
    ['fallen by two fifths a week ago', [91, 0.6], 0.6],
    ['fallen by two fifths ten days ago', [88, 0.6], 0.6],
    ['doubled two weeks ago', [84, 2], 1.6],
  ] as const)('%s is found with its change', (_title, change, ratio) => {
    const shift = findLevelShift(level(change), 97);
    expect(shift?.ratio).toBeGreaterThan(ratio - 0.05);
    expect(shift?.ratio).toBeLessThan(ratio + 0.15);
    expect(shift?.probability).toBeLessThan(1e-3);
  });

  test('is dated where it began', () => {
    expect(findLevelShift(level([91, 0.6]), 97)?.from).toBe(91);
    expect(findLevelShift(level([88, 0.6]), 97)?.from).toBe(88);
    expect(findLevelShift(level([84, 0.6]), 97)?.from).toBe(84);
  });

  test.each<[string, number, number, number]>([
    ['one empty day', 95, 0, 96],
    ['one day with ten times as many', 95, 10, 96],
    ['a change of a twentieth', 84, 0.95, 98],
  ])('%s is no new one', (_title, from, factor, until) => {
    expect(findLevelShift(level([from, factor], [until, 1]), 97)).toBeUndefined();
  });

  test('that was reached a quarter ago is the usual one', () => {
    expect(findLevelShift(level([0, 1], [7, 0.6]), 97)).toBeUndefined();
  });
});

describe('a drift', () => {
  const drifting = (aMonth: number) =>
    series(98, place => Math.round(500 * (1 + aMonth) ** (place / 30)) + wobble(place));

  test.each([0.1, -0.1])('of %d a month is told as such', aMonth => {
    const found = findDrift(drifting(aMonth), 97);
    expect(found).toBeGreaterThan(aMonth - 0.02);
    expect(found).toBeLessThan(aMonth + 0.02);
  });

  test.each([0, 0.01])('of %d a month is none', aMonth => {
    expect(findDrift(drifting(aMonth), 97)).toBeUndefined();
  });

  test('that may be chance is none', () => {
    const noisy = series(98, place => [2, 0, 5, 1, 0, 3, 9, 0, 1, 4, 0, 2, 7][(place * place) % 13]);
    expect(findDrift(noisy, 97)).toBeUndefined();
  });
});

describe('part of a day', () => {
  const whole = expectCount(
    series(84, place => 540 + wobble(place)),
    84,
  );
  if (!whole) throw new Error('twelve weeks are enough');
  const pace = [0, 7, -5, 4].map(off => ({begun: 200 + off, total: 540}));
  const say = (found: number, days = pace): string | undefined => {
    const partial = expectPartial(whole, days);
    return partial && (judgeCount(partial, found, 1e-3)?.direction ?? 'usual');
  };

  test.each([
    [200, 'usual'],
    [180, 'usual'],
    [60, 'short'],
    [0, 'short'],
    [520, 'excess'],
  ])('with %d runs where 200 are usual by then is %s', (found, expected) => {
    expect(say(found)).toBe(expected);
  });

  test('is held to less where the days before differ among themselves', () => {
    const uneven = [20, 390, 200, 150].map(begun => ({begun, total: 540}));
    expect(say(60, uneven)).toBe('usual');
  });

  test.each([
    ['two days', pace.slice(0, 2)],
    ['days on which nothing had begun by then', pace.map(({total}) => ({begun: 0, total}))],
    ['days on which nothing ran at all', pace.map(() => ({begun: 0, total: 0}))],
  ])('%s tell nothing of the pace', (_title, days) => {
    expect(say(0, days)).toBeUndefined();
  });
});
