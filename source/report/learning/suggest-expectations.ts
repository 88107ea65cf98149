/** What was learned of a job, as entries of `expect` that a configuration could have. Pure. */
import {explainBasis, explainRhythm, wordLearnedDates} from '../../analysis/learning/reason.ts';
import {formatWrittenDuration} from '../../config/defaults.ts';
import type {WrittenOn} from '../../config/format-days.ts';
import {formatTimeOfDay} from '../../domain/due-instants.ts';
import {NO_CALENDAR} from '../../domain/environment.ts';
import {isGlob, literalPattern} from '../../domain/glob.ts';
import type {LearnedRhythm, LearnedSchedule, LearnedTime} from '../../domain/learned.ts';
import type {EpochMs} from '../../domain/time.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS} from '../../domain/time.ts';
import type {Zone} from '../../domain/zone.ts';
import {writeDates} from './write-dates.ts';

/** An entry in the configuration's own words, in the order in which its keys are written. */
export type ExpectationEntry = {
  job: string;
  schedule?: string;
  times?: string[];
  on?: WrittenOn;
  grace: string;
  early?: string;
  maxRuntime?: string;
  calendar?: string;
};

export type Suggestion = {
  job: string;
  /** One sentence: what it rests on, or why it cannot be written as an entry. */
  reason: string;
  /** Absent when no expectation can say what was learned. */
  entry?: ExpectationEntry;
};

/** What the entries of an environment are read against. */
export type SuggestionContext = {
  /** When its business day begins, in minutes after midnight. */
  dayStartMinutes: number;
  zone: Zone;
  hasCalendar: boolean;
};

/** An early start is allowed within this, unless another run is nearer. */
const MOST_EARLY_MINUTES = 30;

/** Empty for a job of which nothing regular is known. */
export function suggestExpectations(
  job: string,
  {times, rhythm, duration, stoppedSince}: LearnedSchedule,
  context: SuggestionContext,
): Suggestion[] {
  if (stoppedSince !== undefined) return [];
  const name = isGlob(job) ? literalPattern(job) : job;
  const limit = duration && {maxRuntime: roundUp(duration.longMs)};
  if (rhythm) return [suggestRhythm({job: name, limit}, rhythm, context)];
  const daily = times.filter(({basis}) => basis.dates.kind === 'every-day');
  // A day's times in one entry: each by itself would be a schedule of its own.
  if (daily.length === times.length && times.length > 1)
    return [suggestTimes({job: name, limit}, times, context)];
  return times.map(time => suggestTime({job: name, limit}, time, times, context));
}

type Named = {job: string; limit: {maxRuntime: string} | undefined};

function suggestTime(
  {job, limit}: Named,
  time: LearnedTime,
  all: readonly LearnedTime[],
  context: SuggestionContext,
): Suggestion {
  const {basis, usualMinutes, graceMinutes} = time;
  const at = formatTimeOfDay(usualMinutes * MINUTE_MS);
  const shift = usualMinutes < context.dayStartMinutes ? 1 : 0;
  const dates = writeDates(time, shift, context);
  // The business day began on the date before.
  const when = `usually at ${at}${shift === 1 && basis.dates.kind !== 'every-day' ? ' of the next date' : ''}`;
  const reason = `${explainBasis(basis)}, ${when}`;
  if (!dates) {
    const words = wordLearnedDates(basis.dates);
    return {job, reason: `${reason}; no schedule can say "${words}", so that it stays learned`};
  }
  return {
    job,
    reason,
    entry: {
      job,
      ...('fields' in dates
        ? {schedule: `${usualMinutes % 60} ${Math.floor(usualMinutes / 60)} ${dates.fields}`}
        : {times: [at], on: dates.on}),
      grace: roundUp(graceMinutes * MINUTE_MS),
      early: `${earlyMinutes(all)}m`,
      ...limit,
      ...(dates.isCalendarFree && context.hasCalendar && {calendar: NO_CALENDAR}),
    },
  };
}

function suggestTimes(
  {job, limit}: Named,
  times: readonly LearnedTime[],
  {hasCalendar}: SuggestionContext,
): Suggestion {
  const graceMs = Math.max(...times.map(({graceMinutes}) => graceMinutes)) * MINUTE_MS;
  const written = times.map(({usualMinutes}) => formatTimeOfDay(usualMinutes * MINUTE_MS));
  const [surest] = times.toSorted((a, b) => b.basis.ran - a.basis.ran);
  return {
    job,
    reason: `${surest ? explainBasis(surest.basis) : 'ran every day'}, ${times.length} times a day`,
    entry: {
      job,
      times: written,
      grace: roundUp(graceMs),
      early: `${earlyMinutes(times)}m`,
      ...limit,
      ...(hasCalendar && {calendar: NO_CALENDAR}),
    },
  };
}

function suggestRhythm({job, limit}: Named, rhythm: LearnedRhythm, context: SuggestionContext): Suggestion {
  const {everyMs, limitMs, basis} = rhythm;
  const reason = explainRhythm(rhythm);
  const fields = cronRhythm(Math.round(everyMs / MINUTE_MS));
  if (!fields) return {job, reason: `${reason}; no cron expression says that, so that it stays learned`};
  // A business day that does not begin at midnight has runs on two dates.
  const dates = writeDates({basis}, context.dayStartMinutes === 0 ? 0 : undefined, context);
  if (!dates) {
    const words = wordLearnedDates(basis.dates);
    return {job, reason: `${reason}; no schedule can say "${words}", so that it stays learned`};
  }
  // What starts at any time between two due instants is the earlier one's run: it may be so late, and a little more.
  const graceMs = Math.max(everyMs, limitMs - everyMs);
  const hours = writeHours(rhythm, fields, context.zone);
  return {
    job,
    reason,
    entry: {
      job,
      schedule: `${fields.minutes} ${hours} ${'fields' in dates ? dates.fields : '* * *'}`,
      ...('on' in dates && {on: dates.on}),
      grace: roundUp(graceMs),
      ...limit,
      ...(dates.isCalendarFree && context.hasCalendar && {calendar: NO_CALENDAR}),
    },
  };
}

/** Those in which it runs: `8-17/2`, one by one when they go past midnight. */
function writeHours(
  {isAllDay, fromAt, untilAt}: LearnedRhythm,
  {hours, step}: {hours: string; step: number},
  zone: Zone,
): string {
  if (isAllDay) return hours;
  const hourOf = (instant: EpochMs): number => Math.floor((zone.toLocal(instant) % DAY_MS) / HOUR_MS);
  const [from, until] = [hourOf(fromAt), hourOf(untilAt)];
  if (from <= until) return `${from}-${until}${step === 1 ? '' : `/${step}`}`;
  const count = Math.floor((until + 24 - from) / step) + 1;
  return Array.from({length: count}, (_, index) => (from + index * step) % 24)
    .sort((a, b) => a - b)
    .join(',');
}

/** Minutes between runs that go into an hour, or whole hours that go into a day. */
function cronRhythm(minutes: number): {minutes: string; hours: string; step: number} | undefined {
  if (minutes >= 1 && minutes < 60 && 60 % minutes === 0)
    return {minutes: minutes === 1 ? '*' : `*/${minutes}`, hours: '*', step: 1};
  const hours = minutes / 60;
  if (!Number.isInteger(hours) || hours < 1 || 24 % hours !== 0) return undefined;
  return {minutes: '0', hours: hours === 1 ? '*' : `*/${hours}`, step: hours};
}

/** Less than half way to the run before, so that no late one is taken for an early one. */
function earlyMinutes(times: readonly LearnedTime[]): number {
  const minutes = times.map(({usualMinutes}) => usualMinutes).sort((a, b) => a - b);
  const gaps = minutes.slice(1).map((at, i) => at - (minutes[i] ?? 0));
  return Math.max(1, Math.min(MOST_EARLY_MINUTES, ...gaps.map(gap => Math.floor(gap / 2) - 1)));
}

/** To what a person would have written: five minutes, a quarter of an hour, half an hour. */
function roundUp(durationMs: number): string {
  const step =
    durationMs <= HOUR_MS ? 5 * MINUTE_MS : durationMs <= 4 * HOUR_MS ? 15 * MINUTE_MS : 30 * MINUTE_MS;
  return formatWrittenDuration(Math.max(step, Math.ceil(durationMs / step) * step));
}
