import {expect, test} from 'vitest';
import {rememberDifferences} from '../../../source/cli/screen/remembered-differences.ts';

test('what environments lack is read once in five minutes, and anew for another day or fleet', async () => {
  const remembered = rememberDifferences();
  let reads = 0;
  const read = (key: string, minutes: number) =>
    remembered.read(key, minutes * 60_000, async () => {
      reads += 1;
      return {rows: []};
    });
  await read('monday', 0);
  await read('monday', 4.9);
  expect(reads).toBe(1);
  await read('monday', 5);
  expect(reads).toBe(2);
  await read('tuesday', 5);
  expect(reads).toBe(3);
});

test('what could not be read is read again', async () => {
  const remembered = rememberDifferences();
  const fails = () => Promise.reject(new Error('locked'));
  await expect(remembered.read('monday', 0, fails)).rejects.toThrow('locked');
  expect(await remembered.read('monday', 1, async () => ({rows: []}))).toEqual({rows: []});
});
