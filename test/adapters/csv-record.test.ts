import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {splitRecord} from '../../source/adapters/csv-record.ts';
import {csvRecords} from '../../source/adapters/csv-records.ts';

describe('one record', () => {
  test.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""b""",""', ['a "b"', '']],
    ['a "b" c,d', ['a "b" c', 'd']],
    ['"a\nb"', ['a\nb']],
    ['"a', 'open'],
    ['"a"",b', 'open'],
    ['"a" b,c', 'malformed'],
  ])('%j is %j', (text, expected) => {
    expect(splitRecord(text, ',')).toEqual(expected);
  });

  test('a delimiter may be several characters', () => {
    expect(splitRecord('a::"b::c"::', '::')).toEqual(['a', 'b::c', '']);
  });

  test('it is split as csv-parse splits it', () => {
    const cell = fc
      .oneof(fc.string({maxLength: 6}), fc.stringMatching(/^[a",\n]{0,6}$/))
      .map(text => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
    fc.assert(
      fc.property(fc.array(cell, {minLength: 1, maxLength: 6}), cells => {
        const text = cells.join(',');
        fc.pre(text !== '');
        expect([splitRecord(text, ',')]).toEqual(parse(text, {record_delimiter: '\u0001'}));
      }),
      {seed: 1, numRuns: 300},
    );
  });
});

describe('records of lines', () => {
  function read(lines: string[]): {records: [number, string[]][]; rejected: [number, string][]} {
    const records: [number, string[]][] = [];
    const rejected: [number, string][] = [];
    const reader = csvRecords(
      ',',
      true,
      (cells, line) => records.push([line, cells]),
      (line, _, reason) => rejected.push([line, reason]),
    );
    for (const [index, text] of lines.entries()) reader.addLine(text, index + 1);
    reader.finish();
    return {records, rejected};
  }

  test('a record over several lines has the number of its first', () => {
    expect(read(['a,"b', '', 'c"', 'd,e'])).toEqual({
      records: [
        [1, ['a', 'b\n\nc']],
        [4, ['d', 'e']],
      ],
      rejected: [],
    });
  });

  test('a quote that is never closed costs its own line and no other', () => {
    const others = Array.from({length: 200}, (_, index) => `row,${index}`);
    const {records, rejected} = read(['"open', ...others]);
    expect(rejected).toEqual([[1, 'a quote is not closed']]);
    expect(records.map(([, cells]) => cells[1])).toEqual(others.map(row => row.slice(4)));
  });

  test('every line with a stray quote is rejected by itself', () => {
    const {records, rejected} = read(['"a', 'x,1', '"b', 'x,2', '"c', 'x,3']);
    expect(rejected.map(([line]) => line)).toEqual([1, 3, 5]);
    expect(records.map(([line]) => line)).toEqual([2, 4, 6]);
  });
});
