import {expect, test} from 'vitest';
import {
  collectObservations,
  documentParser,
  lineParser,
  MAX_LINE_LENGTH,
  MAX_LINES,
  MAX_REJECTED_TEXT,
} from '../../source/adapters/parser.ts';
import {emptyObservations, MAX_REJECTED_KEPT} from '../../source/domain/observations.ts';

function readLines(chunks: readonly string[]) {
  const lines: [number, string][] = [];
  const {observations, reject} = collectObservations();
  const parser = lineParser(
    (text, number) => lines.push([number, text]),
    () => observations,
    reject,
  );
  for (const chunk of chunks) parser.write(chunk);
  return {lines, observations: parser.end()};
}

test.each([
  ['every kind of line end counts', ['a\nb\r\nc\rd\n'], ['a', 'b', 'c', 'd']],
  ['a last line without an end counts', ['a\nb'], ['a', 'b']],
  ['empty lines are lines', ['\n\r\n\ra'], ['', '', '', 'a']],
  ['a line may come in pieces', ['a', '', 'b\nc', 'd\n'], ['ab', 'cd']],
  ['\\r\\n cut in two is one end', ['a\r', '\nb\r', 'c\r', '', '\n'], ['a', 'b', 'c']],
  ['a byte order mark is dropped at the start only', ['', '\uFEFFa\n\uFEFFb'], ['a', '\uFEFFb']],
  ['nothing has no lines', [''], []],
])('%s', (_claim, chunks, expected) => {
  expect(readLines(chunks).lines).toEqual(expected.map((text, index) => [index + 1, text]));
});

test('a line of exactly the bound is read', () => {
  const {lines, observations} = readLines([`${'x'.repeat(MAX_LINE_LENGTH)}\n`]);
  expect([lines.length, observations.rejectedCount]).toEqual([1, 0]);
});

test.each([
  ['whole', (text: string) => [text]],
  ['in pieces', (text: string) => [text.slice(0, 70_000), text.slice(70_000, 90_000), text.slice(90_000)]],
])('a longer line that comes %s is rejected with its beginning, and its neighbours are read', (_how, cut) => {
  const {lines, observations} = readLines(cut(`before\n${'x'.repeat(100_000)}\nafter`));
  expect(lines).toEqual([
    [1, 'before'],
    [3, 'after'],
  ]);
  const reason = 'line longer than 65,536 characters';
  const text = `${'x'.repeat(MAX_REJECTED_TEXT - 1)}…`;
  expect(observations.rejected).toEqual([{line: 2, reason, text}]);
});

test('rejected lines are all counted, the first ones kept, cleaned', () => {
  const {observations, reject} = collectObservations();
  for (let line = 1; line <= MAX_REJECTED_KEPT + 5; line += 1)
    reject(line, '\u001B[31mred\u202E', 'no\nreason');
  expect(observations.rejectedCount).toBe(MAX_REJECTED_KEPT + 5);
  expect(observations.rejected).toHaveLength(MAX_REJECTED_KEPT);
  expect(observations.rejected[0]).toEqual({line: 1, reason: 'no reason', text: 'red'});
});

test('lines rejected late are still listed in the order of the output', () => {
  const {observations, reject} = collectObservations();
  const parser = lineParser(
    (text, number) => {
      if (text === 'bad') reject(number, text, 'bad');
    },
    () => {
      reject(1, 'first', 'found out at the end');
      return observations;
    },
    reject,
  );
  parser.write('first\nbad\n');
  expect(parser.end().rejected.map(({line}) => line)).toEqual([1, 2]);
});

test('a document is parsed as a whole, without its byte order mark', () => {
  const texts: string[] = [];
  const parser = documentParser(text => {
    texts.push(text);
    return emptyObservations();
  });
  parser.write('\uFEFF{"a":');
  parser.write('1}');
  parser.end();
  expect(texts).toEqual(['{"a":1}']);
});

test('lines beyond the limit are counted, not read, and make the answer partial', () => {
  const {observations, reject} = collectObservations();
  let read = 0;
  const parser = lineParser(
    () => {
      read += 1;
    },
    () => observations,
    reject,
  );
  for (let block = 0; block <= MAX_LINES / 1000; block += 1) parser.write('x\n'.repeat(1000));
  expect(parser.end().partialReason).toBe(
    'only 250,000 of 251,000 lines were read; ask for less, or split the source',
  );
  expect(read).toBe(MAX_LINES);
});
