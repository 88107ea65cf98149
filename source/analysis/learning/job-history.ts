/**
 * A job's state while it is worked on: the packed model unfolded. A day is only written down (which slots had a run); what it
 * means is derived when somebody asks.
 */
import type {JobModel, LearningContext, RhythmModel, TimeSlotModel} from '../../domain/learned.ts';
import {LEARNER_VERSION} from '../../domain/learned.ts';
import type {EpochMs} from '../../domain/time.ts';
import {MINUTE_MS} from '../../domain/time.ts';
import {alignDay, DAYS_A_CHARACTER, packStates, unpackStates} from './day-states.ts';
import {usualOffset} from './similar-starts.ts';
import {DAY_MINUTES} from './time-slots.ts';

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
export const SPARE_DAYS = 64;
/** Days of history that are kept of a job with one slot, and of all slots together. */
const MOST_DAYS = 1000;
const MOST_SLOT_DAYS = 2400;
export function openHistory(model: JobModel | undefined): JobHistory | undefined {
  if (!model) return undefined;
  let last = 0;
  const room = model.observed.length * DAYS_A_CHARACTER + SPARE_DAYS;
  // One piece of memory for all: each would be looked after by itself, and there are tens of thousands of jobs.
  const memory = new Uint8Array((model.slots.length + 1) * room);
  const unpack = (text: string, place: number): Uint8Array =>
    unpackStates(text, memory.subarray(place * room, (place + 1) * room));
  return {
    firstDay: model.firstDay,
    lastDay: model.lastDay,
    drawnDay: model.drawnDay,
    from: model.historyFrom,
    observed: unpack(model.observed, 0),
    originMinutes: model.originMinutes,
    slots: model.slots.map(({untilMinutes, dayShift, days}, index) => ({
      untilMinutes,
      dayShift,
      states: unpack(days, index + 1),
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

/** The last of the job's own days that is over when its last business day is. */
export function closedDay({lastDay, originMinutes}: JobHistory): number {
  return originMinutes > 0 ? lastDay - 1 : lastDay;
}

/**
 * The first start of each of the job's own days in a slot, oldest first, in two columns: the day, and minutes from the start
 * of that day. `usual` is in minutes from the start of the business day that has the number of the job's own day.
 */
export type SlotTimes = {days: number[]; offsets: number[]; usual: number};

export function slotTimes(job: JobHistory): SlotTimes[] {
  return job.slots.map((_, index) => {
    const starts = slotStarts(job, index);
    return {...starts, usual: job.originMinutes + usualOffset(starts.offsets)};
  });
}

function slotStarts(job: JobHistory, slot: number): {days: number[]; offsets: number[]} {
  const from = job.slots[slot - 1]?.untilMinutes ?? 0;
  const until = job.slots[slot]?.untilMinutes ?? DAY_MINUTES;
  const days: number[] = [];
  const offsets: number[] = [];
  let lastDay = Number.NaN;
  for (const start of job.starts) {
    const shifted = start - job.originMinutes;
    const day = Math.floor(shifted / DAY_MINUTES);
    const offset = shifted - day * DAY_MINUTES;
    if (day === lastDay || offset < from || offset >= until) continue;
    lastDay = day;
    days.push(day);
    offsets.push(offset);
  }
  return {days, offsets};
}

/** Of minutes counted as `JobHistory.starts` are. */
export function toInstant(minutes: number, {clock}: LearningContext): EpochMs {
  return clock.zone.toInstant(Math.round(minutes * MINUTE_MS) + clock.dayStartMs);
}
