/** Every job of a judged day. Ten thousand rows: one pass over each job's slots and nothing else. */
import type {JudgedJob} from '../../analysis/judge-day.ts';
import {durationOf, hasStarted, latestRun} from '../../domain/run.ts';
import {worstVerdict} from '../../domain/slot.ts';
import type {EpochMs} from '../../domain/time.ts';
import {findUnscheduledFailure} from '../judge-environment.ts';
import type {JudgedDay} from '../read-report.ts';
import {pageDayOf} from './page-items.ts';
import type {JobRow, JobsPage} from './pages.ts';

/** `judged` with its jobs kept. */
export function deriveJobsPage({facts, jobs}: Pick<JudgedDay, 'facts' | 'jobs'>): JobsPage {
  return {...pageDayOf(facts), rows: jobs.map(deriveJobRow)};
}

export function deriveJobRow(job: JudgedJob): JobRow {
  const last = latestRun(job.runs);
  const failure = findUnscheduledFailure(job);
  return {
    job: job.job,
    verdict: worstVerdict(job.slots),
    ...countSlots(job, failure ? 1 : 0),
    runs: job.runs.length,
    lastStatus: last?.status ?? null,
    lastStartedAt: last?.startedAt ?? null,
    lastDurationMs: (last && durationOf(last)) ?? null,
  };
}

/** As the tally of an environment counts: an excused slot is not expected. */
function countSlots(
  {slots}: JudgedJob,
  unscheduledFailures: number,
): Pick<JobRow, 'slots' | 'ran' | 'problems' | 'nextDueAt'> {
  let expected = 0;
  let ran = 0;
  let problems = unscheduledFailures;
  let nextDueAt: EpochMs | null = null;
  for (const {verdict, dueAt, runs} of slots) {
    if (verdict !== 'excused') expected += 1;
    if (runs.some(run => hasStarted(run.status))) ran += 1;
    if (verdict === 'missing' || verdict === 'failed' || verdict === 'overrun') problems += 1;
    // Slots come in order of their due instants.
    if (verdict === 'pending') nextDueAt ??= dueAt ?? null;
  }
  return {slots: expected, ran, problems, nextDueAt};
}
