/** Writes down which of a job's slots had a run on a day. */
import {DID_NOT_RUN, NOT_KNOWN, RAN} from './day-states.ts';
import type {JobHistory} from './job-history.ts';
import {closedDay} from './job-history.ts';
import {DAY_MINUTES} from './time-slots.ts';

/** Which slots had a run on one of the job's own days. Not touched: days that began before the oldest start that is kept. */
export function writeStates(job: JobHistory, day: number): void {
  const index = day - job.from;
  if (index < 0 || day > closedDay(job)) return;
  const begin = day * DAY_MINUTES + job.originMinutes;
  let from = begin;
  const absent = isObservedAround(job, day) ? DID_NOT_RUN : NOT_KNOWN;
  for (const slot of job.slots) {
    const until = begin + slot.untilMinutes;
    slot.states[index] = hasStart(job.starts, from, until) ? RAN : absent;
    from = until;
  }
}

/** Both business days that one of the job's own days touches. */
function isObservedAround({observed, originMinutes, from}: JobHistory, day: number): boolean {
  const isSeen = (number: number): boolean => observed[number - from] === RAN;
  return isSeen(day) && (originMinutes <= 0 || isSeen(day + 1)) && (originMinutes >= 0 || isSeen(day - 1));
}

function hasStart(starts: readonly number[], from: number, until: number): boolean {
  for (let index = starts.length - 1; index >= 0; index--) {
    const start = starts[index] ?? 0;
    if (start < from) return false;
    if (start < until) return true;
  }
  return false;
}
