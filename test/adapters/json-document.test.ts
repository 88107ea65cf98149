import {expect, test} from 'vitest';
import {readJsonDocument} from '../../source/adapters/json-document.ts';

test('a document of millions of values is refused before it is parsed', () => {
  const bomb = `[${'1,'.repeat(4_000_001)}1]`;
  expect(readJsonDocument(bomb)).toMatchObject({
    problem: 'more than 4,000,000 values; ask for less',
    line: 1,
  });
});

test('a large document of fewer values is read', () => {
  const text = `[${'"abcdefgh",'.repeat(100_000)}"end"]`;
  expect(readJsonDocument(text)).toMatchObject({value: expect.arrayContaining(['end'])});
});
