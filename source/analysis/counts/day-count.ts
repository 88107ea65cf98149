/** A business day's number of runs against what was learned of it. Declared numbers win: where there is one, nothing is learned. */
import {findCalendar} from '../../domain/environment.ts';
import {maintenanceAt} from '../../domain/maintenance.ts';
import type {EpochMs} from '../../domain/time.ts';
import {HOUR_MS} from '../../domain/time.ts';
import {countExecuted, isDayOff} from '../count-checks.ts';
import type {DayFacts} from '../day-facts.ts';
import {findHidingSource} from '../latest-runs.ts';
import type {PaceDay} from './expect-partial.ts';
import {expectPartial} from './expect-partial.ts';
import type {ExpectedCount} from './expected-count.ts';
import type {CountAnomaly} from './usual-band.ts';
import {judgeCount} from './usual-band.ts';

/** What was learned of the days before. JSON as it is kept. */
export type CountModel = {
  /** Null when too little is known. */
  expected: ExpectedCount | null;
  /** A level that the last days have kept to: since how many days, and found over expected. */
  shift: {daysAgo: number; ratio: number; probability: number} | null;
};

export type CountFacts = CountModel & {
  /** Comparable days, by the time as of which the day is known; empty when it is over. */
  pace: readonly PaceDay[];
};

export type LearnedCount = CountAnomaly & {
  /** As of when it was counted. */
  countedAt: EpochMs;
  /** Whether it is compared with what days have by that time, or with whole days. */
  isPartial: boolean;
  evidence: number;
};

/** While the day lasts it is looked at again and again; about so many of the looks tell something new. */
const LOOKS = 5;
const DAYS_A_YEAR = 365;

/** The probabilities below which a count is unusual: half of the budget for whole days, half for the looks before. */
export function alarmLevels(falseAlarmsPerYear: number): {whole: number; partial: number} {
  const whole = falseAlarmsPerYear / DAYS_A_YEAR / 2;
  return {whole, partial: whole / LOOKS};
}

/**
 * When the shown day was last completely known: the earliest of its sources' latest complete answers, at most the day's
 * end. With the newest of these collections. Undefined unless every source that tells of runs or counts has one.
 */
export function countedAsOf({
  environment,
  evidence,
  day,
  bounds,
}: DayFacts): {at: EpochMs; evidence: number} | undefined {
  const reporting = environment.sources.filter(({traits}) => traits.hasRuns || !traits.hasSchedules);
  let at = bounds.end;
  let newest = 0;
  for (const {name} of reporting) {
    const complete = evidence.find(item => item.source === name && item.businessDay === day)?.latestComplete;
    if (!complete) return undefined;
    at = Math.min(at, complete.startedAt);
    newest = Math.max(newest, complete.id);
  }
  return reporting.length === 0 || at < bounds.start ? undefined : {at, evidence: newest};
}

/** Undefined when the number is usual, or nothing can be said of it. */
export function judgeDayCount(facts: DayFacts, {expected, pace}: CountFacts): LearnedCount | undefined {
  const {environment, bounds} = facts;
  const asOf = countedAsOf(facts);
  if (!asOf || !expected) return undefined;
  const levels = alarmLevels(environment.countAlarmsPerYear ?? 0);
  const found = countExecuted(facts);
  const isOver = asOf.at >= bounds.end;
  const known = {countedAt: asOf.at, evidence: asOf.evidence};
  const whole = judgeCount(expected, found, levels.whole);
  // More than a whole day usually has is too much at any time of day; fewer only when the day is over.
  if (whole && (isOver || whole.direction === 'excess')) {
    const isSilent = isDeclared(facts, whole.direction) || (whole.direction === 'short' && mayHide(facts));
    return isSilent ? undefined : {...whole, ...known, isPartial: false};
  }
  const partial: ExpectedCount | undefined = isOver ? undefined : expectPartial(expected, pace);
  const short = partial && judgeCount(partial, found, levels.partial);
  if (short?.direction !== 'short' || isDeclared(facts, 'short') || wasMaintained(facts, asOf.at))
    return undefined;
  if (mayHide(facts)) return undefined;
  return {...short, ...known, isPartial: true};
}

/** Whether there may have been more runs than were seen. */
function mayHide(facts: DayFacts): boolean {
  return findHidingSource(facts, () => true) !== undefined;
}

/** Whether the configuration itself says how many there must or may be on this day. */
export function isDeclared(
  facts: Pick<DayFacts, 'environment' | 'day'>,
  direction: CountAnomaly['direction'],
): boolean {
  return facts.environment.expectations.some(
    expectation =>
      expectation.kind === 'count' &&
      expectation.job === undefined &&
      (direction === 'short' ? expectation.min : expectation.max) !== undefined &&
      (findCalendar(facts.environment, expectation.calendar) === undefined ||
        !isDayOff(facts, expectation.calendar)),
  );
}

/** Whether any hour so far was under maintenance as a whole: then fewer runs are no news. */
function wasMaintained({environment, bounds}: DayFacts, until: EpochMs): boolean {
  for (let at = bounds.start; at < until; at += HOUR_MS / 4) {
    const windows = environment.maintenance.filter(({job}) => job === undefined);
    if (windows.length > 0 && maintenanceAt(windows, '', at)) return true;
  }
  return false;
}
