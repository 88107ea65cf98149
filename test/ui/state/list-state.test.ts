import {describe, expect, test} from 'vitest';
import type {ListState, Move} from '../../../source/ui/state/list-state.ts';
import {
  cursorIndex,
  cycleSort,
  cycleState,
  moveCursor,
  NEW_LIST,
  seek,
  toggleOpen,
  windowTop,
} from '../../../source/ui/state/list-state.ts';

const keys = Array.from({length: 100}, (_, i) => `job-${i}`);
const window = {keys, height: 10};

function at(index: number, line: number): ListState {
  return {...NEW_LIST, key: keys[index], index, line};
}

describe('the cursor', () => {
  test.each<[string, ListState, Move, number, number]>([
    ['a step moves inside of the window', at(0, 0), {kind: 'by', rows: 1}, 1, 1],
    ['a step at the lower edge moves the window', at(9, 9), {kind: 'by', rows: 1}, 10, 9],
    ['a step at the upper edge moves the window', at(20, 0), {kind: 'by', rows: -1}, 19, 0],
    ['it does not leave the list at the top', at(0, 0), {kind: 'by', rows: -1}, 0, 0],
    ['it does not leave the list at the end', at(99, 9), {kind: 'by', rows: 1}, 99, 9],
    ['a page takes the window with it', at(5, 5), {kind: 'page', pages: 1}, 14, 5],
    ['half a page as well', at(50, 5), {kind: 'page', pages: -0.5}, 46, 5],
    ['home is the first line', at(50, 5), {kind: 'to', index: 0}, 0, 0],
    ['the end is the last line', at(50, 5), {kind: 'end'}, 99, 9],
  ])('%s', (_, list, move, index, line) => {
    const moved = moveCursor(list, move, window);
    expect(moved).toMatchObject({key: keys[index], index, line});
  });

  test('of an empty list is nowhere and does not move', () => {
    const empty = {keys: [], height: 10};
    expect(cursorIndex(NEW_LIST, [])).toBe(-1);
    expect(moveCursor(NEW_LIST, {kind: 'by', rows: 1}, empty)).toBe(NEW_LIST);
  });

  test('stays on its row when rows come before it', () => {
    const list = at(5, 5);
    const later = ['new-1', 'new-2', ...keys];
    expect(cursorIndex(list, later)).toBe(7);
    // And on its line of the screen: nothing jumps under the hand.
    expect(7 - windowTop(7, list.line, {keys: later, height: 10})).toBe(5);
  });

  test('stays where it was when its row is gone', () => {
    const without = keys.filter(key => key !== 'job-5');
    expect(cursorIndex(at(5, 5), without)).toBe(5);
  });

  test('goes to the last row when the list became shorter than where it was', () => {
    expect(cursorIndex(at(50, 5), keys.slice(0, 20))).toBe(19);
  });

  test('moves on from where its row is now', () => {
    const later = ['new', ...keys];
    const moved = moveCursor(at(5, 5), {kind: 'by', rows: 1}, {keys: later, height: 10});
    expect(moved.key).toBe('job-6');
  });
});

describe('the window', () => {
  test('never shows lines beyond the end while rows are above', () => {
    expect(windowTop(99, 0, window)).toBe(90);
  });

  test('of a short list begins at the top', () => {
    expect(windowTop(2, 2, {keys: keys.slice(0, 3), height: 10})).toBe(0);
  });

  test('keeps the cursor on the screen when that became lower', () => {
    const top = windowTop(9, 9, {keys, height: 4});
    expect(top).toBe(6);
  });
});

describe('seeking', () => {
  const isProblem = (index: number): boolean => index === 3 || index === 70;

  test.each([
    ['finds the next', 0, 1, 3],
    ['goes on from a found one', 3, 1, 70],
    ['begins again at the end', 70, 1, 3],
    ['goes back round the top', 3, -1, 70],
  ] as const)('%s', (_, from, direction, found) => {
    expect(seek(at(from, 0), direction, window, isProblem).index).toBe(found);
  });

  test('stays where nothing is wanted', () => {
    const list = at(4, 4);
    expect(seek(list, 1, window, () => false)).toBe(list);
  });
});

test('sorting goes through the columns and back to the own order', () => {
  const first = cycleSort(undefined, ['a', 'b']);
  const second = cycleSort(first, ['a', 'b']);
  expect([first?.column, second?.column, cycleSort(second, ['a', 'b'])]).toEqual(['a', 'b', undefined]);
});

test('states go round through none', () => {
  const first = cycleState(undefined, ['failed', 'late']);
  const second = cycleState(first, ['failed', 'late']);
  expect([first, second, cycleState(second, ['failed', 'late'])]).toEqual(['failed', 'late', undefined]);
});

test('a fold opens and closes', () => {
  const opened = toggleOpen(NEW_LIST, 'x');
  expect(opened.open).toEqual(['x']);
  expect(toggleOpen(opened, 'x').open).toEqual([]);
  expect(toggleOpen(opened, 'x', true).open).toEqual(['x']);
});
