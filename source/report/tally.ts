import {hasStarted} from '../domain/run.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import type {SlotTally} from './status-report.ts';

export function emptyTally(): SlotTally {
  return {
    expected: 0,
    due: 0,
    ran: 0,
    ok: 0,
    late: 0,
    early: 0,
    running: 0,
    overrun: 0,
    failed: 0,
    missing: 0,
    unknown: 0,
    pending: 0,
    excused: 0,
  };
}

/** Counts one judged slot into a tally. */
export function addSlot(tally: SlotTally, slot: JudgedSlot, now: EpochMs): void {
  if (slot.verdict === 'excused') {
    tally.excused += 1;
    return;
  }
  tally.expected += 1;
  if (slot.dueAt === undefined ? now > slot.deadlineAt : slot.dueAt <= now) tally.due += 1;
  if (slot.runs.some(run => hasStarted(run.status))) tally.ran += 1;
  switch (slot.verdict) {
    case 'ok':
      tally.ok += 1;
      break;
    case 'ok-late':
      tally.ok += 1;
      tally.late += 1;
      break;
    case 'ok-early':
      tally.ok += 1;
      tally.early += 1;
      break;
    case 'overrun':
      tally.running += 1;
      tally.overrun += 1;
      break;
    case 'pending':
    case 'due':
      tally.pending += 1;
      break;
    default:
      tally[slot.verdict] += 1;
  }
}

/** Sums tallies (and anything with the same keys) into a new one. */
export function sumTallies(tallies: readonly SlotTally[]): SlotTally {
  const sum = emptyTally();
  for (const tally of tallies) {
    for (const key of Object.keys(sum) as (keyof SlotTally)[]) sum[key] += tally[key];
  }
  return sum;
}
