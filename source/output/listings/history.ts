import type {DailyTotal} from '../../domain/facts.ts';
import type {RunStatus} from '../../domain/run.ts';
import {RUN_STATUSES} from '../../domain/run.ts';
import {formatCount} from '../../domain/text.ts';
import type {Column, Listing} from '../table.ts';

/** `history`: daily totals, newest first. */
export function listHistory(rows: readonly DailyTotal[]): Listing<DailyTotal> {
  return {
    rows,
    emptyText:
      'Nothing is stored for these days; `jobtrack-tui collect --from DAY --to DAY` reads them from the sources.',
    columns: [
      {key: 'businessDay', title: 'day', value: row => row.businessDay},
      {key: 'environment', title: 'environment', value: row => row.environment},
      {
        key: 'total',
        title: 'total',
        align: 'right',
        value: row => row.total,
        text: row => formatCount(row.total),
      },
      ...RUN_STATUSES.map(statusColumn),
    ],
  };
}

/** What a narrow screen can do without: a past day seldom has any of these. */
const YIELDS: Partial<Record<RunStatus, number>> = {
  running: 1,
  waiting: 2,
  held: 3,
  cancelled: 4,
  unknown: 5,
};

function statusColumn(status: RunStatus): Column<DailyTotal> {
  return {
    key: status,
    title: status,
    yields: YIELDS[status],
    align: 'right',
    value: row => row.byStatus[status],
    text: row => formatCount(row.byStatus[status]),
  };
}
