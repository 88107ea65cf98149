import Database from 'better-sqlite3';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {compileGlob, isGlob, literalPattern} from '../../source/domain/glob.ts';

test.each([
  ['RISK/EOD_*', 'RISK/EOD_PNL', true],
  ['RISK/EOD_*', 'RISK/EOD_', true],
  ['RISK/EOD_*', 'risk/eod_pnl', false],
  ['RISK/EOD_*', 'xRISK/EOD_PNL', false],
  ['*', '', true],
  ['*', 'a/b\nc', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['job?', 'job1', true],
  ['job?', 'job', false],
  ['job?', 'job😀', true],
  ['[a-c]x', 'bx', true],
  ['[^a-c]x', 'bx', false],
  ['[]x]', ']', true],
  ['[a-]', '-', true],
  ['[z-a]', 'm', false],
  ['[a', '[a', false],
  ['a.b+c', 'a.b+c', true],
  ['a.b*', 'axb', false],
  ['(x|y)*', '(x|y)z', true],
])('%s and %j: %s', (pattern, text, matches) => {
  expect(compileGlob(pattern)(text)).toBe(matches);
});

test('means what SQLite’s GLOB means', () => {
  const database = new Database(':memory:');
  const glob = database.prepare<[string, string], number>('SELECT ? GLOB ?').pluck();
  const characters = (...more: string[]) =>
    fc.constantFrom('a', 'b', 'c', 'z', '-', ']', '[', '^', 'é', '😀', '.', '/', ...more);
  const patterns = fc.array(characters('*', '?', '*'), {maxLength: 8}).map(parts => parts.join(''));
  const texts = fc.array(characters(), {maxLength: 6}).map(parts => parts.join(''));
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(compileGlob(pattern)(text), `${pattern} ${text}`).toBe(glob.get(text, pattern) === 1);
    }),
    {seed: 20261123, numRuns: 3000},
  );
  database.close();
});

test('a pattern of many stars is answered although a backtracking matcher would not live to see it', () => {
  expect(compileGlob(`${'*a'.repeat(30)}b`)('a'.repeat(5000))).toBe(false);
});

test('only the three signs of a pattern make one', () => {
  expect(['a*', 'a?', '[a]'].every(isGlob)).toBe(true);
  expect(['', 'a]', 'a.+', 'a/b'].some(isGlob)).toBe(false);
});

test('a text becomes a pattern that matches it and nothing else', () => {
  const texts = fc.string({unit: fc.constantFrom('*', '?', '[', ']', '^', '-', 'a', 'b'), maxLength: 8});
  fc.assert(
    fc.property(texts, texts, (text, other) => {
      const matches = compileGlob(literalPattern(text));
      expect(matches(text)).toBe(true);
      expect(matches(other)).toBe(other === text);
    }),
  );
});
