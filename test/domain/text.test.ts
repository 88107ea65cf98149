import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  cleanText,
  compareText,
  formatCount,
  joinWords,
  MAX_TEXT_LENGTH,
  plural,
} from '../../source/domain/text.ts';

describe('hostile text becomes harmless', () => {
  test.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['cursor moves', 'a\u001b[2J\u001b[1;1Hb', 'ab'],
    ['a private CSI', 'a\u001b[?1049hb', 'ab'],
    ['a CSI that is not finished', 'job\u001b[', 'job'],
    ['the clipboard (OSC 52), ended by BEL', 'a\u001b]52;c;cm0gLXJm\u0007b', 'ab'],
    ['the clipboard, ended by ST', 'a\u001b]52;c;cm0gLXJm\u001b\\b', 'ab'],
    ['a title without an end', 'a\u001b]0;you are root', 'a'],
    ['a link (OSC 8)', '\u001b]8;;http://evil\u001b\\here\u001b]8;;\u001b\\', 'here'],
    [
      'device control, APC, PM and SOS',
      'a\u001bPq\u001b\\b\u001b_x\u001b\\c\u001b^x\u001b\\d\u001bXx\u001b\\e',
      'abcde',
    ],
    ['a sequence hidden in another', '\u001b\u001b[31m[31mx', '[31mx'],
    ['a title within a title', '\u001b]0;\u001b]0;x\u0007y', 'y'],
    ['a character set', 'a\u001b(0b', 'ab'],
    ['a reset', 'a\u001bcb', 'ab'],
    ['C1: CSI in one character', 'a\u009b31mb', 'ab'],
    ['C1: OSC in one character', 'a\u009d52;c;eA==\u009cb', 'ab'],
    ['C1: the others', 'a\u0084\u008d\u0080b', 'ab'],
    ['C0 and DEL', 'a\u0000\u0007\u0008\u000e\u001a\u007fb', 'ab'],
    ['line ends and tabs', 'a\r\nb\tc\u000b\u000cd\u0085e\u2028f\u2029g', 'a b c d e f g'],
    ['bidi overrides and isolates', 'a\u202egpj.exe\u202c\u2066b\u2069\u200fc', 'agpj.exebc'],
    ['zero width', 'job\u200b\u200c\u200d\u2060\ufeff1', 'job1'],
    ['soft hyphen, joiners and fillers', 'j\u00ado\u034fb\u115f\u3164\uffa0\u180e', 'job'],
    ['tags and variation selectors', 'job\u{e0041}\u{e007f}\ufe0f\u{e0100}', 'job'],
    ['annotations', 'a\ufff9b\ufffac\ufffb', 'abc'],
    ['a lone high surrogate', 'a\ud83db', 'a\ufffdb'],
    ['a lone low surrogate', '\ude00a', '\ufffda'],
    ['white space around', '  \t job \n', 'job'],
    ['nothing but controls', '\u001b[0m\u0000\u200b', ''],
  ])('%s', (_title, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test.each(['RISK/EOD_PNL', 'Übernacht-Lauf №7', '夜間バッチ', 'отчёт', 'تقرير', '😀 ok', 'a  b'])(
    '%s is left as it is',
    text => {
      expect(cleanText(text)).toBe(text);
    },
  );

  test('no text at all leaves anything that a terminal obeys, and cleaning twice changes nothing', () => {
    const parts = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '31',
      'm',
      '\u009b',
      '\u009d',
      '\u0007',
      '\\',
      '\u001b\\',
      'P',
      'x',
      '\ud83d',
      '\ude00',
      '\u202e',
      '\n',
    );
    const texts = fc.oneof(
      fc.array(parts, {maxLength: 30}).map(all => all.join('')),
      fc.string({unit: 'binary', maxLength: 60}),
    );
    fc.assert(
      fc.property(texts, text => {
        const clean = cleanText(text);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanText(clean)).toBe(clean);
      }),
      {seed: 20261123, numRuns: 1000},
    );
  });
});

describe('length', () => {
  test('is bounded, and a cut text says so', () => {
    expect(cleanText('x'.repeat(MAX_TEXT_LENGTH))).toBe('x'.repeat(MAX_TEXT_LENGTH));
    expect(cleanText('x'.repeat(MAX_TEXT_LENGTH + 1))).toBe(`${'x'.repeat(MAX_TEXT_LENGTH - 1)}…`);
    expect(cleanText('abcdef', 4)).toBe('abc…');
  });

  test.each([
    ['letters', 'x'],
    ['escapes', '\u001b[31m'],
    ['escapes without an end', '\u001b[0'],
    ['titles without an end', '\u001b]0;'],
    ['zero width', '\u200b'],
    ['emoji', '😀'],
    ['lone surrogates', '\ud83d'],
  ])('a megabyte of %s is no more than the bound', (_title, unit) => {
    const clean = cleanText(unit.repeat(1_000_000 / unit.length));
    expect(clean.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(clean.isWellFormed()).toBe(true);
  });

  test('a cut never leaves half a character', () => {
    expect(cleanText('ab😀cd', 4)).toBe('ab…');
    expect(cleanText('a😀cdef', 4)).toBe('a😀…');
  });
});

test('counts are grouped by thousands and agree with their noun', () => {
  expect([0, 999, 1204, 36_000_000].map(formatCount)).toEqual(['0', '999', '1,204', '36,000,000']);
  expect([plural(1, 'job'), plural(0, 'job'), plural(1200, 'job')]).toEqual([
    '1 job',
    '0 jobs',
    '1,200 jobs',
  ]);
});

test('words are joined as in a sentence', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinWords)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

test('texts have the same order everywhere', () => {
  expect(['b', 'a', 'B', 'ä', 'a'].sort(compareText)).toEqual(['B', 'a', 'a', 'b', 'ä']);
});
