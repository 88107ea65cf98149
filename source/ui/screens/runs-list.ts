/** Lists of runs: those of an environment's day, and those of one job. */

import {RUN_STATUSES} from '../../domain/run.ts';
import {formatDuration} from '../../domain/time.ts';
import type {PageDay, RunItem} from '../../report/pages/pages.ts';
import type {Display} from '../display.ts';
import type {ListColumn, ListDefinition} from '../list/list-definition.ts';
import {lookText, statusLook} from '../paint/glyphs.ts';
import {formatTime, isoOrNull, TIME_CELLS} from '../text/instants.ts';

export type RunsAbout = Pick<PageDay, 'timezone' | 'businessDay'> & {
  /** The job that all rows are of: then it is no column, and the business day is. */
  job?: string;
};

export function defineRuns({isAscii}: Pick<Display, 'isAscii'>, about: RunsAbout): ListDefinition<RunItem> {
  const {timezone, businessDay, job} = about;
  const ofJob: ListColumn<RunItem> =
    job === undefined
      ? {key: 'job', title: 'job', value: row => row.job, most: 48}
      : {key: 'businessDay', title: 'day', width: 10, value: row => row.businessDay};
  return {
    noun: 'runs',
    keyOf: runKey,
    textOf: row => [row.job, row.status, row.runKey, row.message ?? ''].join(' '),
    isProblem: ({status}) => status === 'failed' || status === 'cancelled',
    states: RUN_STATUSES.map(name => ({name, test: ({status}) => status === name})),
    emptyText: 'No run is known.',
    columns: [
      {
        key: 'status',
        title: 'status',
        width: 11,
        value: row => row.status,
        text: ({status}) => lookText(statusLook(status), isAscii),
        tone: ({status}) => statusLook(status).tone,
      },
      ofJob,
      {
        key: 'startedAt',
        title: 'started',
        width: TIME_CELLS,
        value: row => isoOrNull(row.startedAt),
        text: row => formatTime(row.startedAt, timezone, businessDay),
        sortBy: row => row.startedAt,
      },
      {
        key: 'endedAt',
        title: 'ended',
        width: TIME_CELLS,
        yields: 3,
        value: row => isoOrNull(row.endedAt),
        text: row => formatTime(row.endedAt, timezone, businessDay),
        sortBy: row => row.endedAt,
      },
      {
        key: 'durationMs',
        title: 'took',
        align: 'right',
        width: 7,
        yields: 1,
        value: row => row.durationMs,
        text: ({durationMs}) => (durationMs === null ? '-' : formatDuration(durationMs)),
      },
      {
        key: 'exitCode',
        title: 'exit',
        align: 'right',
        width: 5,
        yields: 2,
        value: row => row.exitCode,
        text: ({exitCode}) => (exitCode === null ? '-' : String(exitCode)),
        tone: ({exitCode}) => (exitCode === null || exitCode === 0 ? 'muted' : 'bad'),
      },
      {
        key: 'scheduledAt',
        value: row => isoOrNull(row.scheduledAt),
      },
      {key: 'runKey', title: 'run', yields: 5, width: 24, value: row => row.runKey},
      {key: 'message', title: 'message', yields: 4, width: 12, isElastic: true, value: row => row.message},
    ],
  };
}

export function runKey({job, businessDay, runKey: key}: RunItem): string {
  return JSON.stringify([job, businessDay, key]);
}
