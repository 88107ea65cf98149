/** Draws a job's time slots anew from its last starts; what is known of the past goes over to the new ones. */
import {NOT_KNOWN, RAN} from './day-states.ts';
import type {JobHistory, SlotHistory} from './job-history.ts';
import {closedDay, slotTimes} from './job-history.ts';
import type {SlotPlan} from './time-slots.ts';
import {DAY_MINUTES, floorMod, planSlots} from './time-slots.ts';
import {writeStates} from './write-states.ts';

/** Slots are drawn from so many days, or from so many when there are hardly any runs in those. */
const DRAWN_FROM_DAYS = 56;
const DRAWN_FROM_DAYS_AT_MOST = 400;
const LEAST_TO_DRAW = 8;
/** The slots stay as they are while the new ones begin no further off than this, or than this part of the shortest. */
const SAME_MINUTES = 90;
const SAME_SHARE = 1 / 6;
/** A new slot takes over the past of an old one that is no further off than this. */
const HEIR_MINUTES = 180;
export function redraw(job: JobHistory, day: number): void {
  job.drawnDay = day;
  if (isSettled(job, day)) return;
  const plan = planSlots(drawnFrom(job, day));
  if (isSamePlan(job, plan)) return;
  const old = {...job, slots: job.slots, usual: usualTimes(job)};
  const wasRhythm = job.rhythm !== undefined;
  job.originMinutes = plan.originMinutes;
  job.rhythm = plan.isRhythm
    ? (job.rhythm ?? {first: [], last: [], medianGap: [], longestGap: []})
    : undefined;
  const room = job.observed.length;
  job.slots = plan.untilMinutes.map(untilMinutes => ({
    untilMinutes,
    dayShift: 0,
    states: new Uint8Array(room).fill(NOT_KNOWN),
  }));
  const usual = usualTimes(job);
  for (const [index, slot] of job.slots.entries()) {
    slot.dayShift = plan.isRhythm ? 0 : Math.floor((usual[index] ?? 0) / DAY_MINUTES);
    inherit(job, slot, usual[index] ?? 0, old, wasRhythm);
  }
  for (let own = oldestDay(job); own <= closedDay(job); own++) writeStates(job, own);
}

/** The first of the job's own days of which every start is kept. */
function oldestDay({starts, originMinutes, firstDay}: JobHistory): number {
  const [oldest = 0] = starts;
  const isFirst = Math.floor(oldest / DAY_MINUTES) <= firstDay;
  const day = (oldest - originMinutes) / DAY_MINUTES;
  return isFirst ? Math.floor(day) : Math.ceil(day);
}

function drawnFrom({starts}: JobHistory, day: number): number[] {
  const since = (days: number): number[] => starts.filter(start => start >= (day - days) * DAY_MINUTES);
  const recent = since(DRAWN_FROM_DAYS);
  if (recent.length >= LEAST_TO_DRAW) return recent;
  const more = since(DRAWN_FROM_DAYS_AT_MOST);
  return more.length > 0 ? more : recent;
}

/** Nothing to draw anew: one run a day, well inside the one slot. */
function isSettled({slots, starts, originMinutes, rhythm}: JobHistory, day: number): boolean {
  if (slots.length !== 1 || rhythm) return false;
  let next = Number.POSITIVE_INFINITY;
  for (let index = starts.length - 1; index >= 0; index--) {
    const shifted = (starts[index] ?? 0) - originMinutes;
    const own = Math.floor(shifted / DAY_MINUTES);
    if (own < day - DRAWN_FROM_DAYS) break;
    const offset = shifted - own * DAY_MINUTES;
    if (own === next || offset < HEIR_MINUTES || offset > DAY_MINUTES - HEIR_MINUTES) return false;
    next = own;
  }
  return true;
}

/** A job whose times creep along takes its slots with it: a run must not come to lie at the edge of one. */
function isSamePlan({slots, originMinutes, rhythm}: JobHistory, plan: SlotPlan): boolean {
  if ((rhythm !== undefined) !== plan.isRhythm || slots.length !== plan.untilMinutes.length) return false;
  const begins = [0, ...slots.map(({untilMinutes}) => untilMinutes)];
  const shortest = Math.min(...slots.map(({untilMinutes}, index) => untilMinutes - (begins[index] ?? 0)));
  const most = Math.min(SAME_MINUTES, SAME_SHARE * shortest);
  const planned = [0, ...plan.untilMinutes];
  return slots.every(
    (_, index) =>
      distance(originMinutes + (begins[index] ?? 0), plan.originMinutes + (planned[index] ?? 0)) <= most,
  );
}

/** Of two times of day, in minutes. */
function distance(one: number, other: number): number {
  const apart = floorMod(one - other, DAY_MINUTES);
  return Math.min(apart, DAY_MINUTES - apart);
}

const usualTimes = (job: JobHistory): number[] => slotTimes(job).map(({usual}) => usual);

type Ancestor = JobHistory & {usual: number[]};

/** Takes over what is known of the nearest of the old slots, calendar day by calendar day. */
function inherit(job: JobHistory, slot: SlotHistory, usual: number, old: Ancestor, wasRhythm: boolean): void {
  const isRhythm = job.rhythm !== undefined;
  if (old.slots.length === 0) return;
  if (isRhythm || wasRhythm) {
    for (let index = 0; index < slot.states.length; index++) {
      const states = old.slots.map(({states}) => states[index] ?? NOT_KNOWN);
      const isRun = states.includes(RAN);
      slot.states[index] = isRun ? (isRhythm ? RAN : NOT_KNOWN) : (states[0] ?? NOT_KNOWN);
    }
    return;
  }
  const distances = old.usual.map(time => distance(time, usual));
  const isOnly = old.slots.length === 1 && job.slots.length === 1;
  const nearest = isOnly ? 0 : distances.indexOf(Math.min(...distances));
  const heir = old.slots[nearest];
  if (!heir || !(isOnly || (distances[nearest] ?? DAY_MINUTES) <= HEIR_MINUTES)) return;
  for (let index = 0; index < slot.states.length; index++)
    slot.states[index] = heir.states[index + slot.dayShift - heir.dayShift] ?? NOT_KNOWN;
}
