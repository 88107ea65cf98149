/** Expected runs with their verdicts in words. */
import type {JudgedSlot} from '../../domain/slot.ts';
import {capitalise} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {expectedEnd} from '../expected-end.ts';
import {explainSlot} from '../explain.ts';
import type {Explainer} from '../format-clock.ts';
import type {FindCollection} from './page-items.ts';
import {runItem} from './page-items.ts';
import type {SlotItem} from './pages.ts';
import {MOST_SLOTS} from './pages.ts';

export type SlotContext = Explainer & {environment: string; findCollection: FindCollection};

export function slotItem(
  slot: JudgedSlot,
  {environment, findCollection, ...explainer}: SlotContext,
): SlotItem {
  const evidence = findCollection(slot.evidence);
  return {
    job: slot.job,
    dueAt: slot.dueAt ?? null,
    deadlineAt: slot.deadlineAt,
    verdict: slot.verdict,
    since: slot.since ?? null,
    explanation: capitalise(explainSlot(slot, evidence ?? undefined, explainer)),
    origin: slot.origin,
    schedule: slot.schedule,
    runs: slot.runs.map(run => runItem(environment, run)),
    evidence,
    expectedEnd: expectedEnd(slot, explainer.now) ?? null,
  };
}

/** How many of the slots that are shown may lie ahead, when not all can be. */
const SLOTS_AHEAD = 100;

/** Of a job that runs every second: the slots that were due last and the next few. `slots` by due instant. */
export function chooseSlots(
  slots: readonly JudgedSlot[],
  now: EpochMs,
  most = MOST_SLOTS,
): readonly JudgedSlot[] {
  if (slots.length <= most) return slots;
  const ahead = slots.findIndex(({dueAt}) => dueAt !== undefined && dueAt > now);
  const end = ahead === -1 ? slots.length : Math.min(slots.length, ahead + Math.min(SLOTS_AHEAD, most));
  const start = Math.max(0, end - most);
  return slots.slice(start, start + most);
}
