/**
 * Which run belongs to which slot. A run matches at most one slot: the nearest due instant that it could belong to,
 * early margin first. A slot may hold several runs: reruns.
 */
import type {RunRecord} from '../domain/run.ts';
import type {Slot} from '../domain/slot.ts';

export type MatchedSlots = {
  /** Each slot with its runs, in the order of the slots. */
  matched: {slot: Slot; runs: RunRecord[]}[];
  /** Runs that belong to no slot: started by hand, or before the first slot's early margin. */
  unmatched: RunRecord[];
};

/** `slots` of one job with due instants ascending; `runs` of the same job in any order. */
export function matchRuns(slots: readonly Slot[], runs: readonly RunRecord[]): MatchedSlots {
  const matched = slots.map(slot => ({slot, runs: [] as RunRecord[]}));
  const unmatched: RunRecord[] = [];
  for (const run of runs) {
    const index = findSlot(matched, run);
    const home = index === -1 ? undefined : matched[index];
    if (home) home.runs.push(run);
    else unmatched.push(run);
  }
  return {matched, unmatched};
}

function findSlot(matched: MatchedSlots['matched'], run: RunRecord): number {
  // The scheduler's own scheduled instant says it exactly (Kubernetes, Control-M); the start only suggests it.
  const exact =
    run.scheduledAt === undefined ? -1 : leastTaken(matched, lastDueAtOrBefore(matched, run.scheduledAt));
  if (exact !== -1 && matched[exact]?.slot.dueAt === run.scheduledAt) return exact;
  const at = run.startedAt ?? run.scheduledAt;
  if (at === undefined) return matched.length === 1 ? 0 : -1;
  const past = lastDueAtOrBefore(matched, at);
  const next = matched[past + 1]?.slot;
  if (
    next?.dueAt !== undefined &&
    at >= next.dueAt - next.earlyMarginMs &&
    isNearerToNext(matched, past, at)
  ) {
    return leastTaken(matched, lastDueAtOrBefore(matched, next.dueAt));
  }
  return leastTaken(matched, past);
}

/** Within the early margin the next slot wins, unless the run is nearer to the last due instant, still empty-handed. */
function isNearerToNext(matched: MatchedSlots['matched'], past: number, at: number): boolean {
  const last = matched[past];
  const next = matched[past + 1]?.slot.dueAt;
  if (last?.slot.dueAt === undefined || next === undefined || last.runs.length > 0) return true;
  return next - at <= at - last.slot.dueAt;
}

/** Two schedules of one job may be due at the same instant: the one with fewer runs takes the next. */
function leastTaken(matched: MatchedSlots['matched'], index: number): number {
  const dueAt = matched[index]?.slot.dueAt;
  let best = index;
  for (let i = index - 1; i >= 0 && matched[i]?.slot.dueAt === dueAt; i--) {
    if ((matched[i]?.runs.length ?? 0) <= (matched[best]?.runs.length ?? 0)) best = i;
  }
  return best;
}

function lastDueAtOrBefore(matched: MatchedSlots['matched'], at: number): number {
  let low = 0;
  let high = matched.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((matched[middle]?.slot.dueAt ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
