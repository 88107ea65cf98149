/** What takes the place of string-width and of `Intl.Segmenter` in the bundle says the same as they do. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test, vi} from 'vitest';
import {LazySegmenter} from '../../../scripts/ink/lazy-segmenter.ts';
import quickWidth from '../../../scripts/ink/quick-width.ts';
import {isUnjoined} from '../../../source/ui/paint/clean.ts';

const basic = Array.from({length: 0x1_00_00}, (_, code) => String.fromCharCode(code));
const unjoined = basic.filter(isUnjoined);

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...unjoined),
      fc.constantFrom(
        '\u001B[1;31m',
        '\u001B[0m',
        '\u001B[38;5;202m',
        '\n',
        '\r\n',
        '\t',
        '\u001B',
        'e\u0301',
        '👩‍👩‍👧',
        '🇩🇪',
        '\u200D',
        '한',
        '\u1112\u1161',
      ),
      fc.string({unit: 'grapheme', maxLength: 4}),
    ),
    {maxLength: 30},
  )
  .map(parts => parts.join(''));

describe('the width of a text', () => {
  test('is that of string-width for every character that needs no look at its neighbours', () => {
    const wrong = unjoined.filter(character => quickWidth(character) !== stringWidth(character));
    expect(wrong).toEqual([]);
    expect(unjoined.length).toBeGreaterThan(30_000);
  });

  test('is that of string-width for any text', () => {
    // What needs the real one is only loaded in the bundle.
    fc.assert(
      fc.property(text, value => {
        fc.pre(isUnjoined(value.replaceAll(/\u001B\[[\d;]*m/g, '')));
        expect(quickWidth(value)).toBe(stringWidth(value));
      }),
      {numRuns: 2000},
    );
  });
});

describe('the graphemes of a text', () => {
  const real = new Intl.Segmenter();

  test('are those of the real segmenter', () => {
    const own = new LazySegmenter();
    fc.assert(
      fc.property(text, value => {
        expect([...own.segment(value)]).toEqual([...real.segment(value)]);
      }),
      {numRuns: 2000},
    );
  });

  test.each([-1, 0, 2, 3])('containing index %i are those of the real segmenter', index => {
    expect(new LazySegmenter().segment('a─c').containing(index)).toEqual(
      real.segment('a─c').containing(index),
    );
  });

  test('need no real segmenter where every character stands alone', () => {
    const Segmenter = vi.spyOn(Intl, 'Segmenter');
    try {
      const own = new LazySegmenter(undefined, {granularity: 'grapheme'});
      const line = 'ok ✓ \u001B[1m█▇▆\u001B[22m ─ 12\n';
      expect([...own.segment(line)].map(({segment}) => segment)).toEqual([...line]);
      expect(Segmenter).not.toHaveBeenCalled();
    } finally {
      Segmenter.mockRestore();
    }
  });
});
