import fc from 'fast-check';
import {expect, test} from 'vitest';
import {jsonOrTextParser} from '../../source/adapters/json-or-text.ts';
import {documentParser} from '../../source/adapters/parser.ts';
import type {Parser} from '../../source/domain/adapter.ts';
import {emptyObservations} from '../../source/domain/observations.ts';

/** Which of the two read an output, and what it was given. */
function readAs(chunks: readonly string[]): string {
  let read = '';
  const noting = (form: string): Parser =>
    documentParser(text => {
      read = `${form} ${text}`;
      return emptyObservations();
    });
  const parser = jsonOrTextParser(
    () => noting('json'),
    () => noting('text'),
  );
  for (const chunk of chunks) parser.write(chunk);
  parser.end();
  return read;
}

test.each([
  [['a\n', '{}'], 'json a\n{}'],
  [['a', '{}'], 'text a{}'],
  [['a\n  ', ' [1]'], 'json a\n   [1]'],
  [['a\r', '{'], 'json a\r{'],
  [[], 'text '],
])('%j is %j', (chunks, expected) => {
  expect(readAs(chunks)).toBe(expected);
});

test('where an output is cut makes no difference to what it is, and all of it is read', () => {
  const piece = fc.constantFrom('a', ' ', '\n', '\r\n', '{', '[', ',"x"\n', '\t');
  const cut = fc.array(fc.array(piece, {maxLength: 3}), {maxLength: 8});
  fc.assert(
    fc.property(cut, pieces => {
      const chunks = pieces.map(parts => parts.join(''));
      const whole = chunks.join('');
      const form = /^[^\S\n]*[[{]/m.test(whole) ? 'json' : 'text';
      expect(readAs(chunks)).toBe(`${form} ${whole}`);
    }),
    {seed: 20261130, numRuns: 1000},
  );
});
