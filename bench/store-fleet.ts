/** The fleet that `store.ts` measures: one run a job a day, the same in every run of the benchmark. */
import {emptyObservations} from '../source/domain/observations.ts';
import type {RunObservation} from '../source/domain/run.ts';
import {DAY_MS, formatInstant, SECOND_MS, toDayNumber} from '../source/domain/time.ts';
import type {CollectionInput} from '../source/store/store.ts';

export const LAST_DAY = '2026-11-23';

/** `hasTexts`: with a line for each run, as a command printed it. */
export function makeCollection(
  environment: number,
  jobs: number,
  day: string,
  hasTexts = false,
): CollectionInput {
  const dayNumber = toDayNumber(day);
  const runs = Array.from({length: jobs}, (_, job) => makeRun(environment, job, jobs, dayNumber, day));
  return {
    environment: environmentOf(environment),
    source: 'scheduler',
    adapter: 'csv',
    businessDay: day,
    startedAt: (dayNumber + 1) * DAY_MS + environment * SECOND_MS,
    durationMs: 850,
    outcome: 'ok',
    rejected: 0,
    bytes: 40_000,
    observations: {
      ...emptyObservations(),
      runs,
      ...(hasTexts && {readRunText: readerOf(runs.map(formatLine))}),
    },
    retiresSchedules: false,
  };
}

function readerOf(lines: readonly string[]): (index: number) => string | undefined {
  return index => lines[index];
}

function formatLine(run: RunObservation): string {
  const {job, runKey, status, startedAt = 0, endedAt = 0, exitCode = 0, message = ''} = run;
  return [job, runKey, status, formatInstant(startedAt), formatInstant(endedAt), exitCode, message].join(',');
}

function makeRun(
  environment: number,
  job: number,
  jobs: number,
  dayNumber: number,
  day: string,
): RunObservation {
  // A multiplicative hash scatters starts and lengths over the day, the same in every run of the benchmark.
  const hash = Math.imul((environment * jobs + job + 1) * 31 + dayNumber, 0x9e3779b1) >>> 0;
  const scheduledAt = dayNumber * DAY_MS + (job % 288) * 300_000;
  const startedAt = scheduledAt + (hash % 90) * SECOND_MS;
  const sequence = dayNumber * jobs + job;
  const hasFailed = hash % 100 === 7;
  const run: RunObservation = {
    job: jobOf(job),
    runKey: String(sequence),
    businessDay: day,
    status: hasFailed ? 'failed' : 'succeeded',
    startedAt,
    endedAt: startedAt + (20 + (hash % 1800)) * SECOND_MS,
    ...(hasFailed && {exitCode: 1 + (hash % 20), message: 'ended not ok'}),
  };
  if (environment % 3 === 1) return {...run, runKey: formatInstant(startedAt)};
  if (environment % 3 === 2) return {...run, runKey: (sequence % 36 ** 4).toString(36).padStart(5, '0')};
  return hasFailed ? {...run, scheduledAt} : {...run, scheduledAt, exitCode: 0};
}

export function environmentOf(index: number): string {
  return `env-${String(index).padStart(2, '0')}`;
}

export function jobOf(index: number): string {
  return `BATCH/JOB_${String(index).padStart(4, '0')}`;
}
