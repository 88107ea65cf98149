import type {RunRow} from '../../domain/facts.ts';
import {durationOf} from '../../domain/run.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatDuration, instantOrNull} from '../../domain/time.ts';
import type {Zone} from '../../domain/zone.ts';
import {formatLocal} from '../../domain/zone.ts';
import type {Listing} from '../table.ts';

/** `runs`: single executions. `zones` by environment, for local times. */
export function listRuns(rows: readonly RunRow[], zones: ReadonlyMap<string, Zone>): Listing<RunRow> {
  const local = (instant: EpochMs | undefined, environment: string): string => {
    const zone = zones.get(environment);
    return instant === undefined || !zone ? '-' : formatLocal(zone.toLocal(instant));
  };
  return {
    rows,
    emptyText: 'No runs are known.',
    columns: [
      {key: 'environment', title: 'environment', value: row => row.environment},
      {key: 'businessDay', title: 'day', value: row => row.businessDay},
      {key: 'job', title: 'job', value: row => row.job},
      {key: 'status', title: 'status', value: row => row.status},
      {key: 'scheduledAt', value: row => instantOrNull(row.scheduledAt)},
      {
        key: 'startedAt',
        title: 'started',
        value: row => instantOrNull(row.startedAt),
        text: row => local(row.startedAt, row.environment),
      },
      {
        key: 'endedAt',
        yields: 2,
        title: 'ended',
        value: row => instantOrNull(row.endedAt),
        text: row => local(row.endedAt, row.environment),
      },
      {
        key: 'durationSeconds',
        title: 'took',
        align: 'right',
        value: row => secondsOf(durationOf(row)),
        text: row => formatTaken(durationOf(row)),
      },
      {key: 'exitCode', yields: 1, title: 'exit', align: 'right', value: row => row.exitCode ?? null},
      {key: 'runKey', yields: 3, title: 'run', value: row => row.runKey},
      {
        key: 'message',
        yields: 4,
        title: 'message',
        value: row => row.message ?? null,
        text: row => row.message ?? '',
      },
      {key: 'collection', value: row => row.seenIn},
    ],
  };
}

function secondsOf(durationMs: number | undefined): number | null {
  return durationMs === undefined ? null : durationMs / 1000;
}

function formatTaken(durationMs: number | undefined): string {
  return durationMs === undefined ? '-' : formatDuration(durationMs);
}
