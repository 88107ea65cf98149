/** Rows -> the rows that are shown, in their order. Pure. */
import type {Filter} from '../filter/compile-filter.ts';
import {filterRows} from '../filter/filter-rows.ts';
import type {ListState} from '../state/list-state.ts';
import type {ListColumn, ListDefinition} from './list-definition.ts';

export function arrangeRows<Row>(
  rows: readonly Row[],
  definition: ListDefinition<Row>,
  {state, isProblemsOnly, sort}: Pick<ListState, 'state' | 'isProblemsOnly' | 'sort'>,
  filter: Filter,
): readonly Row[] {
  const {textOf, isProblem, states, columns} = definition;
  const test = states.find(({name}) => name === state)?.test;
  const wanted =
    test || isProblemsOnly
      ? rows.filter(row => (!test || test(row)) && (!isProblemsOnly || isProblem(row)))
      : rows;
  const shown = filterRows(wanted, textOf, filter);
  const column = columns.find(({key}) => key === sort?.column);
  return column ? sortRows(shown, column, sort?.isDescending ?? false) : shown;
}

/** Stable; what has no value comes last whichever way it goes. */
function sortRows<Row>(rows: readonly Row[], {sortBy, value}: ListColumn<Row>, isDescending: boolean): Row[] {
  const sortValue = sortBy ?? value;
  const keyed = rows.map(row => ({row, by: sortValue(row)}));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.by === b.by) return 0;
    if (a.by === null) return 1;
    if (b.by === null) return -1;
    return a.by < b.by ? -sign : sign;
  });
  return keyed.map(({row}) => row);
}
