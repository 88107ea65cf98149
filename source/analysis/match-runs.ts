/**
 * Which run belongs to which slot. A run matches at most one slot: the nearest due instant that it could belong to,
 * early margin first. A slot may hold several runs: reruns.
 */
import type {RunRecord} from '../domain/run.ts';
import type {Slot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';

export type MatchedSlot = {slot: Slot; runs: RunRecord[]};

export type MatchedSlots = {
  /** Each slot with its runs, in the order of the slots. */
  matched: MatchedSlot[];
  /** Runs that belong to no slot: started by hand, or before the first slot's early margin. */
  unmatched: RunRecord[];
};

/** `slots` of one job with due instants ascending; `runs` of the same job in any order. */
export function matchRuns(slots: readonly Slot[], runs: readonly RunRecord[]): MatchedSlots {
  const matched = emptySlots(slots);
  return {matched, unmatched: runs.filter(run => !placeRun(matched, run))};
}

export function emptySlots(slots: readonly Slot[]): MatchedSlot[] {
  return slots.map(slot => ({slot, runs: []}));
}

/** Adds a run to the slot that it belongs to; false when there is none. `mayTake` rules out slots of other days. */
export function placeRun(
  matched: readonly MatchedSlot[],
  run: RunRecord,
  mayTake: (slot: Slot) => boolean = () => true,
): boolean {
  const home = matched[findSlot(matched, run, mayTake)];
  home?.runs.push(run);
  return home !== undefined;
}

function findSlot(matched: readonly MatchedSlot[], run: RunRecord, mayTake: (slot: Slot) => boolean): number {
  // The scheduler's own scheduled instant says it exactly (Kubernetes, Control-M); the start only suggests it.
  const named = run.scheduledAt === undefined ? -1 : lastDueAtOrBefore(matched, run.scheduledAt);
  const exact = matched[named]?.slot;
  if (exact && exact.dueAt === run.scheduledAt && mayTake(exact)) return leastTaken(matched, named);
  const at = run.startedAt ?? run.scheduledAt;
  if (at === undefined) return matched.length === 1 ? 0 : -1;
  const index = lastDueAtOrBefore(matched, at);
  const found = matched[index];
  const last = found && mayTake(found.slot) ? found : undefined;
  const next = matched[index + 1]?.slot;
  if (
    next?.dueAt !== undefined &&
    at >= next.dueAt - next.earlyMarginMs &&
    isNearerToNext(last, next.dueAt, at)
  )
    return leastTaken(matched, lastDueAtOrBefore(matched, next.dueAt));
  return last ? leastTaken(matched, index) : -1;
}

/** Within the early margin the next slot wins, unless the run is nearer to the last due instant, still empty-handed. */
function isNearerToNext(last: MatchedSlot | undefined, nextDueAt: EpochMs, at: EpochMs): boolean {
  if (last?.slot.dueAt === undefined || last.runs.length > 0) return true;
  return nextDueAt - at <= at - last.slot.dueAt;
}

/** Two schedules of one job may be due at the same instant: the one with fewer runs takes the next. */
function leastTaken(matched: readonly MatchedSlot[], index: number): number {
  const dueAt = matched[index]?.slot.dueAt;
  let best = index;
  for (let i = index - 1; i >= 0 && matched[i]?.slot.dueAt === dueAt; i--) {
    if ((matched[i]?.runs.length ?? 0) <= (matched[best]?.runs.length ?? 0)) best = i;
  }
  return best;
}

function lastDueAtOrBefore(matched: readonly MatchedSlot[], at: EpochMs): number {
  let low = 0;
  let high = matched.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((matched[middle]?.slot.dueAt ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
