/**
 * What was learned of a job from its history alone: the words that the learner, the report and the suggestions share.
 * The state that is kept of a job (`JobModel`) is plain JSON and knows nothing of the day it is asked about.
 */

import type {DayClock} from './business-day.ts';
import type {Calendar} from './expectation.ts';
import type {RunStatus} from './run.ts';
import type {Day, EpochMs} from './time.ts';

/** Version of the state below. State of another version is not read: it is learned anew. */
export const LEARNER_VERSION = 1;

/**
 * What is kept of one job. Plain JSON, one to two kilobytes, bounded however long the history is. Times are wall-clock
 * minutes of the environment's zone, counted from the start of the business day 1970-01-01; days are days since then.
 */
export type JobModel = {
  version: typeof LEARNER_VERSION;
  /** Business day from which something is known, and the last one that was learned. */
  firstDay: number;
  lastDay: number;
  /** Day on which the time slots were last drawn. */
  drawnDay: number;
  /** The day that the first character of every `days` below begins with. */
  historyFrom: number;
  /** The business days that were observed at all, as in `TimeSlotModel.days`. */
  observed: string;
  /** Where the job's own day begins, in minutes from the start of the business day (-719 to 720): its quietest time. */
  originMinutes: number;
  slots: TimeSlotModel[];
  /** Starts in order: the first in full, then the steps from one to the next. */
  starts: number[];
  /** Run times of the last runs that succeeded, in seconds, oldest first. */
  durations: number[];
  /** Kept of a job that runs every n minutes: what its gaps were on each of the last days that it ran. */
  rhythm?: RhythmModel;
};

/** One of the times of day at which a job runs. */
export type TimeSlotModel = {
  /** End of the slot's window, in minutes from the start of the job's own day; the window begins where the last one ends. */
  untilMinutes: number;
  /** Days between the job's own day and the business day that a run in this slot belongs to. */
  dayShift: number;
  /** One state a day (did not run, ran, not known), four days a character: see `day-states.ts`. */
  days: string;
};

/** One entry a day that the job ran, oldest first. First and last start in minutes of the business day, gaps in seconds. */
export type RhythmModel = {
  first: number[];
  last: number[];
  medianGap: number[];
  /** The longest gap that was no missed run. */
  longestGap: number[];
};

/** A finished business day of one job. */
export type LearningDay = {
  day: Day;
  /** False when the environment was blind, so that the absence of runs says nothing. What was seen still counts. */
  isObserved: boolean;
  /** Runs that have started, in any order. Those without a start time are left out. */
  runs: readonly LearningRun[];
};

export type LearningRun = {startedAt: EpochMs; endedAt?: EpochMs | undefined; status: RunStatus};

/** How an environment reckons days. `calendar` needs its holidays for the past two years as well. */
export type LearningContext = {
  clock: DayClock;
  calendar?: Calendar | undefined;
  /** How many late false alarms a job may have in a year, all its slots together; 1 unless something else is said. */
  lateAlarmsAYear?: number;
};

/** On which dates a slot is due. Weekdays from 0 = Sunday, days of the month from 1. */
export type LearnedDates =
  | {kind: 'every-day'}
  /** Every worked day of the calendar (without one: Monday to Friday). */
  | {kind: 'business-days'}
  /** Every day after a worked day: a business date's job that runs after midnight. */
  | {kind: 'after-business-days'}
  | {kind: 'weekdays'; weekdays: number[]; isWorkedOnly: boolean}
  | MonthlyDates
  | LearnedInMonths
  /** Every other week. `parity` of the weeks since Monday, 1969-12-29. */
  | {kind: 'alternate-weeks'; weekdays: number[]; parity: 0 | 1}
  | {kind: 'every-n-days'; days: number}
  /** It runs often enough to be expected, by no single rule. */
  | {kind: 'irregular'};

/** Dates with a place in their month. */
export type MonthlyDates =
  | {kind: 'days-of-month'; days: number[]}
  /** 0 = the last day of the month. */
  | {kind: 'days-to-month-end'; days: number[]}
  /** 1 = the first business day of the month, -1 = the last. */
  | {kind: 'business-days-of-month'; ordinals: number[]}
  /** `1` to `5`; -1 = the last such weekday of the month. */
  | {kind: 'nth-weekdays'; weekdays: {weekday: number; ordinal: number}[]}
  /** The day of the month, or the business day before (after) it when it is off. */
  | {kind: 'rolled-day-of-month'; days: number[]; roll: 'previous' | 'next'};

/** Monthly dates of some months only, those of a quarter or a half-year. Months from 1, in order. */
export type LearnedInMonths = {kind: 'in-months'; months: number[]; dates: MonthlyDates};

/** How often a job ran on the days of its rule, within the last year. */
export type LearnedBasis = {dates: LearnedDates; ran: number; of: number};

/** How it came out so far when a slot was expected: what its false alarms are reckoned from. */
export type TrackRecord = {
  /** Its class of risk on the day asked for (`classifyRisk`). */
  riskClass: number;
  /** Days on which it was newly expected, by class of risk. */
  expected: readonly number[];
  /** Those on which it did not run, and had no reason to, as is known by now. */
  exceptions: readonly number[];
  /** Of a rhythm: days, and those with a pause beyond its limit that was no missed run. */
  days?: number;
  lateDays?: number;
  /** Slots that share their days: an exceptional day is an exception for all of them, and told once. */
  sharers: number;
};

/** One expected run. */
export type LearnedSlot = {
  /** Usual start. Belongs to the business day that was asked for. */
  dueAt: EpochMs;
  /** A run that starts from here on belongs to the slot. */
  earliestAt: EpochMs;
  /** Four of five runs had started by then. */
  normallyBy: EpochMs;
  /** By then it has nearly always started. */
  deadlineAt: EpochMs;
  /** Probability that the job runs in this slot at all. */
  confidence: number;
  /** Probability that a run comes after the deadline, as far as its own spread explains: what is later still is late. */
  lateRisk: number;
  /** Probability that its absence is told although nothing is wrong, as the whole fleet's history has it. */
  falseAlarmRisk?: number | undefined;
  /** Only until that is known. */
  track?: TrackRecord | undefined;
  /** How often the job runs: a rare one is told of with less confidence (see `isAlarming`). */
  runsAYear: number;
  /** Which of the job's times of day, from 0. */
  index: number;
  basis: LearnedBasis;
};

/** A job that runs every n minutes: what is expected is a bound on the time since its last start. */
export type LearnedRhythm = {
  everyMs: number;
  /** After its last start the next has nearly always come within this time. */
  limitMs: number;
  /** Where the job's starts of the day usually begin and end. Around the clock: the bounds of the business day. */
  fromAt: EpochMs;
  untilAt: EpochMs;
  isAllDay: boolean;
  confidence: number;
  lateRisk: number;
  falseAlarmRisk?: number | undefined;
  track?: TrackRecord | undefined;
  runsAYear: number;
  basis: LearnedBasis;
};

/** What is expected of a job on one business day. Both absent for jobs on demand, new ones and those that have stopped. */
export type LearnedDay = {
  slots: LearnedSlot[];
  rhythm?: LearnedRhythm | undefined;
  /** Of all its slots, expected on this day or not: what the fleet's false alarms are reckoned from, only until they are. */
  records?: readonly TrackRecord[] | undefined;
  /** Start of its last run (to the minute), when it was expected more than once since and did not run: one notice, no slots. */
  stoppedSince?: EpochMs | undefined;
  /** Days between two of its runs until then: by them a stop is news. Only until that is decided. */
  usualDays?: number | undefined;
};

/** Usual run time in milliseconds. A run above `longMs` overruns; one below `shortMs` ended too fast. */
export type DurationBand = {usualMs: number; shortMs: number; longMs: number; runs: number};

/** One of a job's times of day in a form that a declared expectation can be written from. */
export type LearnedTime = {
  /** Local time of day of the usual start, in minutes after midnight. */
  usualMinutes: number;
  /** By so much later it has nearly always started. */
  graceMinutes: number;
  /** Business day of its last run: what every n days are counted from. */
  lastDay: Day;
  basis: LearnedBasis;
  confidence: number;
};

/** What was learned of a job, for people and for `expect suggest`. */
export type LearnedSchedule = {
  times: LearnedTime[];
  rhythm?: LearnedRhythm | undefined;
  duration?: DurationBand | undefined;
  stoppedSince?: EpochMs | undefined;
  /** Business days from the first to the last that was learned. */
  historyDays: number;
};

/** How likely the absence of a slot is told although nothing is wrong: as reckoned from the fleet, else as the slot itself has it. */
export function falseAlarmRiskOf({
  falseAlarmRisk,
  confidence,
  lateRisk,
}: Pick<LearnedSlot, 'falseAlarmRisk' | 'confidence' | 'lateRisk'>): number {
  return falseAlarmRisk ?? 1 - confidence * (1 - lateRisk);
}
