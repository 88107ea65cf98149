/** Expected runs that rest on what was learned, counted; and what to tell when many of them are absent at once. */
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';
import type {RawFinding, SlotFinding} from './judge-environment.ts';

export type LearnedTally = {
  /** Expected runs of the day. */
  slots: number;
  /** Those whose deadline has come. */
  due: number;
  /** How many of all of them are likely to be missed or late although nothing is wrong. */
  falseAlarms: number;
};

/** Many jobs that did not run, as one finding. `slots` are at least one a job, in the order in which they were missed. */
export type FleetAbsence = {kind: 'missing'; slots: readonly JudgedSlot[]; due: number};

/** So many jobs at once, and so large a share of the learned runs that were due by now, have one cause. */
const FEWEST_MEMBERS = 10;
const SMALLEST_SHARE = 0.15;

export function emptyLearnedTally(): LearnedTally {
  return {slots: 0, due: 0, falseAlarms: 0};
}

export function addLearned(
  tally: LearnedTally,
  {learned, deadlineAt, verdict}: JudgedSlot,
  now: EpochMs,
): void {
  if (!learned || verdict === 'excused') return;
  tally.slots += 1;
  tally.falseAlarms += learned.falseAlarmRisk;
  if (deadlineAt < now) tally.due += 1;
}

/** Declared and discovered runs stay findings of their own: somebody asked for each of them. */
export function groupFleetAbsence(findings: RawFinding[], {due}: LearnedTally): RawFinding[] {
  const absent = findings.filter(isLearnedMiss);
  const jobs = new Set(absent.map(({slot}) => slot.job));
  if (jobs.size < FEWEST_MEMBERS || absent.length < SMALLEST_SHARE * due) return findings;
  const slots = absent.map(({slot}) => slot).sort((a, b) => a.deadlineAt - b.deadlineAt);
  return [...findings.filter(finding => !isLearnedMiss(finding)), {kind: 'missing', slots, due}];
}

function isLearnedMiss(finding: RawFinding): finding is SlotFinding {
  return finding.kind === 'missing' && 'slot' in finding && finding.slot.origin === 'learned';
}
