/**
 * What a CronJob tells of Jobs that are gone. It keeps its last three successes and its last failure unless told otherwise, and
 * `ttlSecondsAfterFinished` may delete them sooner, so "no Job" is not "did not run". But it notes the due time of the last Job that
 * it made and when one last succeeded, and Jobs are named after their due times. From these:
 *
 *  - a due time after the last one has no Job: nothing was started, and its absence proves so
 *  - the last due time had one, whether that is still there or not
 *  - a due time before the last one whose Job would still be there had none
 *  - of any other it is not known whether it had one, nor of those before the CronJob was made: it may have been made anew. A run
 *    of unknown status stands for it, under the name that its Job would have: it adds nothing to what was seen before, and keeps
 *    the slot from being taken for missing where nothing was.
 */
import type {ParseContext} from '../domain/adapter.ts';
import {dayBounds} from '../domain/business-day.ts';
import {dueInstants} from '../domain/due-instants.ts';
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS, MINUTE_MS} from '../domain/time.ts';
import type {CronJob} from './kubernetes-cronjob.ts';
import type {KubernetesJob} from './kubernetes-job.ts';
import type {RunFacts} from './run-register.ts';

/** Whether a day was over a day before the answer: nobody who looks every day asks for it, and few Jobs are kept so long. */
export function isLongAgo({
  day,
  clock,
  collectedAt,
}: Pick<ParseContext, 'day' | 'clock' | 'collectedAt'>): boolean {
  return dayBounds(day, clock).end + DAY_MS < collectedAt;
}

type GoneContext = Pick<ParseContext<{trustAbsence: boolean}>, 'day' | 'clock' | 'collectedAt' | 'options'>;

/** `jobs`: those of the CronJob that are there. */
export function* findGoneRuns(
  cronJob: CronJob,
  jobs: readonly KubernetesJob[],
  context: GoneContext,
): Generator<RunFacts> {
  const {lastScheduleAt} = cronJob;
  const seen = new Set(jobs.map(({facts}) => facts.scheduledAt));
  if (lastScheduleAt !== undefined && !seen.has(lastScheduleAt)) {
    seen.add(lastScheduleAt);
    yield describeLast(cronJob, lastScheduleAt, jobs);
  }
  if (!isLongAgo(context))
    yield* findUncertain(cronJob, seen, uncertainUntil(cronJob, jobs, context), context);
}

function describeLast(cronJob: CronJob, scheduledAt: EpochMs, jobs: readonly KubernetesJob[]): RunFacts {
  const {active, lastSuccessAt} = cronJob;
  const facts = goneRun(cronJob, scheduledAt);
  if (active.includes(facts.runKey)) return {...facts, status: 'running'};
  const isOthers = jobs.some(job => job.facts.status === 'succeeded' && job.facts.endedAt === lastSuccessAt);
  if (lastSuccessAt === undefined || lastSuccessAt < scheduledAt || isOthers)
    return {...facts, status: 'unknown', message: 'its Job is gone, and no success was noted since'};
  const message = 'its Job is gone; the CronJob has noted its success';
  return {...facts, status: 'succeeded', endedAt: lastSuccessAt, message};
}

function* findUncertain(
  cronJob: CronJob,
  seen: ReadonlySet<EpochMs | undefined>,
  until: EpochMs,
  {day, clock}: GoneContext,
): Generator<RunFacts> {
  const {start, end} = dayBounds(day, clock);
  // Made on a later day, it was not in force on this one.
  const madeAt = cronJob.createdAt !== undefined && cronJob.createdAt < end ? cronJob.createdAt : start;
  if (Math.max(until, madeAt) < start) return;
  // The day as a whole, as for every other job of the schedule: the answer is kept.
  for (const dueAt of dueInstants(cronJob.schedule.timing, start, end)) {
    if (dueAt > until && dueAt >= madeAt) return;
    if (seen.has(dueAt)) continue;
    const why = dueAt < madeAt ? 'the CronJob was made after that' : explainKeeping(cronJob);
    yield {...goneRun(cronJob, dueAt), status: 'unknown', message: `not known whether it ran: ${why}`};
  }
}

type GoneRun = RunFacts & {runKey: string};

function goneRun({name, schedule}: CronJob, scheduledAt: EpochMs): GoneRun {
  return {job: schedule.job, runKey: `${name}-${Math.floor(scheduledAt / MINUTE_MS)}`, scheduledAt};
}

/** Up to which due time Jobs may have come and gone: as much as the kept ones do not reach back to. */
function uncertainUntil(
  cronJob: CronJob,
  jobs: readonly KubernetesJob[],
  {collectedAt: now, options}: GoneContext,
): EpochMs {
  const {lastScheduleAt} = cronJob;
  if (lastScheduleAt === undefined || options.trustAbsence) return Number.NEGATIVE_INFINITY;
  const oldestKept = (status: 'succeeded' | 'failed', keeps: number): EpochMs => {
    const kept = jobs.filter(({facts}) => facts.status === status).map(({facts}) => facts.startedAt ?? now);
    if (kept.length < keeps) return Number.NEGATIVE_INFINITY;
    return kept.reduce((oldest, startedAt) => Math.min(oldest, startedAt), Number.POSITIVE_INFINITY);
  };
  const forgottenUntil = Math.max(
    oldestKept('succeeded', cronJob.keepsSucceeded),
    oldestKept('failed', cronJob.keepsFailed),
    cronJob.keptForMs === undefined ? Number.NEGATIVE_INFINITY : now - cronJob.keptForMs,
    cronJob.replaces ? now : Number.NEGATIVE_INFINITY,
  );
  return Math.min(forgottenUntil, lastScheduleAt);
}

function explainKeeping({keepsSucceeded, keepsFailed, keptForMs, replaces}: CronJob): string {
  if (replaces) return 'its Job may have been replaced by the next';
  const kept = `only ${keepsSucceeded} successful and ${keepsFailed} failed Jobs are kept`;
  return keptForMs === undefined ? kept : `${kept}, for ${keptForMs / 1000} s`;
}
