/** One sentence for each finding, in local time of its environment: what was expected, what was seen, on what evidence. */
import type {CountVerdict} from '../analysis/count-checks.ts';
import {overrunAt} from '../analysis/judge-slot.ts';
import type {Collection} from '../domain/collection.ts';
import type {RunRecord} from '../domain/run.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import {formatCount, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatDuration} from '../domain/time.ts';
import {expectedEnd} from './expected-end.ts';
import {explainReason} from './explain-learned.ts';
import type {Explainer} from './format-clock.ts';
import {formatClock} from './format-clock.ts';
import {isTroubled} from './freshness.ts';
import type {CountedFailures} from './judge-environment.ts';
import type {Freshness, SourceFreshness} from './status-report.ts';

/** What is told of a collection that is evidence. */
type Answer = Pick<Collection, 'startedAt' | 'rows'>;

export function explainSlot(slot: JudgedSlot, evidence: Answer | undefined, {zone, now}: Explainer): string {
  const {verdict, run, dueAt, deadlineAt} = slot;
  const time = (instant: EpochMs): string => formatClock(instant, zone, now);
  const due = explainDue(slot, time);
  switch (verdict) {
    case 'missing':
      return slot.learned
        ? `it ${explainReason(slot.learned, time)}; not yet at ${time(deadlineAt)}: ${explainAbsence(run, explainEvidence(evidence, time))}`
        : `${due} and had until ${time(deadlineAt)}; ${explainAbsence(run, explainEvidence(evidence, time))}`;
    case 'overrun': {
      const limit = run ? overrunAt(slot, run) : undefined;
      const taken =
        run?.startedAt === undefined ? '' : `it has been running for ${formatDuration(now - run.startedAt)}`;
      const until = limit === undefined ? '' : ` (until ${time(limit)})`;
      return slot.isRuntimeLearned
        ? `${taken}, usually ${formatDuration(slot.duration?.usualMs ?? 0)} and never more than about ${formatDuration(slot.maxRuntimeMs ?? 0)}${until}`
        : `${taken}, ${formatDuration(slot.maxRuntimeMs ?? 0)} allowed${until}`;
    }
    case 'failed':
      return `${due}; ${explainFailure(run, time)}`;
    case 'ok-late':
      return explainLate(slot, time);
    case 'running': {
      const only = run?.startedAt !== undefined && run.startedAt > deadlineAt ? ' only' : '';
      return `${due} and started${only} at ${run?.startedAt === undefined ? '?' : time(run.startedAt)}; it is still running${explainEnd(slot, now, time)}`;
    }
    default: {
      const isAhead = dueAt !== undefined && dueAt > now && !slot.learned;
      const said = isAhead ? `it is due at ${time(dueAt)}` : due;
      return `${explainQuiet(slot, said, time)}${explainArrival(slot, now, time)}`;
    }
  }
}

function explainDue(slot: JudgedSlot, time: (instant: EpochMs) => string): string {
  if (slot.learned) return `it ${explainReason(slot.learned, time)}`;
  return slot.dueAt === undefined ? 'it was planned for the day' : `it was due at ${time(slot.dueAt)}`;
}

/** When it will probably end, and if that is late although the start was not. */
function explainEnd(slot: JudgedSlot, now: EpochMs, time: (instant: EpochMs) => string): string {
  const {run, duration} = slot;
  const endsAt = expectedEnd(slot, now);
  if (endsAt === undefined || !duration || run?.startedAt === undefined) return '';
  const isLong = now > run.startedAt + duration.usualMs;
  const usual = `usually takes ${formatDuration(duration.usualMs)}`;
  return isLong
    ? `, longer than the ${formatDuration(duration.usualMs)} that it usually takes, and should end by ${time(endsAt)}`
    : `, ${usual} and should end about ${time(endsAt)}`;
}

/** Of what is due and has not come: when it could be done. */
function explainArrival(slot: JudgedSlot, now: EpochMs, time: (instant: EpochMs) => string): string {
  const endsAt = slot.verdict === 'due' ? expectedEnd(slot, now) : undefined;
  if (endsAt === undefined || !slot.duration) return '';
  return `; it usually takes ${formatDuration(slot.duration.usualMs)}: started now, it would end about ${time(endsAt)}`;
}

/** What needs nobody: it is not due yet, it went well, it does not count, or it is not known. */
function explainQuiet(
  {verdict, run, deadlineAt, reason}: JudgedSlot,
  due: string,
  time: (instant: EpochMs) => string,
): string {
  switch (verdict) {
    case 'pending':
      return due;
    case 'due':
      return `${due} and has until ${time(deadlineAt)}${run ? `; ${explainWaiting(run, 'is')}` : ''}`;
    case 'ok':
    case 'ok-early': {
      const early = verdict === 'ok-early' ? ' before that,' : '';
      const started = run?.startedAt === undefined ? '' : `started${early} at ${time(run.startedAt)} and `;
      return `${due}; it ${started}succeeded${run?.endedAt === undefined ? '' : ` at ${time(run.endedAt)}`}`;
    }
    default:
      return reason === undefined ? due : `${due}; ${reason}`;
  }
}

function explainAbsence(run: RunRecord | undefined, answer: string | undefined): string {
  if (!run) return `no run was seen${answer === undefined ? '' : ` in ${answer}`}`;
  const state = explainWaiting(run, 'was');
  return answer === undefined ? state : `${state}, says ${answer}`;
}

function explainWaiting({status, message}: RunRecord, tense: 'is' | 'was'): string {
  const state = status === 'held' ? 'it is held in the scheduler' : `it ${tense} still waiting`;
  return message ? `${state} (${message})` : state;
}

function explainEvidence(
  evidence: Answer | undefined,
  time: (instant: EpochMs) => string,
): string | undefined {
  return evidence && `the complete answer of ${time(evidence.startedAt)} (${plural(evidence.rows, 'row')})`;
}

export function explainFailure(run: RunRecord | undefined, time: (instant: EpochMs) => string): string {
  if (!run) return 'it failed';
  const what = run.status === 'cancelled' ? 'was cancelled' : 'failed';
  const when = run.endedAt ?? run.startedAt;
  const code = describeExitCode(run.exitCode);
  const message = run.message ? `: ${run.message}` : '';
  return `its run ${what}${when === undefined ? '' : ` at ${time(when)}`}${code}${message}`;
}

/** Schedulers that tell a signal apart have it as a negative code. */
function describeExitCode(exitCode: number | undefined): string {
  if (exitCode === undefined) return '';
  return exitCode < 0 ? ` by signal ${-exitCode}` : ` with exit code ${exitCode}`;
}

function explainLate({runs, run, dueAt, deadlineAt}: JudgedSlot, time: (instant: EpochMs) => string): string {
  const started = run?.startedAt === undefined ? 'late' : `at ${time(run.startedAt)}`;
  const failures = runs.filter(({status}) => status === 'failed' || status === 'cancelled');
  const first = failures[0];
  if (first) {
    const failedAt = first.endedAt ?? first.startedAt;
    return `${plural(failures.length, 'attempt')} failed${failedAt === undefined ? '' : ` (first at ${time(failedAt)})`}; a rerun ${started} made it good`;
  }
  const late =
    run?.startedAt === undefined || dueAt === undefined
      ? ''
      : `, ${formatDuration(run.startedAt - dueAt)} after it was due`;
  return `it had until ${time(deadlineAt)} and started ${started}${late}`;
}

/** `3 of 540 runs failed, says warehouse, which tells only how many`. */
export function explainCountedFailures({
  failures,
  of,
  source,
}: Pick<CountedFailures, 'failures' | 'of' | 'source'>): string {
  return `${formatCount(failures)} of ${plural(of, 'run')} failed, says ${source}, which tells only how many`;
}

export function explainUnscheduledFailure(run: RunRecord, {zone, now}: Explainer): string {
  return `${explainFailure(run, instant => formatClock(instant, zone, now))}; nothing says when this job is due`;
}

export function explainCount(
  {kind, job, expected, found, deadlineAt}: CountVerdict,
  {zone, now}: Explainer,
): string {
  const what = job === undefined ? plural(found, 'run') : `${plural(found, 'run')} of ${job}`;
  return kind === 'short'
    ? `${what} by ${formatClock(deadlineAt, zone, now)}, at least ${formatCount(expected)} expected`
    : `${what}, at most ${formatCount(expected)} expected`;
}

/** Why an environment cannot be seen; undefined when it can. */
export function explainBlindness({sources}: Freshness): string | undefined {
  const troubled = sources.filter(isTroubled);
  if (sources.length === 0) return 'none of its sources was collected for this day';
  return troubled.length === 0 ? undefined : troubled.map(explainSource).join('; ');
}

function explainSource({source, last, ageSeconds}: SourceFreshness): string {
  if (!last) return `source ${source} was never collected for this day`;
  const shown =
    ageSeconds === null
      ? 'nothing is known of this day'
      : `its last answer is ${formatDuration(ageSeconds * 1000)} old`;
  return `source ${source}: ${last.error ?? `the last collection ended with ${last.outcome}`}; ${shown}`;
}
