/** Within which time of its last start the next run of a job that runs every so often has nearly always come. */
import {dayBounds} from '../../domain/business-day.ts';
import type {LearnedRhythm, LearningContext} from '../../domain/learned.ts';
import {ascending, quantile} from '../../domain/quantile.ts';
import type {Day} from '../../domain/time.ts';
import {SECOND_MS, toDayNumber} from '../../domain/time.ts';
import {LATE_ALARMS_A_YEAR, MOST_LATE_RISK, recordOf} from './expect-slot.ts';
import type {JobHistory} from './job-history.ts';
import {toInstant} from './job-history.ts';
import type {SlotOutlook} from './look-ahead.ts';
import {LEAST_CONFIDENCE} from './look-ahead.ts';
import {DAY_MINUTES} from './time-slots.ts';

const LEAST_RHYTHM_DAYS = 5;

/** Undefined for a job that has no rhythm, or of which too little is known. */
export function expectRhythm(
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
  const limitSeconds = Math.round(every > 5400 ? Math.min(limit, 1.9 * every) : limit);
  return {
    everyMs: Math.round(every) * SECOND_MS,
    limitMs: limitSeconds * SECOND_MS,
    fromAt: isAllDay ? bounds.start : toInstant(base + first, context),
    untilAt: isAllDay ? bounds.end : toInstant(base + last, context),
    isAllDay,
    confidence: outlook.chance,
    runsAYear: (Math.min(outlook.rate * 365, 365) * (DAY_MINUTES * 60)) / every,
    lateRisk: Math.min(MOST_LATE_RISK, (context.lateAlarmsAYear ?? LATE_ALARMS_A_YEAR) / 365),
    track: {
      ...recordOf(outlook),
      days: rhythm.longestGap.length,
      lateDays: rhythm.longestGap.filter(gap => gap > limitSeconds).length,
    },
    basis: outlook.basis(),
  };
}
