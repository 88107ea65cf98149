/**
 * A job's state while it is worked on: the packed model unfolded, and how days are added to it. A day is only written down
 * (which slots had a run); what it means is derived when somebody asks.
 */
import type {
  JobModel,
  LearningContext,
  LearningDay,
  RhythmModel,
  TimeSlotModel,
} from '../../domain/learned.ts';
import {LEARNER_VERSION} from '../../domain/learned.ts';
import {ascending} from '../../domain/quantile.ts';
import {durationOf} from '../../domain/run.ts';
import {SECOND_MS, toDayNumber} from '../../domain/time.ts';
import {alignDay, DID_NOT_RUN, NOT_KNOWN, packStates, RAN, unpackStates} from './day-states.ts';
import {addRhythmDay} from './rhythm.ts';
import {usualOffset} from './similar-starts.ts';
import type {SlotPlan} from './time-slots.ts';
import {DAY_MINUTES, floorMod, planSlots} from './time-slots.ts';

export type SlotHistory = {untilMinutes: number; dayShift: number; states: Uint8Array};

export type JobHistory = {
  firstDay: number;
  lastDay: number;
  drawnDay: number;
  from: number;
  observed: Uint8Array;
  originMinutes: number;
  slots: SlotHistory[];
  /** Ascending, in minutes, counted so that each multiple of a day is the start of a business day. */
  starts: number[];
  durations: number[];
  rhythm?: RhythmModel | undefined;
};

/** Room for so many more days before arrays are made anew. */
const SPARE_DAYS = 64;
const MOST_DURATIONS = 40;
/** Starts that are kept: of one slot, of each of several, and of all. */
const STARTS_OF_ONE = 60;
const STARTS_OF_EACH = 40;
const MOST_STARTS = 240;
/** Days of history that are kept of a job with one slot, and of all slots together. */
const MOST_DAYS = 1000;
const MOST_SLOT_DAYS = 2400;
/** The slots are drawn anew once a week, and at each run of a job that has few. */
const REDRAW_DAYS = 7;
const FEW_STARTS = 12;
/** Slots are drawn from so many days, or from so many when there are hardly any runs in those. */
const DRAWN_FROM_DAYS = 56;
const DRAWN_FROM_DAYS_AT_MOST = 400;
const LEAST_TO_DRAW = 8;
/** The slots stay as they are while the new ones are no further off than this. */
const SAME_MINUTES = 90;
/** A new slot takes over the past of an old one that is no further off than this. */
const HEIR_MINUTES = 180;

export function openHistory(model: JobModel | undefined): JobHistory | undefined {
  if (!model) return undefined;
  let last = 0;
  return {
    firstDay: model.firstDay,
    lastDay: model.lastDay,
    drawnDay: model.drawnDay,
    from: model.historyFrom,
    observed: unpackStates(model.observed, SPARE_DAYS),
    originMinutes: model.originMinutes,
    slots: model.slots.map(({untilMinutes, dayShift, days}) => ({
      untilMinutes,
      dayShift,
      states: unpackStates(days, SPARE_DAYS),
    })),
    starts: model.starts.map(step => (last += step)),
    durations: [...model.durations],
    rhythm: model.rhythm && structuredClone(model.rhythm),
  };
}

export function closeHistory(job: JobHistory): JobModel {
  const kept = Math.min(MOST_DAYS, Math.floor(MOST_SLOT_DAYS / Math.max(1, job.slots.length)));
  const from = Math.max(job.from, alignDay(job.lastDay - kept));
  const length = job.lastDay + 1 - from;
  const pack = (states: Uint8Array): string => packStates(states.subarray(from - job.from), length);
  const slots: TimeSlotModel[] = job.slots.map(({untilMinutes, dayShift, states}) => ({
    untilMinutes,
    dayShift,
    days: pack(states),
  }));
  return {
    version: LEARNER_VERSION,
    firstDay: job.firstDay,
    lastDay: job.lastDay,
    drawnDay: job.drawnDay,
    historyFrom: from,
    observed: pack(job.observed),
    originMinutes: job.originMinutes,
    slots,
    starts: job.starts.map((start, index) => start - (job.starts[index - 1] ?? 0)),
    durations: job.durations,
    ...(job.rhythm && {rhythm: job.rhythm}),
  };
}

/** Days that are older than what is kept are left as they are. */
export function addDay(job: JobHistory | undefined, day: LearningDay, context: LearningContext): JobHistory {
  const number = toDayNumber(day.day);
  const starts = readStarts(day, context);
  if (!job || job.starts.length === 0) {
    const fresh = newHistory(number);
    if (starts.length > 0) writeDay(fresh, number, starts, day);
    return fresh;
  }
  if (number < job.from) return job;
  if (number <= job.lastDay) forgetDay(job, number);
  writeDay(job, number, starts, day);
  return job;
}

function newHistory(day: number): JobHistory {
  const from = alignDay(day - 1);
  return {
    firstDay: day,
    lastDay: day - 1,
    drawnDay: day,
    from,
    observed: new Uint8Array(SPARE_DAYS).fill(NOT_KNOWN),
    originMinutes: 0,
    slots: [],
    starts: [],
    durations: [],
  };
}

/** In seconds, counted as `JobHistory.starts` are. */
function readStarts({runs}: LearningDay, {clock}: LearningContext): number[] {
  const starts = runs.map(({startedAt}) =>
    Math.floor((clock.zone.toLocal(startedAt) - clock.dayStartMs) / SECOND_MS),
  );
  return starts.length > 1 ? ascending(starts) : starts;
}

/** A day that is learned again: its starts go, so that it can be written anew. */
function forgetDay(job: JobHistory, day: number): void {
  job.starts = job.starts.filter(start => Math.floor(start / DAY_MINUTES) !== day);
}

function writeDay(job: JobHistory, day: number, starts: readonly number[], learned: LearningDay): void {
  const isAgain = day <= job.lastDay;
  const first = isAgain ? day - 1 : closedDay(job) + 1;
  job.lastDay = Math.max(job.lastDay, day);
  makeRoom(job);
  job.observed[day - job.from] = learned.isObserved ? RAN : NOT_KNOWN;
  insertStarts(job, starts);
  for (let own = first; own <= (isAgain ? day + 1 : closedDay(job)); own++) writeStates(job, own);
  if (!isAgain) learnDurations(job, learned);
  if (job.rhythm && !isAgain && starts.length > 0)
    addRhythmDay(
      job.rhythm,
      starts.map(start => start - day * DAY_MINUTES * 60),
    );
  if (starts.length > 0 && isDrawingDue(job, day)) redraw(job, day);
  const most = keptStarts(job);
  if (job.starts.length > most) job.starts.splice(0, job.starts.length - most);
}

function isDrawingDue({slots, starts, drawnDay}: JobHistory, day: number): boolean {
  return slots.length === 0 || starts.length < FEW_STARTS || day - drawnDay >= REDRAW_DAYS;
}

function keptStarts({slots, rhythm}: JobHistory): number {
  if (rhythm) return MOST_STARTS;
  return slots.length <= 1 ? STARTS_OF_ONE : Math.min(MOST_STARTS, STARTS_OF_EACH * slots.length);
}

/** The last of the job's own days that is over when its last business day is. */
export function closedDay({lastDay, originMinutes}: JobHistory): number {
  return originMinutes > 0 ? lastDay - 1 : lastDay;
}

function makeRoom(job: JobHistory): void {
  const needed = job.lastDay + 2 - job.from;
  const grow = (states: Uint8Array): Uint8Array => {
    if (states.length >= needed) return states;
    const larger = new Uint8Array(needed + Math.max(SPARE_DAYS, needed >> 1)).fill(NOT_KNOWN);
    larger.set(states);
    return larger;
  };
  job.observed = grow(job.observed);
  for (const slot of job.slots) slot.states = grow(slot.states);
}

function insertStarts(job: JobHistory, starts: readonly number[]): void {
  const isLast = (starts[0] ?? 0) / 60 >= (job.starts.at(-1) ?? Number.NEGATIVE_INFINITY);
  for (const start of starts) job.starts.push(Math.floor(start / 60));
  if (!isLast) job.starts.sort((a, b) => a - b);
}

function learnDurations(job: JobHistory, {runs}: LearningDay): void {
  for (const run of runs) {
    const durationMs = run.status === 'succeeded' ? durationOf(run) : undefined;
    if (durationMs !== undefined && durationMs >= 0) job.durations.push(Math.round(durationMs / SECOND_MS));
  }
  if (job.durations.length > MOST_DURATIONS) job.durations.splice(0, job.durations.length - MOST_DURATIONS);
}

/** Which slots had a run on one of the job's own days. Not touched: days that began before the oldest start that is kept. */
function writeStates(job: JobHistory, day: number): void {
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

function redraw(job: JobHistory, day: number): void {
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

function isSamePlan({slots, originMinutes, rhythm}: JobHistory, plan: SlotPlan): boolean {
  if ((rhythm !== undefined) !== plan.isRhythm || slots.length !== plan.untilMinutes.length) return false;
  const turned = floorMod(originMinutes - plan.originMinutes, DAY_MINUTES);
  return Math.min(turned, DAY_MINUTES - turned) <= SAME_MINUTES;
}

/** Usual start of each slot, in minutes from the start of the business day that has the number of the job's own day. */
export function usualTimes(job: JobHistory): number[] {
  return job.slots.map(
    (_, index) => job.originMinutes + usualOffset(slotStarts(job, index).map(({offset}) => offset)),
  );
}

/** A start in a slot: the job's own day, and minutes from the start of that day. */
export type SlotStart = {day: number; offset: number};

/** The first start of each of the job's own days in a slot, oldest first. */
export function slotStarts(job: JobHistory, slot: number): SlotStart[] {
  const from = job.slots[slot - 1]?.untilMinutes ?? 0;
  const until = job.slots[slot]?.untilMinutes ?? DAY_MINUTES;
  const found: SlotStart[] = [];
  let lastDay = Number.NaN;
  for (const start of job.starts) {
    const shifted = start - job.originMinutes;
    const day = Math.floor(shifted / DAY_MINUTES);
    const offset = shifted - day * DAY_MINUTES;
    if (day === lastDay || offset < from || offset >= until) continue;
    lastDay = day;
    found.push({day, offset});
  }
  return found;
}

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
  const distances = old.usual.map(time => {
    const apart = floorMod(time - usual, DAY_MINUTES);
    return Math.min(apart, DAY_MINUTES - apart);
  });
  const isOnly = old.slots.length === 1 && job.slots.length === 1;
  const nearest = isOnly ? 0 : distances.indexOf(Math.min(...distances));
  const heir = old.slots[nearest];
  if (!heir || !(isOnly || (distances[nearest] ?? DAY_MINUTES) <= HEIR_MINUTES)) return;
  for (let index = 0; index < slot.states.length; index++)
    slot.states[index] = heir.states[index + slot.dayShift - heir.dayShift] ?? NOT_KNOWN;
}
