/** One sentence for each finding, in local time of its environment: what was expected, what was seen, on what evidence. */
import type {CountVerdict} from '../analysis/count-checks.ts';
import {overrunAt} from '../analysis/judge-slot.ts';
import type {Collection} from '../domain/collection.ts';
import type {RunRecord} from '../domain/run.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import {formatCount, plural} from '../domain/text.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatDuration} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {formatLocal, localDay} from '../domain/zone.ts';
import {isTroubled} from './freshness.ts';
import type {Freshness, SourceFreshness} from './status-report.ts';

export type Explainer = {zone: Zone; now: EpochMs};

/** What is told of a collection that is evidence. */
type Answer = Pick<Collection, 'startedAt' | 'rows'>;

export function explainSlot(slot: JudgedSlot, evidence: Answer | undefined, {zone, now}: Explainer): string {
  const {verdict, run, dueAt, deadlineAt} = slot;
  const time = (instant: EpochMs): string => formatClock(instant, zone, now);
  const due = dueAt === undefined ? 'it was planned for the day' : `it was due at ${time(dueAt)}`;
  switch (verdict) {
    case 'missing':
      return `${due} and had until ${time(deadlineAt)}; ${explainAbsence(run, explainEvidence(evidence, time))}`;
    case 'overrun': {
      const limit = run ? overrunAt(slot, run) : undefined;
      const taken =
        run?.startedAt === undefined ? '' : `it has been running for ${formatDuration(now - run.startedAt)}`;
      return `${taken}, ${formatDuration(slot.maxRuntimeMs ?? 0)} allowed${limit === undefined ? '' : ` (until ${time(limit)})`}`;
    }
    case 'failed':
      return `${due}; ${explainFailure(run, time)}`;
    case 'ok-late':
      return explainLate(slot, time);
    case 'running': {
      const only = run?.startedAt !== undefined && run.startedAt > deadlineAt ? ' only' : '';
      return `${due} and started${only} at ${run?.startedAt === undefined ? '?' : time(run.startedAt)}; it is still running`;
    }
    default:
      return explainQuiet(
        slot,
        dueAt !== undefined && dueAt > now ? `it is due at ${time(dueAt)}` : due,
        time,
      );
  }
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

/** `02:30` on the same local date as `now`, else `2026-11-22 02:30`. */
export function formatClock(instant: EpochMs, zone: Zone, now: EpochMs): string {
  const local = zone.toLocal(instant);
  const text = formatLocal(local);
  return localDay(local) === localDay(zone.toLocal(now)) ? text.slice(11, 16) : text.slice(0, 16);
}
