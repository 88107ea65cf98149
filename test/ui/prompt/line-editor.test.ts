import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {LineEdit, LineState} from '../../../source/ui/prompt/line-editor.ts';
import {
  EMPTY_LINE,
  editLine,
  insertText,
  lineOf,
  MAX_LINE_LENGTH,
  splitLine,
} from '../../../source/ui/prompt/line-editor.ts';

const FAMILY = '\u{1f468}\u{1f3fd}';
const E_ACUTE = 'e\u0301';

/** `ab|cd`: the cursor stands at the bar. */
function at(marked: string): LineState {
  const cursor = marked.indexOf('|');
  return {text: marked.replace('|', ''), cursor};
}

function mark({text, cursor}: LineState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('an edit', () => {
  test.each<[LineEdit, string, string]>([
    ['left', 'ab|c', 'a|bc'],
    ['left', '|abc', '|abc'],
    ['right', 'ab|c', 'abc|'],
    ['right', 'abc|', 'abc|'],
    ['start', 'ab|c', '|abc'],
    ['end', 'a|bc', 'abc|'],
    ['delete-left', 'ab|c', 'a|c'],
    ['delete-left', '|abc', '|abc'],
    ['delete-right', 'ab|c', 'ab|'],
    ['delete-right', 'abc|', 'abc|'],
    ['delete-word', 'env prod-ldn|', 'env |'],
    ['delete-word', 'env prod  |', 'env |'],
    ['delete-word', 'env pr|od', 'env |od'],
    ['delete-word', '   |', '|'],
    ['delete-start', 'abc|def', '|def'],
    ['delete-end', 'abc|def', 'abc|'],
    ['left', `a${FAMILY}|b`, `a|${FAMILY}b`],
    ['right', `a|${FAMILY}b`, `a${FAMILY}|b`],
    ['delete-left', `a${FAMILY}|b`, 'a|b'],
    ['delete-right', `|${E_ACUTE}x`, '|x'],
    ['delete-left', `${E_ACUTE}|x`, '|x'],
    ['right', `\u5915|\u5915`, '\u5915\u5915|'],
  ])('%s turns %s into %s', (edit, before, after) => {
    expect(mark(editLine(at(before), edit))).toBe(after);
  });

  test('that changes nothing keeps the place in the history, one that changes the text leaves it', () => {
    const recalled = {...lineOf('abc'), recalled: {index: 0, draft: ''}};
    expect(editLine(recalled, 'left').recalled).toBeDefined();
    expect(editLine(recalled, 'delete-end')).toBe(recalled);
    expect(editLine(recalled, 'delete-left').recalled).toBeUndefined();
    expect(insertText(recalled, 'd').recalled).toBeUndefined();
  });
});

describe('typed and pasted text', () => {
  test.each([
    ['a letter', 'ab|c', 'x', 'abx|c'],
    ['a space', 'ab|', ' ', 'ab |'],
    ['pasted lines', '|', ' one\r\n\ttwo\n', 'one two|'],
    ['colours and controls', '|', '\u001b[31mred\u0007\u0000', 'red|'],
    ['what cannot be seen', '|', 'a\u202eb\u200bc', 'abc|'],
    ['a mark for the letter before it', 'e|x', '\u0301', `${E_ACUTE}|x`],
    ['nothing', 'ab|', '', 'ab|'],
  ])('%s goes in at the cursor, as one line that can be seen', (_, before, added, after) => {
    expect(mark(insertText(at(before), added))).toBe(after);
  });

  test('has no more room than the line, and no half characters', () => {
    const long = lineOf('x'.repeat(5000));
    expect(long.text).toBe('x'.repeat(MAX_LINE_LENGTH));
    expect(insertText(long, 'y').text).toBe(long.text);
    const nearlyFull = lineOf('x'.repeat(MAX_LINE_LENGTH - 3));
    expect(insertText(nearlyFull, `a${FAMILY}`).text).toBe(`${nearlyFull.text}a`);
    expect(insertText(nearlyFull, 'abcdef').text).toBe(`${nearlyFull.text}abc`);
  });
});

test('for drawing, a line is split around the character under the cursor', () => {
  expect(splitLine(at(`a|${FAMILY}b`))).toEqual({before: 'a', under: FAMILY, after: 'b'});
  expect(splitLine(lineOf('ab'))).toEqual({before: 'ab', under: '', after: ''});
  expect(splitLine(EMPTY_LINE)).toEqual({before: '', under: '', after: ''});
});

test('whatever is done, the cursor lies between two characters of a well-formed text', () => {
  const edits: readonly LineEdit[] = [
    'left',
    'right',
    'start',
    'end',
    'delete-left',
    'delete-right',
    'delete-word',
    'delete-start',
    'delete-end',
  ];
  const step = fc.oneof(
    fc.constantFrom(...edits).map(edit => (line: LineState) => editLine(line, edit)),
    fc.string({unit: 'grapheme', maxLength: 4}).map(text => (line: LineState) => insertText(line, text)),
    fc
      .constantFrom('\u0301', 'e', '\u{1f3fd}', '\u{1f468}')
      .map(text => (line: LineState) => insertText(line, text)),
  );
  const segmenter = new Intl.Segmenter();
  fc.assert(
    fc.property(fc.array(step, {maxLength: 30}), steps => {
      const {text, cursor} = steps.reduce((line, change) => change(line), EMPTY_LINE);
      const boundaries = [...segmenter.segment(text)].map(({index}) => index);
      expect([...boundaries, text.length]).toContain(cursor);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/\p{Cc}/u);
    }),
  );
});
