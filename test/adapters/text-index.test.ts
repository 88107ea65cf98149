import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createTextIndex} from '../../source/adapters/text-index.ts';

/** The number that each text gets, by a Map. */
function numbersByMap(texts: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return texts.map(text => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
}

test('texts are numbered in the order in which they first come, as a Map would', () => {
  const short = fc.string({unit: fc.constantFrom('a', 'b', '\u{1F600}', '\uD83D', '\0'), maxLength: 4});
  fc.assert(
    fc.property(fc.array(fc.oneof(short, fc.string()), {maxLength: 400}), texts => {
      const index = createTextIndex();
      expect(texts.map(text => index.numberOf(text))).toEqual(numbersByMap(texts));
      expect(texts.map(text => index.find(text))).toEqual(numbersByMap(texts));
      expect(index.size).toBe(new Set(texts).size);
    }),
    {seed: 20261130, numRuns: 200},
  );
});

test('looking for a text does not add it', () => {
  const index = createTextIndex();
  expect([index.find('a'), index.numberOf('b'), index.find('a'), index.size]).toEqual([-1, 0, -1, 1]);
});

test('many texts keep their numbers while the table grows', () => {
  const texts = Array.from({length: 50_000}, (_, i) => `EOD_JOB_${i}@2026-11-23T06:40:00Z`);
  const index = createTextIndex();
  for (const text of texts) index.numberOf(text);
  expect(texts.map(text => index.find(text))).toEqual(texts.map((_, i) => i));
});

test('texts made to have one hash are told apart all the same', () => {
  const texts = collidingTexts(2048);
  const index = createTextIndex();
  expect(texts.map(text => index.numberOf(text))).toEqual(texts.map((_, i) => i));
  expect(texts.map(text => index.numberOf(text))).toEqual(texts.map((_, i) => i));
  expect(texts.map(text => index.find(text))).toEqual(texts.map((_, i) => i));
  expect([index.find('other'), index.numberOf('other'), index.size]).toEqual([-1, 2048, 2049]);
});

/**
 * Texts with the same FNV-1a hash: for each pair of characters there is another with the same effect on the hash so far, and
 * what follows cannot tell them apart.
 */
function collidingTexts(count: number): string[] {
  let texts = [''];
  let hash = 0x811c9dc5 | 0;
  while (texts.length < count) {
    const [one, other] = collidingPairs(hash);
    texts = texts.flatMap(text => [text + one, text + other]);
    hash = hashFrom(hash, one);
  }
  return texts;
}

function collidingPairs(hash: number): [string, string] {
  const firstByHigh = new Map<number, number>();
  for (let first = 0; first < 0x10000; first += 1) {
    const product = Math.imul(hash ^ first, 0x01000193);
    const earlier = firstByHigh.get(product >>> 16);
    if (earlier !== undefined) {
      // The high halves are equal; a second character makes the low ones so.
      const difference = (product ^ Math.imul(hash ^ earlier, 0x01000193)) & 0xffff;
      return [String.fromCharCode(earlier, 0), String.fromCharCode(first, difference)];
    }
    firstByHigh.set(product >>> 16, first);
  }
  throw new RangeError('no two characters collide');
}

function hashFrom(hash: number, text: string): number {
  return text.split('').reduce((so, unit) => Math.imul(so ^ unit.charCodeAt(0), 0x01000193), hash);
}
