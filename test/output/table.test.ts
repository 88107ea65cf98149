import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import type {Listing} from '../../source/output/table.ts';
import {cellText, formatCsv, formatPlain, toRecords} from '../../source/output/table.ts';

type Job = {name: string; runs: number | null; note: string};

const listing = (rows: Job[]): Listing<Job> => ({
  rows,
  emptyText: 'No job ran.',
  columns: [
    {key: 'name', title: 'job', value: ({name}) => name},
    {key: 'runs', title: 'runs', align: 'right', value: ({runs}) => runs, yields: 2},
    {key: 'double', value: ({runs}) => (runs === null ? null : runs * 2)},
    {key: 'note', title: 'note', value: ({note}) => note, text: ({note}) => note.toUpperCase(), yields: 1},
  ],
});

const JOBS: Job[] = [
  {name: 'LOAD', runs: 288, note: 'every five minutes'},
  {name: 'RISK/EOD_VAR', runs: null, note: ''},
  {name: '夜間バッチ', runs: 1, note: 'née'},
];

const plain = (width?: number, rows = JOBS): string =>
  formatPlain(listing(rows), {measure: stringWidth, width});

describe('plain text', () => {
  test('aligns by what a terminal shows of wide and combining characters', () => {
    expect(plain()).toMatchInlineSnapshot(`
      "JOB           RUNS  NOTE
      LOAD           288  EVERY FIVE MINUTES
      RISK/EOD_VAR     -
      夜間バッチ       1  NÉE
      "
    `);
  });

  test('without a width is not cut, however wide', () => {
    expect(plain(undefined, [{name: 'x'.repeat(500), runs: 1, note: ''}])).toContain('x'.repeat(500));
  });

  test('without a width is not widened for one long name: that row alone is out of line', () => {
    const rows = [
      {name: 'x'.repeat(500), runs: 1, note: 'a'},
      {name: 'y', runs: 2, note: 'b'},
    ];
    const [, long = '', short = ''] = plain(undefined, rows).split('\n');
    expect(long).toBe(`${'x'.repeat(500)}     1  A`);
    expect(short).toBe(`y${' '.repeat(79)}     2  B`);
  });

  test.each([
    [200, ['JOB', 'RUNS', 'NOTE']],
    [38, ['JOB', 'RUNS', 'NOTE']],
    [37, ['JOB', 'NOTE']],
    [32, ['JOB', 'NOTE']],
    [31, ['JOB']],
    [12, ['JOB']],
  ])('on %i columns shows %j: what yields most goes first', (width, titles) => {
    const [heading = ''] = plain(width).split('\n');
    expect(heading.split(/ +/)).toEqual(titles);
  });

  test('cuts the widest column when nothing is left to leave out, never below what tells names apart', () => {
    const rows = [{name: 'BATCH/LONDON/RISK/END_OF_DAY/VAR', runs: 1, note: ''}];
    expect(plain(20, rows)).toBe('JOB\nBATCH/LONDON/RISK/E…\n');
    expect(plain(4, rows)).toBe('JOB\nBATCH/LONDO…\n');
    expect(plain(13, [{name: '夜間バッチ処理', runs: 1, note: ''}])).toBe('JOB\n夜間バッチ処…\n');
  });

  test('never splits a pair of surrogates, and no line is wider than the screen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({unit: 'grapheme', maxLength: 60}), {minLength: 1}),
        fc.integer({min: 14, max: 90}),
        (names, width) => {
          const clean = names.map(name => name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ''));
          const text = plain(
            width,
            clean.map(name => ({name, runs: 1, note: ''})),
          );
          expect(text.isWellFormed()).toBe(true);
          for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('says in words that there is nothing', () => {
    expect(plain(80, [])).toBe('No job ran.\n');
  });

  test('shows what is not known as a dash', () => {
    const column = listing([]).columns[1];
    expect(column && cellText(column, {name: '', runs: null, note: ''})).toBe('-');
  });

  test('lets no control character of a value through', () => {
    const column = {key: 'name', title: 'name', value: ({name}: Job) => name};
    expect(cellText(column, {name: 'a\u001B[31mb\nc', runs: 1, note: ''})).toBe('ab c');
  });
});

test('JSON has every column, also those without a heading, with exact values', () => {
  expect(toRecords(listing(JOBS))[1]).toEqual({name: 'RISK/EOD_VAR', runs: null, double: null, note: ''});
  expect(toRecords(listing(JOBS))[0]).toEqual({
    name: 'LOAD',
    runs: 288,
    double: 576,
    note: 'every five minutes',
  });
});

describe('CSV', () => {
  test('is as RFC 4180 has it: a header, CR LF, quotes where they are needed', () => {
    const rows = [{name: 'a,"b"', runs: null, note: 'two\r\nlines'}];
    expect(formatCsv(listing(rows))).toBe('name,runs,double,note\r\n"a,""b""",,,"two\r\nlines"\r\n');
    expect(formatCsv(listing([]))).toBe('name,runs,double,note\r\n');
  });

  test('reads back as it was, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), fc.string(), (name, note) => {
        const [, row] = parse(formatCsv(listing([{name, runs: 1, note}])), {
          recordDelimiter: '\r\n',
        }) as string[][];
        expect(row).toEqual([name, '1', '2', note]);
      }),
    );
  });
});
