import {expect, test, vi} from 'vitest';
import {rememberTexts} from '../../../scripts/ink/remember-texts.ts';

function remember() {
  const compute = vi.fn((text: string) => text.length);
  return {compute, ask: rememberTexts(compute)};
}

test('a text that is asked for again and again is computed once, whatever comes between', () => {
  const {compute, ask} = remember();
  for (let i = 0; i < 2000; i++) {
    expect(ask('stays')).toBe(5);
    ask(`passes ${i}`);
  }
  expect(compute.mock.calls.filter(([text]) => text === 'stays')).toHaveLength(1);
  expect(compute).toHaveBeenCalledTimes(2001);
});

test('what nobody asks for any more is forgotten', () => {
  const {compute, ask} = remember();
  ask('gone');
  for (let i = 0; i < 1000; i++) ask(`passes ${i}`);
  ask('gone');
  expect(compute.mock.calls.filter(([text]) => text === 'gone')).toHaveLength(2);
});

test('what is too long for a line is not kept', () => {
  const {compute, ask} = remember();
  const long = 'x'.repeat(5000);
  expect([ask(long), ask(long)]).toEqual([5000, 5000]);
  expect(compute).toHaveBeenCalledTimes(2);
});
