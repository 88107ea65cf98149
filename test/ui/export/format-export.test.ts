import {parse} from 'csv-parse/sync';
import {describe, expect, test} from 'vitest';
import type {Listing} from '../../../source/output/table.ts';
import {EXPORT_FORMATS, formatExport, isExportFormat} from '../../../source/ui/export/format-export.ts';

type Job = {name: string; delta: number | null};

const listing = (rows: Job[]): Listing<Job> => ({
  rows,
  emptyText: 'No job ran.',
  columns: [
    {key: 'job', title: 'job', value: ({name}) => name},
    {key: 'delta', title: '+/- usual', align: 'right', value: ({delta}) => delta},
    {key: 'key', value: ({name}) => name.length},
  ],
});

function exportedCell(name: string): string | undefined {
  const [, row] = parse(formatExport(listing([{name, delta: 1}]), 'csv'), {
    recordDelimiter: '\r\n',
  }) as string[][];
  return row?.[0];
}

describe('in CSV', () => {
  test.each([
    ['=HYPERLINK("http://evil","x")', `'=HYPERLINK("http://evil","x")`],
    ['+1', "'+1"],
    ['-nightly', "'-nightly"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['  =1', "'  =1"],
    ['"=1', `'"=1`],
    ['\uff1d1', "'\uff1d1"],
    ['a;=1', "a;'=1"],
    ['a\t@x', "a\t'@x"],
    ['a\r\n=1', "a\r\n'=1"],
  ])('%j, which a spreadsheet would take for a formula, is a text', (name, cell) => {
    expect(exportedCell(name)).toBe(cell);
  });

  test.each(['EOD_LOAD', 'a=1', 'a - b', 'load; then check', "'quoted'", '2026-11-23', ''])(
    '%j stays as it is',
    name => {
      expect(exportedCell(name)).toBe(name);
    },
  );

  test('numbers stay numbers, also below zero', () => {
    expect(formatExport(listing([{name: 'a', delta: -2}]), 'csv')).toBe('job,delta,key\r\na,-2,1\r\n');
  });
});

test('in JSON every value is exact', () => {
  const text = formatExport(listing([{name: '=1', delta: null}]), 'json');
  expect(JSON.parse(text)).toEqual([{job: '=1', delta: null, key: 2}]);
  expect(text.endsWith(']\n')).toBe(true);
});

test('in Markdown there is what people read, under what it is', () => {
  expect(formatExport(listing([{name: 'a|b', delta: -2}]), 'md', 'jobs of prod-ldn')).toBe(
    '**jobs of prod-ldn**\n\n| job | +/- usual |\n| --- | ---: |\n| a\\|b | -2 |\n',
  );
});

test('the formats are those that may be typed', () => {
  expect(EXPORT_FORMATS.every(isExportFormat)).toBe(true);
  expect(['', 'CSV', 'xls', 'toString'].some(isExportFormat)).toBe(false);
});
