import {expect, test} from 'vitest';
import {formatMarkdown} from '../../source/output/markdown.ts';
import type {Listing} from '../../source/output/table.ts';

type Job = {name: string; runs: number | null};

const listing = (rows: Job[]): Listing<Job> => ({
  rows,
  emptyText: 'No job ran.',
  columns: [
    {key: 'name', title: 'job', value: ({name}) => name, text: ({name}) => name},
    {key: 'runs', title: 'runs', align: 'right', value: ({runs}) => runs},
    {key: 'double', value: ({runs}) => (runs === null ? null : runs * 2)},
  ],
});

const cellOf = (name: string): string | undefined =>
  /^\| (.*) \| 1 \|$/m.exec(formatMarkdown(listing([{name, runs: 1}])))?.[1];

test('rows are a table of the columns that people read, numbers at the right', () => {
  expect(
    formatMarkdown(
      listing([
        {name: 'LOAD', runs: 288},
        {name: 'RISK', runs: null},
      ]),
    ),
  ).toBe('| job | runs |\n| --- | ---: |\n| LOAD | 288 |\n| RISK | - |\n');
});

test('a caption stands above them, and no rows are said in words', () => {
  expect(formatMarkdown(listing([]), 'jobs of a|b')).toBe('**jobs of a\\|b**\n\nNo job ran.\n');
});

test.each([
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a\\\\\\|b'],
  ['two\r\n\r\nlines', 'two lines'],
  ['`code`', '\\`code\\`'],
  ['**bold**', '\\*\\*bold\\*\\*'],
  ['<img src=x>', '\\<img src=x\\>'],
  ['[a](http://evil)', '\\[a\\](http://evil)'],
  ['&lt;', '\\&lt;'],
  ['~~gone~~', '\\~\\~gone\\~\\~'],
  ['_EOD_LOAD_1_', '\\_EOD_LOAD_1\\_'],
  ['a  b', 'a  b'],
])('a name like %j is shown as it is, and is nothing but a name', (name, cell) => {
  expect(cellOf(name)).toBe(cell);
});
