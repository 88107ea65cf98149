import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {BorderedTable, formatBordered} from '../../source/output/bordered-table.tsx';
import type {Listing} from '../../source/output/table.ts';

const listing: Listing<{job: string; runs: number | null}> = {
  rows: [
    {job: 'RISK/EOD_VAR', runs: 288},
    {job: 'LOAD', runs: null},
    {job: '\u001B[31mred\nline', runs: 1},
  ],
  emptyText: '',
  columns: [
    {key: 'job', title: 'job', value: ({job}) => job},
    {key: 'runs', title: 'runs', align: 'right', value: ({runs}) => runs},
    {key: 'hidden', value: () => 'hidden'},
  ],
};

test('a table has borders, headings and aligned columns', () => {
  expect(formatBordered(listing, 80)).toMatchInlineSnapshot(`
    "┌──────────────┬──────┐
    │ job          │ runs │
    ├──────────────┼──────┤
    │ RISK/EOD_VAR │  288 │
    ├──────────────┼──────┤
    │ LOAD         │    - │
    ├──────────────┼──────┤
    │ red line     │    1 │
    └──────────────┴──────┘
    "
  `);
});

test.each(['夜間バッチ', 'cafe\u0301'])('is not drawn around %s, whose borders would not meet', job => {
  expect(formatBordered({...listing, rows: [{job, runs: 1}]}, 80)).toBeUndefined();
});

test('is not drawn where it would not fit', () => {
  const width = formatBordered(listing, 80)?.indexOf('\n') ?? 0;
  expect(formatBordered(listing, width)).toBeDefined();
  expect(formatBordered(listing, width - 1)).toBeUndefined();
});

test('the component fits into other screens and follows its data', () => {
  const columns = [{title: 'job', align: 'left' as const}];
  const {lastFrame, rerender, unmount} = render(<BorderedTable columns={columns} rows={[['LOAD']]} />);
  expect(lastFrame()).toBe('┌──────┐\n│ job  │\n├──────┤\n│ LOAD │\n└──────┘');
  rerender(<BorderedTable columns={columns} rows={[['SEND'], []]} />);
  expect(lastFrame()).toBe('┌──────┐\n│ job  │\n├──────┤\n│ SEND │\n├──────┤\n│      │\n└──────┘');
  unmount();
});
