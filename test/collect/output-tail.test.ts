import {describe, expect, test} from 'vitest';
import {createOutputTail} from '../../source/collect/output-tail.ts';

function tailOf(...chunks: string[]): string[] {
  const tail = createOutputTail();
  for (const chunk of chunks) tail.push(Buffer.from(chunk));
  return tail.lines();
}

describe('createOutputTail', () => {
  test.each([
    ['nothing gives no line', [], []],
    ['lines may arrive in pieces', ['fir', 'st\nsec', 'ond'], ['first', 'second']],
    ['blank lines are left out', ['a\n\n  \nb\n'], ['a', 'b']],
    ['a progress meter that rewrites its line counts as lines', ['10%\r20%\r\ndone'], ['10%', '20%', 'done']],
    ['escape sequences do not get through', ['\u001B]0;title\u0007\u001B[31mred\u001B[0m\u0008'], ['red']],
  ])('%s', (_claim, chunks, lines) => {
    expect(tailOf(...chunks)).toEqual(lines);
  });

  test('a character cut between chunks stays whole', () => {
    const tail = createOutputTail();
    for (const byte of Buffer.from('café')) tail.push(Buffer.of(byte));
    expect(tail.lines()).toEqual(['café']);
  });

  test('only the last twenty lines are kept', () => {
    const lines = Array.from({length: 50}, (_, index) => `line ${index}`);
    expect(tailOf(lines.join('\n'))).toEqual(lines.slice(30));
  });

  test.each([
    ['in one chunk', [`${'x'.repeat(9000)}\nlast`]],
    ['in many chunks', [...Array.from({length: 900}, () => 'xxxxxxxxxx'), '\nlast']],
  ])('the rest of a line that was cut is left out: %s', (_claim, chunks) => {
    expect(tailOf(...chunks)).toEqual(['last']);
  });
});
