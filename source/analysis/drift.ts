/**
 * Where the scheduler and what is expected have drifted apart: what left it, was switched off, has no next start, is due at other times
 * than declared, or was never declared.
 */
import type {Environment} from '../domain/environment.ts';
import type {ScheduleRecord} from '../domain/schedule.ts';
import type {EpochMs} from '../domain/time.ts';
import {DAY_MS} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import type {Recurring} from './declared-times.ts';
import {findUnmetDue, recurringTimings} from './declared-times.ts';
import type {ExpectationIndex} from './expectations.ts';
import {indexExpectations} from './expectations.ts';

/** In the order in which they are listed. */
export const DRIFT_KINDS = ['gone', 'switched-off', 'no-next-start', 'rescheduled', 'undeclared'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

export type Drift = {
  kind: DriftKind;
  job: string;
  /** Since when: when the schedule left, or was first seen as it is. */
  since: EpochMs;
  /** The latest of the schedules that it is about. */
  schedule: ScheduleRecord;
  /** Whether the configuration says when the job is due. */
  isDeclared: boolean;
  /** The next declared due instant at which the scheduler does not start it; absent when there is none in the days that are compared. */
  unmetAt?: EpochMs;
};

/** So long it is told that a job left which nobody declared: then it has been noticed, or was meant. */
const TOLD_GONE_MS = 7 * DAY_MS;

/** So far ahead declared times are compared with the scheduler's: every weekday once. */
const COMPARED_MS = 8 * DAY_MS;

/** As of `now`, or of the day's end when that is past. By kind, then by job in the order of the schedules. */
export function findDrift(
  facts: Pick<DayFacts, 'environment' | 'bounds' | 'schedules'>,
  now: EpochMs,
): Drift[] {
  const {environment, bounds, schedules} = facts;
  const at = Math.min(now, bounds.end - 1);
  const sources = new Set(environment.sources.map(({name}) => name));
  const known = schedules.filter(({source, knownSince}) => sources.has(source) && knownSince <= at);
  if (known.length === 0) return [];
  const index = indexExpectations(environment.expectations);
  const isDeclaring = environment.expectations.some(rule => rule.kind === 'job' && rule.timing !== undefined);
  const found = [...Map.groupBy(known, ({job}) => job)].flatMap(
    ([job, own]) => judgeJob(job, own, {index, isDeclaring, at, environment}) ?? [],
  );
  return found.sort((a, b) => DRIFT_KINDS.indexOf(a.kind) - DRIFT_KINDS.indexOf(b.kind));
}

type Standard = {
  index: ExpectationIndex;
  isDeclaring: boolean;
  at: EpochMs;
  environment: Environment;
};

/** A job drifts in one way: the first that is true of it. */
function judgeJob(
  job: string,
  own: readonly ScheduleRecord[],
  {index, isDeclaring, at, environment}: Standard,
): Drift | undefined {
  const inForce = own.filter(({goneSince}) => goneSince === undefined || goneSince > at);
  const rules = index.rulesOf(job);
  const isDeclared = rules.timed.length > 0;
  const unmetDue = (timings: readonly Recurring[]): EpochMs | undefined =>
    findUnmetDue({rules: rules.timed, timings}, environment, at, at + COMPARED_MS);
  const drift = (
    kind: DriftKind,
    schedule: ScheduleRecord | undefined,
    since = schedule?.knownSince ?? at,
    unmetAt = unmetDue([]),
  ): Drift | undefined =>
    schedule && {kind, job, since, schedule, isDeclared, ...(unmetAt !== undefined && {unmetAt})};

  const [gone, goneSince] = [
    own.toSorted(byGone).at(-1),
    Math.max(...own.map(schedule => schedule.goneSince ?? 0)),
  ];
  if (inForce.length === 0)
    return isDeclared || goneSince > at - TOLD_GONE_MS ? drift('gone', gone, goneSince) : undefined;
  if (inForce.every(({isActive}) => !isActive)) return drift('switched-off', inForce.at(-1));
  const stranded = inForce.find(
    ({timing, isActive}) => isActive && timing.kind === 'none' && timing.isStranded,
  );
  if (stranded) return drift('no-next-start', stranded);
  const timings = isDeclared ? recurringTimings(inForce) : undefined;
  const unmetAt = timings && unmetDue(timings);
  const [latest] = inForce.slice(-1);
  if (unmetAt !== undefined) return drift('rescheduled', latest, latest?.knownSince, unmetAt);
  const isTimed = inForce.some(({timing}) => timing.kind !== 'none');
  return isDeclaring && isTimed && !isDeclared && !rules.general
    ? drift('undeclared', inForce.at(-1))
    : undefined;
}

function byGone(a: ScheduleRecord, b: ScheduleRecord): number {
  return (a.goneSince ?? 0) - (b.goneSince ?? 0);
}
