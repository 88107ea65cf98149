import type {JudgedJob} from '../../analysis/judge-day.ts';
import type {RunRecord} from '../../domain/run.ts';
import {durationOf} from '../../domain/run.ts';
import type {Verdict} from '../../domain/slot.ts';
import type {EpochMs} from '../../domain/time.ts';
import {formatDuration, instantOrNull} from '../../domain/time.ts';
import type {Listing} from '../table.ts';
import {formatLocalTime} from './local-time.ts';

export type JobRow = {environment: string; timezone: string; businessDay: string; job: JudgedJob};

/** Worst first: the verdict that stands for a job with several slots. */
const WORST_FIRST: readonly Verdict[] = [
  'missing',
  'failed',
  'overrun',
  'unknown',
  'due',
  'running',
  'ok-late',
  'ok-early',
  'ok',
  'pending',
  'excused',
];

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
        value: row => worstVerdict(row.job),
        text: row => worstVerdict(row.job) ?? 'not scheduled',
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
      {key: 'lastStatus', title: 'last run', value: row => lastRun(row)?.status ?? null},
      {
        key: 'lastStartedAt',
        title: 'started',
        value: row => instantOrNull(lastRun(row)?.startedAt),
        text: row => formatLocalTime(lastRun(row)?.startedAt, row.timezone, now),
      },
      {
        key: 'lastDurationSeconds',
        yields: 2,
        title: 'took',
        align: 'right',
        value: row => tookOf(lastRun(row), ms => Math.round(ms / 1000)),
        text: row => tookOf(lastRun(row), formatDuration) ?? '-',
      },
    ],
  };
}

/** The verdict that stands for a job with several slots; null for one without any. */
export function worstVerdict({slots}: JudgedJob): Verdict | null {
  const verdicts = new Set(slots.map(({verdict}) => verdict));
  return WORST_FIRST.find(verdict => verdicts.has(verdict)) ?? null;
}

function hasRun(verdict: Verdict): boolean {
  return verdict.startsWith('ok') || verdict === 'failed' || verdict === 'running' || verdict === 'overrun';
}

/** The one that started last; runs come in order of start, those without one last. */
function lastRun({job}: JobRow): RunRecord | undefined {
  return job.runs.findLast(({startedAt}) => startedAt !== undefined) ?? job.runs.at(-1);
}

function tookOf<Value>(run: RunRecord | undefined, format: (ms: number) => Value): Value | null {
  const durationMs = run && durationOf(run);
  return durationMs === undefined ? null : format(durationMs);
}
