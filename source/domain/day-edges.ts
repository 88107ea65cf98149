/** How far what belongs to a business day reaches beyond its edges. Durations in milliseconds. */
import type {DayBounds} from './business-day.ts';
import type {CountExpectation, JobExpectation} from './expectation.ts';
import {DEFAULT_EARLY_MARGIN_MS, DEFAULT_GRACE_MS} from './expectation.ts';
import {HOUR_MS} from './time.ts';

export type EdgeMargins = {
  /** Before a day's start its first slots may have begun. */
  earlyMs: number;
  /** After a day's end its last slots may still begin. */
  lateMs: number;
};

/** What decides how far a job's slots reach: an expectation, or what was learned. Count expectations reach nowhere. */
export type EdgeRule =
  | Pick<JobExpectation, 'kind' | 'graceMs' | 'earlyMarginMs' | 'maxRuntimeMs'>
  | CountExpectation;

/** The widest of all jobs of an environment: which job a run belongs to decides how far its own slot reaches. */
export function edgeMargins(rules: readonly EdgeRule[]): EdgeMargins {
  const margins = jobRules(rules).map(({earlyMarginMs}) => earlyMarginMs);
  return {
    earlyMs: Math.max(DEFAULT_EARLY_MARGIN_MS, ...margins),
    lateMs: lateMargin(longestGrace(rules)),
  };
}

/** How long after its deadline a slot with this grace still takes a run of the next business day. */
export function lateMargin(graceMs: number): number {
  return 2 * Math.max(DEFAULT_GRACE_MS, graceMs);
}

/** Discovered schedules without a rule of their own have the default. */
export function longestGrace(rules: readonly EdgeRule[]): number {
  return Math.max(DEFAULT_GRACE_MS, ...jobRules(rules).map(({graceMs}) => graceMs));
}

/**
 * When the runs of the neighbouring days start that judging a day needs. Three early margins: whether an early run is one
 * of this day's depends on what the last slot of the day before has got, within a margin before which it may be due, and
 * within another before which it may have begun.
 */
export function edgeWindows(
  {start, end}: DayBounds,
  rules: readonly EdgeRule[],
): {before: DayBounds; after: DayBounds} {
  const {earlyMs, lateMs} = edgeMargins(rules);
  return {before: {start: start - 3 * earlyMs, end: start}, after: {start: end, end: end + lateMs}};
}

/** Which due instants of the neighbouring days compete for those runs and for the day's own. */
export function competingSpan({start, end}: DayBounds, rules: readonly EdgeRule[]): DayBounds {
  const {earlyMs, lateMs} = edgeMargins(rules);
  // A slot of the day before reaches as far as its grace and its late margin.
  return {start: start - longestGrace(rules) - lateMs - 3 * earlyMs, end: end + lateMs + earlyMs};
}

/** How long after its end a business day is settled: its last runs had the time to start late and to end. */
export function settleTime(rules: readonly EdgeRule[]): number {
  const waits = jobRules(rules).map(({graceMs, maxRuntimeMs = 0}) => graceMs + maxRuntimeMs);
  return waits.length === 0 ? HOUR_MS : Math.max(longestGrace(rules), ...waits);
}

function jobRules(rules: readonly EdgeRule[]): Extract<EdgeRule, {kind: 'job'}>[] {
  return rules.filter(rule => rule.kind === 'job');
}
