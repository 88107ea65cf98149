import fc from 'fast-check';
import {Fzf} from 'fzf';
import {describe, expect, test} from 'vitest';
import {compileFilter} from '../../../source/ui/filter/compile-filter.ts';
import {filterRows} from '../../../source/ui/filter/filter-rows.ts';

/** The characters that are painted as found, the others as dots. */
function highlight(text: string, candidate: string): string {
  const found = new Set(compileFilter(text).positions(candidate));
  return candidate.replace(/./gs, (character, at: number) => (found.has(at) ? character : '.'));
}

describe('a filter', () => {
  test.each([
    ['', 'anything', true],
    ['   ', 'anything', true],
    ['!', 'anything', true],
    ['load', 'EOD_LOAD_1', true],
    ['Load', 'EOD_LOAD_1', false],
    ['LOAD', 'EOD_LOAD_1', true],
    ['eod load', 'EOD_LOAD_1', true],
    ['load eod', 'EOD_LOAD_1', true],
    ['eod risk', 'EOD_LOAD_1', false],
    ['jb12', 'JOB_00012', true],
    ['jb21', 'JOB_00012', false],
    ['!load', 'EOD_LOAD_1', false],
    ['!load', 'EOD_RISK', true],
    // A word that must not be there is meant as it stands: letters in order are in nearly everything.
    ['!eld', 'EOD_LOAD_1', true],
    ['eod !load', 'EOD_RISK', true],
    ['!LOAD', 'eod_load', true],
    ['\u5915', '\u5915\u523b\u30d0\u30c3\u30c1', true],
    ['\u00fcber', '\u00dcBERNACHT', true],
    ['a.*b', 'aXXb', false],
    ['[', 'a[1]', true],
  ])('%j on %s: %s', (text, candidate, isThrough) => {
    expect(compileFilter(text).matches(candidate)).toBe(isThrough);
  });

  test('without a word is empty', () => {
    expect(['', ' ', '!', 'a', '!a'].map(text => compileFilter(text).isEmpty)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('lets through what fzf would, word by word', () => {
    const name = fc.string({unit: fc.constantFrom(...'aAbB1_/-'), maxLength: 12});
    const word = fc.string({unit: fc.constantFrom(...'aAbB1_'), minLength: 1, maxLength: 4});
    fc.assert(
      fc.property(word, name, (text, candidate) => {
        const casing = /[A-Z]/.test(text) ? 'case-sensitive' : 'case-insensitive';
        const isFound = new Fzf([candidate], {casing, normalize: false}).find(text).length > 0;
        expect(compileFilter(text).matches(candidate)).toBe(isFound);
      }),
    );
  });
});

describe('what was found', () => {
  test.each([
    ['load', 'EOD_LOAD_1', '....LOAD..'],
    ['load eod', 'EOD_LOAD_1', 'EOD.LOAD..'],
    ['jb12', 'LEDGER/JOB_00012', '.......J.B....12'],
    ['ab b', 'xAB', '.AB'],
    ['load !risk', 'EOD_LOAD', '....LOAD'],
    ['!risk', 'EOD_LOAD', '........'],
    ['risk', 'EOD_LOAD', '........'],
    ['\u{1f600}', 'a\u{1f600}', '.\u{1f600}'],
    // The small letter of this capital is two characters: the capital then stays what it is.
    ['x', '\u0130x', '.x'],
  ])('%j in %s is %s', (text, candidate, shown) => {
    expect(highlight(text, candidate)).toBe(shown);
  });

  test('is as many characters as were typed, and only in what matches', () => {
    const name = fc.string({unit: fc.constantFrom(...'aAbB1_/'), maxLength: 12});
    fc.assert(
      fc.property(
        fc.string({unit: fc.constantFrom(...'ab1'), minLength: 1, maxLength: 4}),
        name,
        (text, candidate) => {
          const filter = compileFilter(text);
          const positions = filter.positions(candidate);
          expect(positions).toHaveLength(filter.matches(candidate) ? text.length : 0);
          expect(positions.map(at => candidate[at]?.toLowerCase()).join('')).toBe(
            positions.length > 0 ? text : '',
          );
        },
      ),
    );
  });
});

describe('of the rows of a list', () => {
  const rows = ['LEDGER/ACCRUALS_DAILY', 'EOD_LOAD', 'LOAD_FX', 'RISK'].map(name => ({name}));
  const shown = (text: string): string[] =>
    filterRows(rows, ({name}) => name, compileFilter(text)).map(({name}) => name);

  test('those with the words as they stand are shown alone, in the order of the list', () => {
    expect(compileFilter('lad').matches('EOD_LOAD')).toBe(true);
    expect(shown('load')).toEqual(['EOD_LOAD', 'LOAD_FX']);
  });

  test('those with the letters in order are shown when there are no others', () => {
    expect(shown('lad')).toEqual(['LEDGER/ACCRUALS_DAILY', 'EOD_LOAD', 'LOAD_FX']);
    expect(shown('zz')).toEqual([]);
  });

  test('all are shown without a word', () => {
    expect(filterRows(rows, ({name}) => name, compileFilter(' '))).toBe(rows);
  });
});
