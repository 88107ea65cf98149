import {expect, test} from 'vitest';
import {parseDayInput} from '../../../source/ui/prompt/parse-day.ts';

test.each([
  ['2026-11-20', '2026-11-20'],
  [' 2024-02-29 ', '2024-02-29'],
  ['-1', '2026-11-15'],
  ['+1', '2026-11-17'],
  ['-16', '2026-10-31'],
  ['today', '2026-11-23'],
  ['Yesterday', '2026-11-22'],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['26-11-20', undefined],
  ['1', undefined],
  ['-', undefined],
  ['+99999', undefined],
  ['', undefined],
  ['monday', undefined],
])('%j typed while the 16th is shown, on the 23rd, means %s', (text, day) => {
  expect(parseDayInput(text, '2026-11-16', '2026-11-23')).toBe(day);
});

test('without the present day, the day that is shown is taken for it', () => {
  expect(parseDayInput('today', '2026-11-16')).toBe('2026-11-16');
});
