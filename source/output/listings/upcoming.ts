import type {EpochMs} from '../../domain/time.ts';
import {formatDuration, formatInstant} from '../../domain/time.ts';
import type {UpcomingRun} from '../../report/read-upcoming.ts';
import type {Listing} from '../table.ts';
import {formatLocalTime} from './local-time.ts';

export type UpcomingRow = UpcomingRun & {environment: string; timezone: string};

/** `next`: what is due next. */
export function listUpcoming(rows: readonly UpcomingRow[], now: EpochMs): Listing<UpcomingRow> {
  return {
    rows,
    emptyText: 'Nothing says when anything is due next.',
    columns: [
      {
        key: 'due',
        title: 'due',
        value: row => formatInstant(row.dueAt),
        text: row => formatLocalTime(row.dueAt, row.timezone, now),
      },
      {
        key: 'inSeconds',
        title: 'in',
        align: 'right',
        yields: 1,
        value: row => Math.round((row.dueAt - now) / 1000),
        text: row => formatDuration(row.dueAt - now),
      },
      {key: 'environment', title: 'environment', value: row => row.environment},
      {key: 'job', title: 'job', value: row => row.job},
      {key: 'origin', title: 'known', yields: 3, value: row => row.origin},
      {key: 'schedule', title: 'schedule', yields: 2, value: row => row.words},
      {key: 'definition', value: row => row.definition},
    ],
  };
}
