import type {JudgedJob} from '../../analysis/judge-day.ts';
import type {RunRecord} from '../../domain/run.ts';
import {durationOf, latestRun} from '../../domain/run.ts';
import type {Verdict} from '../../domain/slot.ts';
import {worstVerdict} from '../../domain/slot.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatDuration, instantOrNull} from '../../domain/time.ts';
import type {Listing} from '../table.ts';
import {formatLocalTime} from './local-time.ts';

export type JobRow = {environment: string; timezone: string; businessDay: string; job: JudgedJob};

/** `jobs`: one row a job that ran or should have. */
export function listJobs(rows: readonly JobRow[], now: EpochMs): Listing<JobRow> {
  const ran = ({job}: JobRow): number => job.slots.filter(({verdict}) => hasRun(verdict)).length;
  return {
    rows,
    emptyText: 'No job ran or was expected on this day.',
    columns: [
      {key: 'environment', title: 'environment', value: row => row.environment},
      {key: 'businessDay', yields: 3, title: 'day', value: row => row.businessDay},
      {key: 'job', title: 'job', value: row => row.job.job},
      {
        key: 'verdict',
        title: 'verdict',
        value: row => worstVerdict(row.job.slots),
        text: row => worstVerdict(row.job.slots) ?? 'not scheduled',
      },
      {key: 'ran', value: ran},
      {
        key: 'expected',
        title: 'slots',
        align: 'right',
        value: row => row.job.slots.length,
        text: row => `${ran(row)} of ${row.job.slots.length}`,
      },
      {key: 'runs', yields: 1, title: 'runs', align: 'right', value: row => row.job.runs.length},
      {key: 'lastStatus', title: 'last run', value: row => latestRun(row.job.runs)?.status ?? null},
      {
        key: 'lastStartedAt',
        title: 'started',
        value: row => instantOrNull(latestRun(row.job.runs)?.startedAt),
        text: row => formatLocalTime(latestRun(row.job.runs)?.startedAt, row.timezone, now),
      },
      {
        key: 'lastDurationSeconds',
        yields: 2,
        title: 'took',
        align: 'right',
        value: row => tookOf(latestRun(row.job.runs), ms => Math.round(ms / 1000)),
        text: row => tookOf(latestRun(row.job.runs), formatDuration) ?? '-',
      },
    ],
  };
}

function hasRun(verdict: Verdict): boolean {
  return verdict.startsWith('ok') || verdict === 'failed' || verdict === 'running' || verdict === 'overrun';
}

function tookOf<Value>(run: RunRecord | undefined, format: (ms: number) => Value): Value | null {
  const durationMs = run && durationOf(run);
  return durationMs === undefined ? null : format(durationMs);
}
