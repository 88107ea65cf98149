/**
 * One slot's verdict from its runs and the evidence of their absence (design: "Rules of meaning" 1 to 3 and 5).
 */
import type {Acknowledgement} from '../domain/acknowledgement.ts';
import type {RunRecord} from '../domain/run.ts';
import {hasStarted} from '../domain/run.ts';
import type {JudgedSlot, Slot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';

/** Whether a collection proves that nothing ran, or why it is not known. */
export type Absence = {evidence: number} | {unknown: string};

/** Asked only of a slot without a started run, since both cost a look-up. */
export type Circumstances = {
  /** Why the slot does not count; undefined = it does. */
  findExcuse(slot: Slot): string | undefined;
  findAbsence(slot: Slot): Absence;
  /** What somebody said of the slot's miss: with it a run that is held in the scheduler is held on purpose. */
  findAcknowledgement(slot: Slot): Acknowledgement | undefined;
};

/** What became of a slot as of `now`. `runs` are those that belong to it. */
export function judgeSlot(
  slot: Slot,
  runs: RunRecord[],
  now: EpochMs,
  circumstances: Circumstances,
): JudgedSlot {
  // Nearly every slot has one run: a day of millions of slots should not sort each.
  const started = runs.length === 1 ? runs : runs.filter(run => hasStarted(run.status)).sort(byStart);
  const last = started.findLast(run => hasStarted(run.status));
  return last ? judgeRun(slot, runs, started, last, now) : judgeAbsence(slot, runs, now, circumstances);
}

function judgeAbsence(slot: Slot, runs: RunRecord[], now: EpochMs, circumstances: Circumstances): JudgedSlot {
  const base = {...slot, runs, run: runs.at(-1)};
  const excuse = circumstances.findExcuse(slot);
  if (excuse !== undefined) return {...base, verdict: 'excused', since: slot.dueAt, reason: excuse};
  if (slot.dueAt === undefined ? now <= slot.deadlineAt : now < slot.dueAt)
    return {...base, verdict: 'pending'};
  if (now <= slot.deadlineAt) return {...base, verdict: 'due', since: slot.dueAt};
  const absence = circumstances.findAbsence(slot);
  if ('unknown' in absence)
    return {...base, verdict: 'unknown', since: slot.deadlineAt, reason: absence.unknown};
  const {evidence} = absence;
  const acknowledgement = base.run?.status === 'held' ? circumstances.findAcknowledgement(slot) : undefined;
  // A snooze only puts the question off: what is held is still missing.
  if (acknowledgement?.kind !== 'acknowledged')
    return {...base, verdict: 'missing', since: slot.deadlineAt, evidence};
  const reason = explainHold(acknowledgement);
  return {...base, verdict: 'excused', since: acknowledgement.at, evidence, reason, acknowledgement};
}

function explainHold({by, note}: Acknowledgement): string {
  return `held in the scheduler, acknowledged by ${by}${note === '' ? '' : `: ${note}`}`;
}

function judgeRun(
  slot: Slot,
  runs: RunRecord[],
  started: RunRecord[],
  last: RunRecord,
  now: EpochMs,
): JudgedSlot {
  const base = {...slot, runs, run: last, evidence: last.seenIn};
  const endedAt = last.endedAt ?? last.startedAt ?? slot.dueAt;
  switch (last.status) {
    case 'running': {
      const maximumAt = overrunAt(slot, last);
      return maximumAt !== undefined && now > maximumAt
        ? {...base, verdict: 'overrun', since: maximumAt}
        : {...base, verdict: 'running', since: last.startedAt};
    }
    case 'succeeded':
      return {...base, verdict: judgeSuccess(slot, started, last), since: endedAt};
    case 'failed':
    case 'cancelled':
      return {...base, verdict: 'failed', since: endedAt};
    default:
      return {
        ...base,
        verdict: 'unknown',
        since: endedAt,
        reason: last.message ?? 'it started; its end is not known',
      };
  }
}

/** A success is late when it came after the deadline, or only after a failed attempt: the rerun made it good. */
function judgeSuccess(slot: Slot, started: RunRecord[], last: RunRecord): 'ok' | 'ok-late' | 'ok-early' {
  const wasMadeGood = started.some(
    run => run !== last && (run.status === 'failed' || run.status === 'cancelled'),
  );
  const startedAt = started[0]?.startedAt;
  if (wasMadeGood || (startedAt !== undefined && startedAt > slot.deadlineAt)) return 'ok-late';
  // What was learned tells when it usually starts, not before when it must not.
  const isEarly = startedAt !== undefined && slot.dueAt !== undefined && startedAt < slot.dueAt;
  return isEarly && slot.origin !== 'learned' ? 'ok-early' : 'ok';
}

/** When a running run will have taken longer than it may; undefined without a maximum or a known start. */
export function overrunAt(slot: Pick<Slot, 'maxRuntimeMs'>, run: RunRecord): EpochMs | undefined {
  return slot.maxRuntimeMs === undefined || run.startedAt === undefined
    ? undefined
    : run.startedAt + slot.maxRuntimeMs;
}

/** Order of start; runs whose start is not known come last, in the order they were given. */
export function byStart(a: RunRecord, b: RunRecord): number {
  return (a.startedAt ?? Number.MAX_SAFE_INTEGER) - (b.startedAt ?? Number.MAX_SAFE_INTEGER);
}
