import {describe, expect, test} from 'vitest';
import {joinAnswer, splitAnswer} from '../../../source/cli/screen/answer-parts.ts';

/** What comes out on the other side, and the messages as they were sent. */
function transport(answer: unknown): {value: unknown; messages: string[]} {
  const messages = splitAnswer(7, answer).map(message => JSON.stringify(message));
  const joiner = joinAnswer();
  const isWhole = messages.map(message => joiner.add(JSON.parse(message)));
  expect(isWhole).toEqual(messages.map((_, i) => i === messages.length - 1));
  return {value: joiner.value(), messages};
}

const rows = (count: number, text = 'x'): {id: number; text: string}[] =>
  Array.from({length: count}, (_, id) => ({id, text}));

describe('an answer', () => {
  test.each([
    ['a short list', {day: '2026-11-23', rows: rows(3)}],
    ['no list', {collection: null, rejected: []}],
    ['a list alone', rows(5000)],
    ['null', null],
    ['a text', 'done'],
  ])('with %s is one message', (_, answer) => {
    const {value, messages} = transport(answer);
    expect(value).toEqual(answer);
    expect(messages).toHaveLength(1);
  });

  test('without a value is one message too', () => {
    const joiner = joinAnswer();
    expect(splitAnswer(7, undefined).map(message => joiner.add(message))).toEqual([true]);
    expect(joiner.value()).toBeUndefined();
  });

  test.each([
    [2000, 1],
    [2001, 3],
    [10_000, 6],
  ])('of %i rows comes back whole from %i messages', (count, messages) => {
    const answer = {day: '2026-11-23', rows: rows(count), isCut: false};
    const transported = transport(answer);
    expect(transported.value).toEqual(answer);
    expect(transported.messages).toHaveLength(messages);
  });

  test('of several long lists keeps each of them apart', () => {
    const answer = {runs: rows(3000, 'run'), days: rows(371), changes: rows(4500, 'change')};
    expect(transport(answer).value).toEqual(answer);
  });

  test('of long rows comes in messages of about 256 KiB', () => {
    const answer = {rows: rows(1500, 'y'.repeat(2000))};
    const {value, messages} = transport(answer);
    expect(value).toEqual(answer);
    expect(Math.max(...messages.map(message => message.length))).toBeLessThan(300 * 1024);
  });

  test('with rows longer than a message still comes', () => {
    const answer = {rows: rows(3, 'z'.repeat(300_000))};
    expect(transport(answer).value).toEqual(answer);
  });

  test('is not changed by being cut', () => {
    const answer = {rows: rows(2500)};
    splitAnswer(1, answer);
    expect(answer.rows).toHaveLength(2500);
  });
});
