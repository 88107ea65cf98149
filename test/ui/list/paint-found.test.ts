import {describe, expect, test} from 'vitest';
import {compileFilter} from '../../../source/ui/filter/compile-filter.ts';
import {locateIn, paintFound} from '../../../source/ui/list/paint-found.ts';
import {paintRow} from '../../../source/ui/list/paint-list.ts';
import {openTheme, stripPaint} from '../../../source/ui/paint/theme.ts';

const dark = openTheme({name: 'dark', colorDepth: 4});
const DISPLAY = {columns: 40, rows: 20, theme: dark, isAscii: false, isLinear: false, now: 0};
const COLUMNS = [
  {column: {key: 'job', title: 'job', value: (row: {job: string}) => row.job}, width: 20},
  {column: {key: 'n', title: 'n', align: 'right' as const, value: () => 12}, width: 4},
];

/** What is painted as found is in brackets. */
function bracket(painted: string): string {
  return painted.replaceAll(/\u001B\[1;4m(.*?)\u001B\[22;24m/g, '[$1]');
}

test.each([
  ['EOD_LOAD_1', [4, 5, 6, 7], 'EOD_[LOAD]_1'],
  ['EOD_LOAD_1', [0, 1, 2, 9], '[EOD]_LOAD_[1]'],
  ['EOD', [], 'EOD'],
])('%s with %j found', (text, found, shown) => {
  const painted = paintFound(text, found, 'plain', dark);
  expect(bracket(painted)).toBe(shown);
  expect(stripPaint(painted)).toBe(text);
});

describe('a row that a filter let through', () => {
  test.each([
    ['load', 'EOD_LOAD', 'EOD_[LOAD]'],
    // A word may be in another cell: what is in this one is painted all the same.
    ['load prod', 'EOD_LOAD', 'EOD_[LOAD]'],
    ['ed', 'EOD_LOAD', '[E]O[D]_LOAD'],
    ['', 'EOD_LOAD', 'EOD_LOAD'],
    // Numbers are not what a filter looks for.
    ['12', 'JOB', 'JOB'],
  ])('by %j shows what was found in %s', (text, job, shown) => {
    const locate = locateIn(compileFilter(text), `${job} prod 12`);
    const row = paintRow({job}, COLUMNS, false, DISPLAY, locate);
    expect(bracket(row).trim().split(/ {2,}/)).toEqual([shown, '12']);
    expect(stripPaint(row)).toHaveLength(40);
  });
});
