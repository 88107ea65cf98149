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
import {addDay} from './add-day.ts';
import {calendarKeys} from './calendar-keys.ts';
import {tailLimit} from './deadline.ts';
import {deriveDurations} from './durations.ts';
import type {Outlook, StateSpan} from './experts.ts';
import {askOf} from './experts.ts';
import type {JobHistory} from './job-history.ts';
import {closedDay, closeHistory, openHistory, slotStarts, usualTimes} from './job-history.ts';
import {deriveBasis} from './learned-dates.ts';
import {LEAST_SIBLINGS, poolStates, shareOf} from './siblings.ts';
import {similarStarts, usualOffset} from './similar-starts.ts';
import {DAY_MINUTES, floorMod} from './time-slots.ts';

/** Late false alarms that a job may have in a year, all its slots together. */
const LATE_ALARMS_A_YEAR = 1;
const MOST_LATE_RISK = 0.15;
/** A deadline is at least so far behind the usual late start. */
const LEAST_GRACE_MINUTES = 60;
/** Where slots are close to each other: this part of the slot's window. */
const LEAST_GRACE_SHARE = 3;
/** A slot needs so many runs, and a job so many days, before anything is expected. */
const LEAST_RUNS = 4;
const LEAST_DAYS = 14;
/** Below this it is as likely that it does not run: nothing to expect. */
export const LEAST_CONFIDENCE = 0.5;
/** Expected and not run so many times: silent until it runs again. */
const STOPPED_AFTER = 3;
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
  const outlooks = lookAheadAll(job, number, context);
  const stoppedSince = findStop(job, outlooks, context);
  if (stoppedSince !== undefined) return {slots: [], stoppedSince};
  if (job.rhythm) return {slots: [], rhythm: expectRhythm(job, outlooks[0], day, context)};
  const slots = outlooks.flatMap((outlook, index) => expectSlot(job, index, outlook, context) ?? []);
  return {slots: slots.sort((a, b) => a.dueAt - b.dueAt)};
}

/** What the history says of a slot on a business day. `own` is the number of the job's own day whose run is due on it. */
type SlotOutlook = Outlook & {own: number; span: StateSpan; usual: number};

function lookAheadAll(job: JobHistory, day: number, context: LearningContext): SlotOutlook[] {
  const usual = usualTimes(job);
  const end = closedDay(job) + 1 - job.from;
  const pooled =
    job.slots.length >= LEAST_SIBLINGS
      ? poolStates(
          job.slots.map(({states}) => states),
          0,
          end,
        )
      : undefined;
  const asked = new Map<number, Outlook>();
  return job.slots.map(({states, dayShift}, index) => {
    const own = job.rhythm ? day : day - Math.floor((usual[index] ?? 0) / DAY_MINUTES);
    const span = spanOf(job, states, dayShift, own);
    const share = pooled && shareOf(states, pooled, span.end, own - job.from);
    if (!pooled || !share?.isShared)
      return {...ask(job, span, own, context), own, span, usual: usual[index] ?? 0};
    const known = asked.get(own + dayShift) ?? ask(job, {...span, states: pooled}, own, context);
    asked.set(own + dayShift, known);
    const missed = known.missed + share.missed;
    return {...known, missed, own, span, usual: usual[index] ?? 0};
  });
}

/** What was known before one of the job's own days. */
function spanOf(job: JobHistory, states: Uint8Array, shift: number, own: number): StateSpan {
  const end = Math.max(0, Math.min(closedDay(job) + 1, own) - job.from);
  return {states, from: job.from, start: 0, end, shift};
}

function ask(job: JobHistory, span: StateSpan, own: number, {calendar}: LearningContext): Outlook {
  const keys = calendarKeys(calendar, job.from - 2, Math.max(own, job.lastDay) + 3);
  return askOf(span, own + span.shift, keys);
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
  const {chance, missed, own, span, expert} = outlook;
  if (chance < LEAST_CONFIDENCE || missed >= STOPPED_AFTER) return undefined;
  const offsets = slotStarts(job, index);
  if (offsets.length < LEAST_RUNS) return undefined;
  const from = job.slots[index - 1]?.untilMinutes ?? 0;
  const until = job.slots[index]?.untilMinutes ?? DAY_MINUTES;
  const lateRisk = lateRiskOf(job.slots.length, outlook.rate);
  const weekday = floorMod(own + 4, 7);
  const similar = similarStarts(offsets, weekday);
  const deadline = deadlineOf(similar, lateRisk, from, until);
  const at = (minutes: number): EpochMs =>
    toInstant(own * DAY_MINUTES + job.originMinutes + minutes, context);
  const keys = calendarKeys(context.calendar, job.from - 2, job.lastDay + 3);
  return {
    dueAt: at(usualOffset(similar)),
    earliestAt: at(from),
    normallyBy: at(Math.min(deadline, quantile(ascending(similar.slice(-SPREAD_FROM_STARTS)), 0.8))),
    deadlineAt: at(deadline),
    confidence: chance,
    lateRisk,
    index,
    runsAYear: outlook.rate * 365 * job.slots.length,
    basis: deriveBasis(expert, span, keys),
  };
}

/** A job's late alarms of a year are shared among its runs: a monthly job's deadline may be tighter than a daily one's. */
function lateRiskOf(slots: number, rate: number): number {
  return Math.min(MOST_LATE_RISK, LATE_ALARMS_A_YEAR / (365 * slots * Math.max(rate, 0.01)));
}

function deadlineOf(offsets: readonly number[], lateRisk: number, from: number, until: number): number {
  const recent = offsets.slice(-SPREAD_FROM_STARTS);
  const least = Math.min(LEAST_GRACE_MINUTES, (until - from) / LEAST_GRACE_SHARE);
  const limit = tailLimit(recent, lateRisk, least);
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
    runsAYear: (Math.min(outlook.rate * 365, 365) * (DAY_MINUTES * 60)) / every,
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
  const outlooks = lookAheadAll(job, day, context);
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
