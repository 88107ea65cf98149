import {describe, expect, test} from 'vitest';
import type {MeasuredColumn} from '../../../source/ui/list/lay-out-columns.ts';
import {fitColumns, measureColumns} from '../../../source/ui/list/lay-out-columns.ts';
import type {ListColumn} from '../../../source/ui/list/list-definition.ts';

function column(
  key: string,
  width: number,
  {widest = width, ...changes}: Partial<ListColumn<null>> & {widest?: number} = {},
): MeasuredColumn<null> {
  return {column: {key, title: key, value: () => null, ...changes}, width, widest};
}

function fitted(columns: readonly MeasuredColumn<null>[], screen: number): string {
  return fitColumns(columns, screen)
    .map(({column: {key}, width}) => `${key} ${width}`)
    .join(', ');
}

describe('columns on a screen', () => {
  const columns = [
    column('name', 20, {narrowest: 8}),
    column('late', 4, {yields: 2}),
    column('days', 30, {yields: 3, narrowest: 10}),
    column('run', 3, {yields: 4}),
  ];

  test.each([
    // All as wide as they like: 2 before the first, 2 between two.
    [65, 'name 20, late 4, days 30, run 3'],
    // The first ones get their width back first.
    [60, 'name 20, late 4, days 25, run 3'],
    [34, 'name 9, late 4, days 10, run 3'],
    // Without the wide column there is room again for the narrow one that had gone before it.
    [27, 'name 14, late 4, run 3'],
    [20, 'name 12, late 4'],
    [10, 'name 8'],
  ])('of %i cells give way by priority and take all the room there is', (screen, expected) => {
    expect(fitted(columns, screen)).toBe(expected);
  });

  describe('one of which becomes narrower before it goes', () => {
    const shrinking = [
      column('name', 10),
      column('late', 4, {yields: 5}),
      column('days', 30, {yields: 4, narrowest: 20, shrinks: {to: 10, yields: 8}}),
      column('runs', 4, {yields: 9}),
    ];
    test.each([
      [56, 'name 10, late 4, days 30, runs 4'],
      [46, 'name 10, late 4, days 20, runs 4'],
      // What yields first goes for the sake of its width, ...
      [45, 'name 10, late 4, days 25'],
      [40, 'name 10, late 4, days 20'],
      // ... then it becomes narrow for the sake of those that matter more, not of what had gone before, ...
      [39, 'name 10, late 4, days 19'],
      [30, 'name 10, late 4, days 10'],
      // ... and what yields before it goes, then itself.
      [29, 'name 10, days 15'],
      [24, 'name 10, days 10'],
      [23, 'name 10, late 4'],
    ])('on a screen of %i', (screen, expected) => {
      expect(fitted(shrinking, screen)).toBe(expected);
    });
  });

  test('of which nothing may go are cut, the widest first', () => {
    expect(fitted([column('a', 30), column('b', 10)], 30)).toBe('a 16, b 10');
  });

  test.each([
    ['as far as it has text for it', 12, 30, 'a 5, b 12, c 5'],
    ['as far as there is room', 60, 30, 'a 5, b 14, c 5'],
    ['none when it has all it needs', 5, 30, 'a 5, b 5, c 5'],
  ])('leave what is over to the elastic one, %s', (_title, widest, screen, expected) => {
    const elastic = column('b', 5, {isElastic: true, widest});
    expect(fitted([column('a', 5), elastic, column('c', 5)], screen)).toBe(expected);
  });

  test('are as wide as their longest text, at most as they should be', () => {
    const columns: ListColumn<string>[] = [
      {key: 'all', title: 'all', value: text => text},
      {key: 'some', title: 'some', value: text => text, most: 6},
      {key: 'fixed', title: 'fixed', value: text => text, width: 8},
      {key: 'hidden', value: text => text},
    ];
    expect(measureColumns(columns, ['a', '0123456789']).map(({width, widest}) => [width, widest])).toEqual([
      [10, 10],
      [6, 10],
      [8, Number.POSITIVE_INFINITY],
    ]);
  });
});
