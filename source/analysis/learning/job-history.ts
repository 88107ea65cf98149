/**
 * A job's state while it is worked on: the packed model unfolded. A day is only written down (which slots had a run); what it
 * means is derived when somebody asks.
 */
import type {JobModel, RhythmModel, TimeSlotModel} from '../../domain/learned.ts';
import {LEARNER_VERSION} from '../../domain/learned.ts';
import {alignDay, packStates, unpackStates} from './day-states.ts';
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

/** The last of the job's own days that is over when its last business day is. */
export function closedDay({lastDay, originMinutes}: JobHistory): number {
  return originMinutes > 0 ? lastDay - 1 : lastDay;
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
