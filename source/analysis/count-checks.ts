/** Expected numbers against what ran: short and excess counts of an environment, and of a job's runs a day. */
import {instantInDay} from '../domain/business-day.ts';
import {dayOff} from '../domain/calendar.ts';
import {findCalendar} from '../domain/environment.ts';
import type {CountExpectation} from '../domain/expectation.ts';
import {compileGlob} from '../domain/glob.ts';
import {hasStarted} from '../domain/run.ts';
import type {EpochMs} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import {findHidingSource} from './latest-runs.ts';

export type CountVerdict = {
  kind: 'short' | 'excess';
  /** Absent for the environment's total. */
  job?: string;
  expected: number;
  found: number;
  /** When the number had to be reached (short), or when it was noticed to be passed (excess: `now`). */
  deadlineAt: EpochMs;
  /** Id of the collection on which it rests. */
  evidence?: number;
};

/** A number that was found, with what is expected of it until when. */
export type NumberCheck = {found: number; min?: number; max?: number; job?: string; deadlineAt: EpochMs};

/** There are fewer than there must be, of those that were seen. */
export type UnknownNumber = {kind: 'unknown'; reason: string};

/** What the count expectations of an environment say as of `now`. */
export function checkCounts(facts: DayFacts, now: EpochMs): CountVerdict[] {
  return listCountChecks(facts).flatMap(check => checkNumber(check, facts, now));
}

/** Every count expectation of the day with the number that was found. On a day off nothing is expected. */
export function listCountChecks(facts: DayFacts): NumberCheck[] {
  return facts.environment.expectations.flatMap(expectation =>
    expectation.kind === 'count' && !isDayOff(facts, expectation.calendar)
      ? [toNumberCheck(facts, expectation)]
      : [],
  );
}

function toNumberCheck(facts: DayFacts, {min, max, byMs, job}: CountExpectation): NumberCheck {
  const deadlineAt =
    byMs === undefined ? facts.bounds.end : instantInDay(facts.day, byMs, facts.environment.clock);
  return {found: countExecuted(facts, job), min, max, job, deadlineAt};
}

export function checkNumber(check: NumberCheck, facts: DayFacts, now: EpochMs): CountVerdict[] {
  const verdict = judgeNumber(check, facts, now);
  return verdict === undefined || verdict.kind === 'unknown' ? [] : [verdict];
}

/** A shortage needs the same evidence as a missing run; an excess proves itself. Undefined while nothing is wrong. */
export function judgeNumber(
  check: NumberCheck,
  facts: DayFacts,
  now: EpochMs,
): CountVerdict | UnknownNumber | undefined {
  const {found, min, max, job, deadlineAt} = check;
  if (max !== undefined && found > max)
    return {kind: 'excess', job, expected: max, found, deadlineAt: now, evidence: latestAnswer(facts)};
  if (min === undefined || found >= min || now <= deadlineAt) return undefined;
  const evidence = completeSince(facts, deadlineAt);
  if (evidence === undefined) return undefined;
  const hiding = findHidingSource(facts, name => job === undefined || name === job || compileGlob(job)(name));
  if (!hiding) return {kind: 'short', job, expected: min, found, deadlineAt, evidence};
  const reason = `${hiding.name} tells only the latest run of each job and was not asked often enough to have seen all`;
  return {kind: 'unknown', reason};
}

/** Runs that have started plus counts of anything but waiting and held. */
export function countExecuted({runs, counts}: DayFacts, job?: string): number {
  const matches = job === undefined ? () => true : compileGlob(job);
  let executed = 0;
  for (const [name, own] of runs) {
    if (matches(name)) executed += own.filter(run => hasStarted(run.status)).length;
  }
  for (const count of counts) {
    const isNamed = job === undefined || (count.job !== undefined && matches(count.job));
    if (isNamed && (count.status === undefined || hasStarted(count.status))) executed += count.count;
  }
  return executed;
}

/** The newest of the collections that all began after an instant; undefined unless every source that tells of runs or counts has one. */
function completeSince({evidence, day, environment}: DayFacts, instant: EpochMs): number | undefined {
  const reporting = environment.sources.filter(({traits}) => traits.hasRuns || !traits.hasSchedules);
  const ids = reporting.map(({name}) => {
    const complete = evidence.find(item => item.source === name && item.businessDay === day)?.latestComplete;
    return complete && complete.startedAt > instant ? complete.id : undefined;
  });
  const known = ids.filter(id => id !== undefined);
  return known.length === ids.length && known.length > 0 ? Math.max(...known) : undefined;
}

function latestAnswer({evidence, day}: DayFacts): number | undefined {
  const ids = evidence.filter(item => item.businessDay === day).flatMap(item => item.latestAnswer?.id ?? []);
  return ids.length > 0 ? Math.max(...ids) : undefined;
}

/** Whether a calendar (by name; absent = the environment's) says that nothing is expected on this day. */
export function isDayOff(
  {environment, day}: Pick<DayFacts, 'environment' | 'day'>,
  calendar: string | undefined,
): boolean {
  const own = findCalendar(environment, calendar);
  return own !== undefined && dayOff(own, day) !== undefined;
}
