import {expect, test} from 'vitest';
import {recall, remember} from '../../../source/ui/prompt/history.ts';
import {insertText, lineOf} from '../../../source/ui/prompt/line-editor.ts';

const ENTRIES = ['missing', 'env prod-ldn', 'day -1'];

test('earlier lines come newest first, and what was being typed comes back after the newest', () => {
  const typed = lineOf('his');
  const newest = recall(typed, ENTRIES, -1);
  const oldest = recall(recall(newest, ENTRIES, -1), ENTRIES, -1);
  expect(newest).toMatchObject({text: 'day -1', cursor: 6});
  expect(oldest.text).toBe('missing');
  expect(recall(oldest, ENTRIES, -1)).toBe(oldest);
  expect(recall(newest, ENTRIES, 1)).toEqual({text: 'his', cursor: 3});
});

test('there is nothing after what is being typed, and nothing before it without entries', () => {
  const typed = lineOf('his');
  expect(recall(typed, ENTRIES, 1)).toBe(typed);
  expect(recall(typed, [], -1)).toBe(typed);
});

test('an earlier line that is changed is a new one, from which earlier ones are looked for again', () => {
  const changed = insertText(recall(lineOf(''), ENTRIES, -1), '0');
  expect(recall(changed, ENTRIES, -1).text).toBe('day -1');
  expect(recall(recall(changed, ENTRIES, -1), ENTRIES, 1).text).toBe('day -10');
});

test('what is accepted is remembered once, the last time it was, and not for ever', () => {
  expect(remember(ENTRIES, 'missing')).toEqual(['env prod-ldn', 'day -1', 'missing']);
  expect(remember(ENTRIES, '  ')).toBe(ENTRIES);
  const many = Array.from({length: 300}, (_, index) => `day -${index}`).reduce(remember, []);
  expect(many).toHaveLength(100);
  expect(many.at(-1)).toBe('day -299');
});
