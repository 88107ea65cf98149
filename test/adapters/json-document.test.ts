import {expect, test} from 'vitest';
import {readJsonDocument, readJsonDocuments} from '../../source/adapters/json-document.ts';

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

test.each([
  ['[1]', [[1]]],
  ['[]\n{"a": 2}\n', [[], {a: 2}]],
  ['{\n  "a": [\n    1\n  ]\n}\n[\n]\n', [{a: [1]}, []]],
  ['WARN late\n[2026-11-23 06:00:00] INFO\n[]\n[{"a": 1}]\n', [[], [{a: 1}]]],
  ['[]\n[2026-11-23 06:00:00] INFO\n[{"a": 1}]\n', [[], [{a: 1}]]],
  ['null\n[[1]]\nnull\n\n[[2]]\n', [[[1]], [[2]]]],
  ['[\n{"a": 1},\n{"a": 2}\n]\n', [[{a: 1}, {a: 2}]]],
  ['please wait\n[\n{"a": 1},\n{"a": 2}\n]\n', [[{a: 1}, {a: 2}]]],
])('of the documents %j all are read', (text, expected) => {
  expect(readJsonDocuments(text)).toEqual(expected.map(value => ({value})));
});

test('a document among several that is cut off is told with its line', () => {
  expect(readJsonDocuments('[]\n\n[{"a":\n["b"]\n')).toMatchObject([
    {value: []},
    {line: 3, text: '[{"a":'},
    {value: ['b']},
  ]);
});

test.each(['', 'No DAGs found', '[{"a":\n[{"b":'])('of %j there is one problem', text => {
  expect(readJsonDocuments(text)).toHaveLength(1);
});
