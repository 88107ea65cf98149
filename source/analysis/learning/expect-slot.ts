/** When a run is due at one of the job's times of day, and by when it has nearly always started. */
import type {LearnedSlot, LearningContext, TrackRecord} from '../../domain/learned.ts';
import {ascending, quantile} from '../../domain/quantile.ts';
import type {EpochMs} from '../../domain/time.ts';
import {tailLimit, tailRisk} from './deadline.ts';
import type {JobHistory} from './job-history.ts';
import {toInstant} from './job-history.ts';
import type {SlotOutlook} from './look-ahead.ts';
import {LEAST_CONFIDENCE, STOPPED_AFTER} from './look-ahead.ts';
import {similarStarts, startsSinceMove, usualOffset} from './similar-starts.ts';
import {DAY_MINUTES, floorMod} from './time-slots.ts';

/** Late false alarms that a job may have in a year, all its slots together, when nothing else is said. */
export const LATE_ALARMS_A_YEAR = 1;
export const MOST_LATE_RISK = 0.15;
/** A deadline is at least so far behind the usual late start. */
const LEAST_GRACE_MINUTES = 60;
/** Where slots are close to each other: this part of the slot's window. */
const LEAST_GRACE_SHARE = 3;
/** A slot needs so many runs before anything is expected. */
const LEAST_RUNS = 4;
const SPREAD_FROM_STARTS = 40;
const LATEST_STARTS = 3;

/** Undefined when it is as likely that it does not run, or when too little is known. */
export function expectSlot(
  job: JobHistory,
  outlook: SlotOutlook,
  context: LearningContext,
): LearnedSlot | undefined {
  const {chance, missed, own, index, times} = outlook;
  if (chance < LEAST_CONFIDENCE || missed >= STOPPED_AFTER || times.offsets.length < LEAST_RUNS)
    return undefined;
  const from = job.slots[index - 1]?.untilMinutes ?? 0;
  const until = job.slots[index]?.untilMinutes ?? DAY_MINUTES;
  const mostLate = lateRiskOf(job.slots.length, outlook.rate, context);
  const similar = startsSinceMove(similarStarts(times, floorMod(own + 4, 7)));
  const recent = ascending(similar.slice(-SPREAD_FROM_STARTS));
  const deadline = deadlineOf(similar, recent, mostLate, from, until);
  const lateRisk = tailRisk(recent, deadline);
  const at = (minutes: number): EpochMs =>
    toInstant(own * DAY_MINUTES + job.originMinutes + minutes, context);
  return {
    dueAt: at(usualOffset(similar)),
    earliestAt: at(from),
    normallyBy: at(Math.min(deadline, quantile(recent, 0.8))),
    deadlineAt: at(deadline),
    confidence: chance,
    lateRisk,
    track: recordOf(outlook),
    index,
    runsAYear: outlook.rate * 365 * job.slots.length,
    basis: outlook.basis(),
  };
}

/** A job's late alarms of a year are shared among its runs: a monthly job's deadline may be tighter than a daily one's. */
function lateRiskOf(
  slots: number,
  rate: number,
  {lateAlarmsAYear = LATE_ALARMS_A_YEAR}: LearningContext,
): number {
  return Math.min(MOST_LATE_RISK, lateAlarmsAYear / (365 * slots * Math.max(rate, 0.01)));
}

/** How it came out when the slot was expected. */
export function recordOf({riskClass, expected, exceptions, sharers}: SlotOutlook): TrackRecord {
  return {riskClass, expected, exceptions, sharers};
}

/** `recent` are the last of the `offsets`, in order of size. */
function deadlineOf(
  offsets: readonly number[],
  recent: readonly number[],
  lateRisk: number,
  from: number,
  until: number,
): number {
  const least = Math.min(LEAST_GRACE_MINUTES, (until - from) / LEAST_GRACE_SHARE);
  const limit = tailLimit(recent, lateRisk, least);
  const latest = Math.max(...offsets.slice(-LATEST_STARTS)) + 5;
  return Math.min(Math.max(limit, latest), until - 1);
}
