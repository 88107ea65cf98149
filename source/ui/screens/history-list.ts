/** The rows of the history: what a filter, a sort and an export see of them. The grid draws them. */
import type {Day} from '../../domain/time.ts';
import type {HistoryRow, UsualBand} from '../../report/pages/pages.ts';
import type {ListDefinition} from '../list/list-definition.ts';

/** A row with what has been read of it by now. */
export type GridRow = Pick<HistoryRow, 'name'> & {
  /** What is usual on each day; null when it was not read: it is of the row under the cursor only. */
  usual: readonly (UsualBand | null)[] | null;
  marks: string | null;
  totals: readonly (number | null)[] | null;
  /** The business day that is not over: it is not held against what is usual of whole days. Null when it is not known. */
  present: Day | null;
};

export function defineHistory(
  noun: 'environments' | 'jobs',
  read: (row: HistoryRow) => GridRow,
  firstDay: Day | undefined,
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
      {key: 'firstDay', value: () => firstDay ?? null},
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
