import type {Day} from '../../domain/time.ts';
import {useQuery} from '../hooks/use-query.ts';
import type {PlaceOf} from '../state/place.ts';
import {HistoryChart} from './history-chart.tsx';
import {HistoryGrid} from './history-grid.tsx';
import type {GridRow} from './history-list.ts';
import {useDifferences} from './use-differences.ts';

type Props = {
  place: PlaceOf<'history'>;
  from: Day;
  to: Day;
  rows: readonly GridRow[];
  /** Where in `rows` the cursor stands, and on which day. */
  cursor: {row: number; day: Day};
  isPresent: boolean;
  showsTotals: boolean;
  gridHeight: number;
  /** 0 = there is no room for a chart. */
  chartHeight: number;
};

/** The grid and the chart. What is usual is read of the row under the cursor alone: of all it would take too long. */
export function HistoryBody({
  place,
  from,
  to,
  rows,
  cursor,
  isPresent,
  showsTotals,
  gridHeight,
  chartHeight,
}: Props) {
  const {environment, days} = place;
  const row = rows[cursor.row];
  const numbers = useQuery('numbers', {
    ...(environment === undefined
      ? {environment: row?.name ?? ''}
      : {environment, ...(row ? {job: row.name, isCompared: true} : {})}),
    days,
    day: to,
  }).data;
  const differences = useDifferences(numbers !== undefined);
  const lacking = (environment === undefined && row && differences.get(row.name)) || [];
  const withUsual = row && {...row, usual: numbers?.usual ?? null};
  return (
    <>
      <HistoryGrid
        from={from}
        days={days}
        rows={withUsual ? rows.with(cursor.row, withUsual) : rows}
        cursor={cursor}
        today={isPresent ? to : null}
        show={showsTotals ? 'totals' : 'marks'}
        height={gridHeight}
      />
      {withUsual && chartHeight > 0 && (
        <HistoryChart row={withUsual} numbers={numbers} lacking={lacking} from={from} height={chartHeight} />
      )}
    </>
  );
}
