/**
 * Which run belongs to which slot near the edges of a business day, where an early run may have begun on the day before
 * and a late one on the day after. Whichever of two neighbouring days is judged, the answer is the same: a run counts for
 * one slot, of one day.
 */
import type {DayBounds} from '../domain/business-day.ts';
import {edgeMargins, lateMargin} from '../domain/day-edges.ts';
import type {RunRecord} from '../domain/run.ts';
import type {Slot} from '../domain/slot.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import type {DayFacts} from './day-facts.ts';
import {byStart} from './judge-slot.ts';
import type {MatchedSlots} from './match-runs.ts';
import {emptySlots, placeRun} from './match-runs.ts';

/** Builds the question whether a job has a run, of this day or a neighbour, that may belong to a slot of another day. */
export function edgeFinder({edgeRules, bounds, runs, edgeRuns}: DayFacts): (job: string) => boolean {
  const {earlyMs, lateMs} = edgeMargins(edgeRules);
  const isNear = ({startedAt}: RunRecord): boolean =>
    startedAt !== undefined && (startedAt < bounds.start + lateMs || startedAt >= bounds.end - earlyMs);
  return job => edgeRuns.has(job) || (runs.get(job)?.some(isNear) ?? false);
}

/** `slots` and `runs` of one job near this day: its neighbours' take part, and the day's own are the answer. */
export function matchAtEdges(
  slots: readonly Slot[],
  runs: readonly RunRecord[],
  {day, bounds}: Pick<DayFacts, 'day' | 'bounds'>,
): MatchedSlots {
  const all = emptySlots(slots);
  const own = all.filter(({slot}) => isWithin(slot, bounds));
  const unmatched: RunRecord[] = [];
  // In order: whether a slot has a run already decides between it and the next.
  for (const run of runs.toSorted(byStart)) {
    const home = homeOf(run, day, bounds);
    const {startedAt} = run;
    // Whoever gives a run another day than its start's knows better than the start.
    const isFree = startedAt !== undefined && startedAt >= home.start && startedAt < home.end;
    const isPlaced = isFree ? placeRun(all, run, slot => mayTake(slot, startedAt, home)) : placeRun(own, run);
    if (!isPlaced && run.businessDay === day) unmatched.push(run);
  }
  return {matched: own, unmatched};
}

function isWithin({dueAt}: Slot, {start, end}: DayBounds): boolean {
  return dueAt === undefined || (dueAt >= start && dueAt < end);
}

/** The bounds of the run's business day, as far as this day can tell. */
function homeOf({businessDay}: RunRecord, day: Day, {start, end}: DayBounds): DayBounds {
  if (businessDay < day) return {start: Number.NEGATIVE_INFINITY, end: start};
  return businessDay > day ? {start: end, end: Number.POSITIVE_INFINITY} : {start, end};
}

/** A run begins at most its slot's early margin before its slot's day, and only so late after it. */
function mayTake(slot: Slot, startedAt: EpochMs, home: DayBounds): boolean {
  const {dueAt = home.start, deadlineAt, earlyMarginMs} = slot;
  if (dueAt >= home.end) return startedAt >= dueAt - earlyMarginMs;
  return dueAt >= home.start || startedAt < Math.min(deadlineAt, home.start) + lateMargin(deadlineAt - dueAt);
}
