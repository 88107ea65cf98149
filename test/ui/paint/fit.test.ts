import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {clean, isSimple, isUnjoined} from '../../../source/ui/paint/clean.ts';
// A test called `fit` is one that runs alone: the linter would take it for that.
import {clip, cutMiddle, fit as fitCells, measure, wrap} from '../../../source/ui/paint/fit.ts';
import {HOSTILE_TEXTS} from './hostile-texts.ts';

const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const WIDTHS = [0, 1, 2, 3, 5, 8, 13, 40, 200];

/** Anything, with what is dangerous more often than chance would have it. */
const anyText = fc.oneof(
  fc.string({unit: 'binary', maxLength: 60}),
  fc.string({unit: 'grapheme', maxLength: 60}),
  fc
    .array(
      fc.constantFrom(...HOSTILE_TEXTS.map(([, text]) => text.slice(0, 40)), '\u001b', '[', 'm', ' ', '夜'),
      {
        maxLength: 12,
      },
    )
    .map(parts => parts.join('')),
);

describe.each(HOSTILE_TEXTS)('%s', (_title, text) => {
  test.each(WIDTHS)('is exactly %i cells wide when fitted, also between neighbours', width => {
    for (const align of ['left', 'right'] as const) {
      const shown = fitCells(text, width, align);
      expect(stringWidth(shown)).toBe(width);
      expect(stringWidth(`|${shown}|`)).toBe(width + 2);
      expect(shown).not.toMatch(OBEYED);
    }
  });

  test.each(WIDTHS)('is ASCII in %i cells when asked for', width => {
    expect(fitCells(text, width, 'left', true)).toMatch(new RegExp(`^[ -~]{${width}}$`));
    for (const cut of [clip, cutMiddle]) expect(cut(text, width, true)).toMatch(/^[ -~]*$/);
    for (const line of wrap(text, Math.max(1, width), true)) expect(line).toMatch(/^[ -~]*$/);
  });

  test('is as wide on a terminal that adds up code points', () => {
    const shown = [...fitCells(text, 30)];
    expect(shown.reduce((cells, character) => cells + stringWidth(character), 0)).toBe(30);
  });

  test('is measured as what is shown of it', () => {
    const start = text.slice(0, 200);
    expect(measure(start)).toBe(stringWidth(clip(start, 1000)));
  });
});

describe('fitting', () => {
  test('gives the exact width and nothing that a terminal obeys, whatever the text', () => {
    const cuts = fc.constantFrom('left' as const, 'right' as const);
    fc.assert(
      fc.property(anyText, fc.integer({min: 0, max: 80}), cuts, (text, width, align) => {
        const shown = fitCells(text, width, align);
        expect(stringWidth(shown)).toBe(width);
        expect(stringWidth(`x ${shown} x`)).toBe(width + 4);
        expect(shown).not.toMatch(OBEYED);
        expect(shown.isWellFormed()).toBe(true);
        expect(fitCells(shown, width, align)).toBe(shown);
        expect(fitCells(text, width, align, true)).toMatch(new RegExp(`^[ -~]{${width}}$`));
      }),
      {seed: 20261123, numRuns: 2000},
    );
  });

  test.each([
    ['abc', 5, 'left', 'abc  '],
    ['abc', 5, 'right', '  abc'],
    ['abc', 3, 'left', 'abc'],
    ['abcd', 3, 'left', 'ab…'],
    ['abcd', 3, 'right', 'ab…'],
    ['abcd', 1, 'left', '…'],
    ['abcd', 0, 'left', ''],
    ['abcd', -3, 'left', ''],
    ['  abc', 6, 'left', '  abc '],
    ['  夜 ', 6, 'right', '   夜 '],
    ['夜間バッチ', 5, 'left', '夜間…'],
    ['夜間バッチ', 4, 'left', '夜… '],
    ['夜間バッチ', 4, 'right', ' 夜…'],
    ['夜間バッチ', 1, 'left', '…'],
    ['e\u0301e\u0301e\u0301', 2, 'left', 'é…'],
    ['n\u0324n\u0324n\u0324', 2, 'left', 'n\u0324…'],
    ['👍🏽👍🏽', 3, 'left', '👍…'],
    ['🇬🇧', 4, 'left', 'GB  '],
  ] as const)('%j in %i cells, %s, is %j', (text, width, align, shown) => {
    expect(fitCells(text, width, align)).toBe(shown);
  });

  test('keeps a long text as far as it is seen', () => {
    expect(fitCells('夜'.repeat(1000), 1201)).toBe(`${'夜'.repeat(600)}…`);
  });
});

describe('text that is measured without asking how characters join', () => {
  const all = Array.from({length: 0x1_00_00}, (_, code) => String.fromCharCode(code));

  test.each([
    ['one cell a character', isSimple, 1300],
    ['one or two cells a character', isUnjoined, 30_000],
  ])('is %s, and cleaning leaves it as it is', (_title, is, fewest) => {
    const taken = all.filter(is);
    expect(taken.length).toBeGreaterThan(fewest);
    // What follows makes every step of cleaning necessary.
    const wrong = taken.filter(
      character =>
        stringWidth(character) !== measure(character) || clean(`a${character}ệ̀b`) !== `a${character}ệ̀b`,
    );
    expect(wrong).toEqual([]);
    expect(taken.filter(character => /[\p{M}\p{Cn}]/u.test(character))).toEqual([]);
  });

  test('is as wide as it is in whole', () => {
    const characters = fc.constantFrom(...all.filter(isUnjoined));
    fc.assert(
      fc.property(fc.string({unit: characters, maxLength: 30}), text => {
        expect(measure(text)).toBe(stringWidth(text));
      }),
      {seed: 20261123, numRuns: 1000},
    );
  });
});

describe('leaving the middle out', () => {
  test.each([
    ['PAYROLL_GL_EXTRACT_0001', 23, 'PAYROLL_GL_EXTRACT_0001'],
    ['PAYROLL_GL_EXTRACT_0001', 16, 'PAYROLL_…CT_0001'],
    ['PAYROLL_GL_EXTRACT_0001', 3, 'P…1'],
    ['PAYROLL_GL_EXTRACT_0001', 2, 'P…'],
    ['PAYROLL_GL_EXTRACT_0001', 1, '…'],
    ['PAYROLL_GL_EXTRACT_0001', 0, ''],
    ['夜間バッチ処理一', 9, '夜間…理一'],
    ['夜間バッチ処理一', 8, '夜間…一'],
  ])('%j in %i cells is %j', (text, width, shown) => {
    expect(cutMiddle(text, width)).toBe(shown);
  });

  test('never makes it wider than it may be', () => {
    fc.assert(
      fc.property(anyText, fc.integer({min: 0, max: 40}), (text, width) => {
        expect(stringWidth(cutMiddle(text, width))).toBeLessThanOrEqual(width);
        expect(stringWidth(clip(text, width))).toBeLessThanOrEqual(width);
      }),
      {seed: 20261123, numRuns: 1000},
    );
  });
});

describe('wrapping', () => {
  test.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 100, ['one two three']],
    ['', 10, ['']],
    ['one\ntwo\n\nthree', 10, ['one', 'two', '', 'three']],
    ['/a/very/long/path and more', 6, ['/a/ver', 'y/long', '/path', 'and', 'more']],
    ['夜間 バッチ処理', 6, ['夜間', 'バッチ', '処理']],
    ['夜a', 1, ['?', 'a']],
    ['a \u001b[2Jb', 10, ['a b']],
  ])('%j in %i cells', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('loses no letter and no line is too wide', () => {
    fc.assert(
      fc.property(
        fc.string({unit: fc.constantFrom('a', 'b', ' ', '夜'), maxLength: 80}),
        fc.integer({min: 2, max: 20}),
        (text, width) => {
          const lines = wrap(text, width);
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
      {seed: 20261123},
    );
  });
});
