/**
 * Learns from a job's run starts alone when it is due. The state (`JobModel`) is kept by the store; the raw past is never
 * needed again.
 *
 *     model = learnDays(model, days, context)      // finished business days, in order
 *     expectDay(model, day, context)               // what is expected on a later one
 *     describeModel(model, context)                // for people, and for `expect suggest`
 *
 * Learning a day again replaces it: its states are exact as long as its starts are among the last that are kept (60 of a
 * job that runs once a day, 240 of others), and its starts alone are updated before that. Learning many days at once gives
 * the same model as learning them one by one.
 */

import {dayBounds} from '../../domain/business-day.ts';
import type {
  JobModel,
  LearnedDay,
  LearnedRhythm,
  LearnedSchedule,
  LearnedSlot,
  LearnedTime,
  LearningContext,
  LearningDay,
} from '../../domain/learned.ts';
import {ascending, quantile} from '../../domain/quantile.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {fromDayNumber, MINUTE_MS, SECOND_MS, toDayNumber} from '../../domain/time.ts';
import {calendarKeys} from './calendar-keys.ts';
import {tailLimit} from './deadline.ts';
import {deriveDurations} from './durations.ts';
import type {Outlook, StateSpan} from './experts.ts';
import {askOf} from './experts.ts';
import type {JobHistory} from './job-history.ts';
import {addDay, closedDay, closeHistory, openHistory, slotOffsets, usualTimes} from './job-history.ts';
import {deriveBasis} from './learned-dates.ts';
import {DAY_MINUTES, floorMod} from './time-slots.ts';

/** Late false alarms that a job may have in a year, all its slots together. */
const LATE_ALARMS_A_YEAR = 1;
const MOST_LATE_RISK = 0.15;
/** A deadline is at least so far behind the usual late start. */
const LEAST_GRACE_MINUTES = 60;
/** A slot needs so many runs, and a job so many days, before anything is expected. */
const LEAST_RUNS = 4;
const LEAST_DAYS = 14;
/** Below this it is as likely that it does not run: nothing to expect. */
export const LEAST_CONFIDENCE = 0.5;
/** Expected and not run so many times: silent until it runs again. */
const STOPPED_AFTER = 2;
const SPREAD_FROM_STARTS = 40;
const LATEST_STARTS = 3;
const LEAST_RHYTHM_DAYS = 5;

/** `model` stays as it is. Days come in order; one that is left out counts as not observed. */
export function learnDays(
  model: JobModel | undefined,
  days: readonly LearningDay[],
  context: LearningContext,
): JobModel {
  let job = openHistory(model);
  for (const day of days) job = addDay(job, day, context);
  if (!job) throw new RangeError('there is no day to learn from');
  return closeHistory(job);
}

export function expectDay(model: JobModel, day: Day, context: LearningContext): LearnedDay {
  const job = openHistory(model);
  const number = toDayNumber(day);
  if (!job || job.starts.length === 0 || number - job.firstDay < LEAST_DAYS) return {slots: []};
  const usual = usualTimes(job);
  const outlooks = job.slots.map((_, index) => lookAhead(job, index, usual[index] ?? 0, number, context));
  const stoppedSince = findStop(job, outlooks, context);
  if (stoppedSince !== undefined) return {slots: [], stoppedSince};
  if (job.rhythm) return {slots: [], rhythm: expectRhythm(job, outlooks[0], day, context)};
  const slots = outlooks.flatMap((outlook, index) => expectSlot(job, index, outlook, context) ?? []);
  return {slots: slots.sort((a, b) => a.dueAt - b.dueAt)};
}

/** What the history says of a slot on a business day. `own` is the number of the job's own day whose run is due on it. */
type SlotOutlook = Outlook & {own: number; span: StateSpan; usual: number};

function lookAhead(
  job: JobHistory,
  index: number,
  usual: number,
  day: number,
  {calendar}: LearningContext,
): SlotOutlook {
  const {states, dayShift} = job.slots[index] ?? {states: new Uint8Array(0), dayShift: 0};
  const own = job.rhythm ? day : day - Math.floor(usual / DAY_MINUTES);
  const end = Math.max(0, Math.min(closedDay(job) + 1, own) - job.from);
  const span = {states, from: job.from, start: 0, end, shift: dayShift};
  const keys = calendarKeys(calendar, job.from - 2, Math.max(own, job.lastDay) + 3);
  return {...askOf(span, own + dayShift, keys), own, span, usual};
}

/** It has stopped when every slot that was expected has been missed several times. */
function findStop(
  job: JobHistory,
  outlooks: readonly SlotOutlook[],
  context: LearningContext,
): EpochMs | undefined {
  const isStopped = outlooks.every(
    ({missed, chance}) => missed >= STOPPED_AFTER || chance < LEAST_CONFIDENCE,
  );
  if (!isStopped || !outlooks.some(({missed}) => missed >= STOPPED_AFTER)) return undefined;
  return toInstant(job.starts.at(-1) ?? 0, context);
}

function expectSlot(
  job: JobHistory,
  index: number,
  outlook: SlotOutlook,
  context: LearningContext,
): LearnedSlot | undefined {
  const {chance, missed, own, span, expert, usual} = outlook;
  if (chance < LEAST_CONFIDENCE || missed >= STOPPED_AFTER) return undefined;
  const offsets = slotOffsets(job, index);
  if (offsets.length < LEAST_RUNS) return undefined;
  const from = job.slots[index - 1]?.untilMinutes ?? 0;
  const until = job.slots[index]?.untilMinutes ?? DAY_MINUTES;
  const lateRisk = lateRiskOf(job.slots.length, chance);
  const deadline = deadlineOf(offsets, lateRisk, until);
  const at = (minutes: number): EpochMs =>
    toInstant(own * DAY_MINUTES + job.originMinutes + minutes, context);
  const keys = calendarKeys(context.calendar, job.from - 2, job.lastDay + 3);
  return {
    dueAt: at(usual - job.originMinutes),
    earliestAt: at(from),
    deadlineAt: at(deadline),
    confidence: chance,
    lateRisk,
    index,
    basis: deriveBasis(expert, span, keys),
  };
}

/** A job's late alarms of a year are shared among its runs. */
function lateRiskOf(runsADay: number, chance: number): number {
  return Math.min(MOST_LATE_RISK, LATE_ALARMS_A_YEAR / (365 * runsADay * Math.max(chance, 0.05)));
}

function deadlineOf(offsets: readonly number[], lateRisk: number, until: number): number {
  const recent = offsets.slice(-SPREAD_FROM_STARTS);
  const limit = tailLimit(recent, lateRisk, LEAST_GRACE_MINUTES);
  const latest = Math.max(...offsets.slice(-LATEST_STARTS)) + 5;
  return Math.min(Math.max(limit, latest), until - 1);
}

function expectRhythm(
  job: JobHistory,
  outlook: SlotOutlook | undefined,
  day: Day,
  context: LearningContext,
): LearnedRhythm | undefined {
  const {rhythm} = job;
  if (!rhythm || !outlook || outlook.chance < LEAST_CONFIDENCE || rhythm.first.length < LEAST_RHYTHM_DAYS)
    return undefined;
  const every = quantile(ascending(rhythm.medianGap), 0.5);
  const bounds = dayBounds(day, context.clock);
  const first = quantile(ascending(rhythm.first), 0.9);
  const last = quantile(ascending(rhythm.last), 0.1);
  const pause = DAY_MINUTES - last + first;
  const isAllDay = pause * 60 <= 2.5 * every;
  const base = toDayNumber(day) * DAY_MINUTES;
  const longest = quantile(ascending(rhythm.longestGap), 0.9);
  const limit = Math.max(longest * 1.1, every + Math.min(0.3 * every, 45 * 60));
  const keys = calendarKeys(context.calendar, job.from - 2, job.lastDay + 3);
  return {
    everyMs: Math.round(every) * SECOND_MS,
    limitMs: Math.round(every > 5400 ? Math.min(limit, 1.9 * every) : limit) * SECOND_MS,
    fromAt: isAllDay ? bounds.start : toInstant(base + first, context),
    untilAt: isAllDay ? bounds.end : toInstant(base + last, context),
    isAllDay,
    confidence: outlook.chance,
    lateRisk: Math.min(MOST_LATE_RISK, LATE_ALARMS_A_YEAR / 365),
    basis: deriveBasis(outlook.expert, outlook.span, keys),
  };
}

/** Of minutes counted as `JobHistory.starts` are. */
function toInstant(minutes: number, {clock}: LearningContext): EpochMs {
  return clock.zone.toInstant(Math.round(minutes * MINUTE_MS) + clock.dayStartMs);
}

/** What was learned, as of the day after the last. Slots that are as likely not to run are left out. */
export function describeModel(model: JobModel, context: LearningContext): LearnedSchedule {
  const job = openHistory(model);
  const duration = deriveDurations(model.durations);
  const historyDays = model.lastDay - model.firstDay + 1;
  if (!job || job.starts.length === 0) return {times: [], duration, historyDays};
  const day = model.lastDay + 1;
  const usual = usualTimes(job);
  const outlooks = job.slots.map((_, index) => lookAhead(job, index, usual[index] ?? 0, day, context));
  const stoppedSince = findStop(job, outlooks, context);
  if (job.rhythm) {
    const rhythm = expectRhythm(job, outlooks[0] && {...outlooks[0], chance: 1}, fromDayNumber(day), context);
    return {times: [], rhythm, duration, stoppedSince, historyDays};
  }
  const times = outlooks.flatMap((outlook, index) => describeTime(job, index, outlook, context) ?? []);
  return {times: times.sort((a, b) => a.usualMinutes - b.usualMinutes), duration, stoppedSince, historyDays};
}

function describeTime(
  job: JobHistory,
  index: number,
  outlook: SlotOutlook,
  context: LearningContext,
): LearnedTime | undefined {
  const slot = expectSlot(job, index, {...outlook, chance: 1, missed: 0}, context);
  if (!slot || slot.basis.of === 0) return undefined;
  const {ran, of} = slot.basis;
  return {
    usualMinutes: floorMod(Math.round(outlook.usual + context.clock.dayStartMs / MINUTE_MS), DAY_MINUTES),
    graceMinutes: Math.ceil((slot.deadlineAt - slot.dueAt) / MINUTE_MS),
    basis: slot.basis,
    confidence: (ran + 0.5) / (of + 1),
  };
}
