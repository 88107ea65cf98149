import {expect, test} from 'vitest';
import {createBoundedCache} from '../../source/domain/bounded-cache.ts';

function cacheOf(maxWeight: number) {
  const made: string[] = [];
  const cache = createBoundedCache<string>(maxWeight, value => value.length);
  const get = (key: string): string =>
    cache.get(key, () => {
      made.push(key);
      return key;
    });
  return {get, made, cache};
}

test('a value is made once and answered from memory afterwards', () => {
  const {get, made} = cacheOf(10);
  expect([get('a'), get('a')]).toEqual(['a', 'a']);
  expect(made).toEqual(['a']);
});

test('beyond its weight the least recently used goes first', () => {
  const {get, made} = cacheOf(3);
  for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) get(key);
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
});

test('a heavy value pushes out several light ones', () => {
  const {get, made} = cacheOf(3);
  for (const key of ['a', 'b', 'ccc', 'ccc', 'a', 'b']) get(key);
  expect(made).toEqual(['a', 'b', 'ccc', 'a', 'b']);
});

test('a value heavier than the whole cache is answered and not kept', () => {
  const {get, made} = cacheOf(3);
  expect([get('abcd'), get('abcd')]).toEqual(['abcd', 'abcd']);
  expect(made).toEqual(['abcd', 'abcd']);
});

test('a failure is not kept', () => {
  const {get, made, cache} = cacheOf(3);
  expect(() =>
    cache.get('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(get('a')).toBe('a');
  expect(made).toEqual(['a']);
});
