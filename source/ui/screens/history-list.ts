/** The rows of the history: what a filter, a sort and an export see of them. The grid draws them. */
import type {HistoryRow} from '../../report/pages/pages.ts';
import type {ListDefinition} from '../list/list-definition.ts';

/** A row with what has been read of it by now. */
export type GridRow = Pick<HistoryRow, 'name' | 'usual'> & {
  marks: string | null;
  totals: readonly (number | null)[] | null;
};

export function defineHistory(
  noun: 'environments' | 'jobs',
  read: (row: HistoryRow) => GridRow,
): ListDefinition<HistoryRow> {
  return {
    noun,
    keyOf: ({name}) => name,
    textOf: ({name}) => name,
    isProblem: row => /[MF]/.test(read(row).marks ?? ''),
    states: [
      {name: 'missing', test: row => read(row).marks?.includes('M') ?? false},
      {name: 'failed', test: row => read(row).marks?.includes('F') ?? false},
    ],
    emptyText: `No ${noun} were seen in these days.`,
    columns: [
      {key: 'name', title: noun, value: ({name}) => name},
      {key: 'marks', value: row => read(row).marks},
      {
        key: 'totals',
        value: row =>
          read(row)
            .totals?.map(total => total ?? '')
            .join(' ') ?? null,
      },
    ],
  };
}
