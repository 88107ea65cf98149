/**
 * Learns from a job's run starts alone when it is due. The state (`JobModel`) is kept by the store; the raw past is never
 * needed again.
 *
 *     model = learnDays(model, days, context)      // finished business days, in order
 *     expectDay(model, day, context)               // what is expected on a later one
 *     learnAndExpect(model, days, later, context)  // both, for less than one after the other
 *     describeModel(model, context)                // for people, and for `expect suggest`
 *
 * Learning a day again replaces it: its states are exact as long as its starts are among the last that are kept (60 of a
 * job that runs once a day, 240 of others), and its starts alone are updated before that. Learning many days at once gives
 * the same model as learning them one by one.
 */
import type {
  JobModel,
  LearnedDay,
  LearnedSchedule,
  LearnedTime,
  LearningContext,
  LearningDay,
} from '../../domain/learned.ts';
import type {Day} from '../../domain/time.ts';
import {fromDayNumber, MINUTE_MS, toDayNumber} from '../../domain/time.ts';
import {addDay} from './add-day.ts';
import {RAN} from './day-states.ts';
import {deriveDurations} from './durations.ts';
import {expectRhythm} from './expect-rhythm.ts';
import {expectSlot, recordOf} from './expect-slot.ts';
import type {JobHistory} from './job-history.ts';
import {closeHistory, openHistory} from './job-history.ts';
import type {SlotOutlook} from './look-ahead.ts';
import {findStop, lookAhead} from './look-ahead.ts';
import {DAY_MINUTES, floorMod} from './time-slots.ts';

/** A job needs so many days before anything is expected. */
const LEAST_DAYS = 14;

/** `model` stays as it is. Days come in order; one that is left out counts as not observed. */
export function learnDays(
  model: JobModel | undefined,
  days: readonly LearningDay[],
  context: LearningContext,
): JobModel {
  return closeHistory(addAll(model, days, context));
}

export function expectDay(model: JobModel, day: Day, context: LearningContext): LearnedDay {
  const [expected = {slots: []}] = expectDays(openHistory(model), [day], context);
  return expected;
}

/** Learns finished days and tells what is then expected of `later` ones. */
export function learnAndExpect(
  model: JobModel | undefined,
  days: readonly LearningDay[],
  later: readonly Day[],
  context: LearningContext,
): {model: JobModel; expected: LearnedDay[]} {
  const job = addAll(model, days, context);
  const isSame = days.length === 0 && model !== undefined;
  return {model: isSame ? model : closeHistory(job), expected: expectDays(job, later, context)};
}

function addAll(
  model: JobModel | undefined,
  days: readonly LearningDay[],
  context: LearningContext,
): JobHistory {
  let job = openHistory(model);
  for (const day of days) job = addDay(job, day, context);
  if (!job) throw new RangeError('there is no day to learn from');
  return job;
}

function expectDays(
  job: JobHistory | undefined,
  days: readonly Day[],
  context: LearningContext,
): LearnedDay[] {
  if (!job || job.starts.length === 0 || days.length === 0) return days.map(() => ({slots: []}));
  const look = lookAhead(job, context);
  return days.map(day => {
    const number = toDayNumber(day);
    return number - job.firstDay < LEAST_DAYS ? {slots: []} : expectOn(job, day, look(number), context);
  });
}

function expectOn(
  job: JobHistory,
  day: Day,
  outlooks: readonly SlotOutlook[],
  context: LearningContext,
): LearnedDay {
  const records = outlooks.map(recordOf);
  const stop = findStop(job, outlooks, context);
  if (stop) return {slots: [], ...stop, records};
  if (job.rhythm) {
    const rhythm = expectRhythm(job, outlooks[0], day, context);
    return {slots: [], rhythm, records: rhythm?.track ? [rhythm.track] : records};
  }
  const slots = outlooks.flatMap(outlook => expectSlot(job, outlook, context) ?? []);
  return {slots: slots.sort((a, b) => a.dueAt - b.dueAt), records};
}

/** What was learned, as of the day after the last. Slots that are as likely not to run are left out. */
export function describeModel(model: JobModel, context: LearningContext): LearnedSchedule {
  const job = openHistory(model);
  const duration = deriveDurations(model, context);
  const historyDays = model.lastDay - model.firstDay + 1;
  if (!job || job.starts.length === 0) return {times: [], duration, historyDays};
  const day = model.lastDay + 1;
  const outlooks = lookAhead(job, context)(day);
  const stoppedSince = findStop(job, outlooks, context)?.stoppedSince;
  if (job.rhythm) {
    const rhythm = expectRhythm(job, outlooks[0] && {...outlooks[0], chance: 1}, fromDayNumber(day), context);
    return {times: [], rhythm, duration, stoppedSince, historyDays};
  }
  const times = outlooks.flatMap(outlook => describeTime(job, outlook, context) ?? []);
  return {times: times.sort((a, b) => a.usualMinutes - b.usualMinutes), duration, stoppedSince, historyDays};
}

function describeTime(
  job: JobHistory,
  outlook: SlotOutlook,
  context: LearningContext,
): LearnedTime | undefined {
  const slot = expectSlot(job, {...outlook, chance: 1, missed: 0}, context);
  if (!slot || slot.basis.of === 0) return undefined;
  const {ran, of} = slot.basis;
  return {
    usualMinutes: floorMod(
      Math.round(outlook.times.usual + context.clock.dayStartMs / MINUTE_MS),
      DAY_MINUTES,
    ),
    graceMinutes: Math.ceil((slot.deadlineAt - slot.dueAt) / MINUTE_MS),
    lastDay: lastRunDay(job, outlook.index),
    basis: slot.basis,
    confidence: (ran + 0.5) / (of + 1),
  };
}

/** The business day of the last run in a slot. */
function lastRunDay({slots, from, lastDay}: JobHistory, index: number): Day {
  const slot = slots[index];
  const last = slot?.states.lastIndexOf(RAN) ?? -1;
  return fromDayNumber(slot && last >= 0 ? from + last + slot.dayShift : lastDay);
}
