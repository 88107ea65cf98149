/** Why a run is expected, in one sentence: `ran on 250 of 252 business days, normally by 00:35`. */
import {MONTHS} from '../../domain/date-words.ts';
import {wordOrdinal} from '../../domain/day-rule-words.ts';
import {formatTimeOfDay} from '../../domain/due-instants.ts';
import type {
  LearnedBasis,
  LearnedDates,
  LearnedInMonths,
  LearnedRhythm,
  LearnedSlot,
  MonthlyDates,
} from '../../domain/learned.ts';
import {joinWords} from '../../domain/text.ts';
import type {EpochMs} from '../../domain/time.ts';
import {DAY_MS, formatDuration, MINUTE_MS} from '../../domain/time.ts';
import type {Zone} from '../../domain/zone.ts';
import {floorMod} from './time-slots.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `now` is given while nothing has run: the sentence then ends with it. */
export function explainSlot({basis, normallyBy}: LearnedSlot, zone: Zone, now?: EpochMs): string {
  const sentence = `${explainBasis(basis)}, normally by ${formatClock(normallyBy, zone)}`;
  return now === undefined ? sentence : `${sentence}; not yet at ${formatClock(now, zone)}`;
}

/** `ran on 28 of 28 days, every 15m, normally within 20m`. */
export function explainRhythm({basis, everyMs, limitMs}: LearnedRhythm): string {
  return `${explainBasis(basis)}, every ${formatDuration(everyMs)}, normally within ${formatDuration(limitMs)}`;
}

export function explainBasis({dates, ran, of}: LearnedBasis): string {
  const plural = wordDays(dates);
  return plural === undefined
    ? `ran ${ran} of ${of} times ${wordLearnedDates(dates)}`
    : `ran on ${ran} of ${of} ${plural}`;
}

/** Dates that can be counted; undefined for those of which there is one a month. */
function wordDays(dates: LearnedDates): string | undefined {
  switch (dates.kind) {
    case 'every-day':
    case 'irregular':
      return 'days';
    case 'business-days':
      return 'business days';
    case 'after-business-days':
      return 'days after a business day';
    case 'weekdays':
      return `${wordWeekdays(dates.weekdays)}${dates.isWorkedOnly ? ' that are business days' : ''}`;
    default:
      return undefined;
  }
}

/** `on the second Tuesday of the month`; of another span of time than the month when one is given. */
export function wordLearnedDates(dates: LearnedDates, span = 'the month'): string {
  switch (dates.kind) {
    case 'in-months':
      return wordLearnedDates(dates.dates, wordMonths(dates));
    case 'days-of-month':
      return `on ${wordNumbers(dates.days)} of ${span}`;
    case 'days-to-month-end':
      return `on ${joinWords(dates.days.map(day => (day === 0 ? 'the last day' : `the ${wordOrdinal(-day - 1)} day`)))} of ${span}`;
    case 'business-days-of-month':
      return `on the ${joinWords(dates.ordinals.map(wordOrdinal))} business day of ${span}`;
    case 'nth-weekdays':
      return `on the ${joinWords(dates.weekdays.map(({weekday, ordinal}) => `${wordOrdinal(ordinal)} ${WEEKDAYS[weekday]}`))} of ${span}`;
    case 'rolled-day-of-month':
      return `on ${wordNumbers(dates.days)} of ${span} or the ${dates.roll} business day`;
    case 'alternate-weeks':
      return `every other week on ${joinWords(dates.weekdays.map(weekday => WEEKDAYS[weekday] ?? ''))}`;
    case 'every-n-days':
      return `every ${dates.days} days`;
    case 'irregular':
      return 'on no fixed dates';
    default:
      return dates.kind === 'every-day' ? 'every day' : `on ${wordDays(dates)}`;
  }
}

/** `the quarter` where days are counted from the quarter's own end, else the months by name. */
function wordMonths({months, dates}: LearnedInMonths): string {
  const step = 12 / months.length;
  const name = step === 3 ? 'the quarter' : 'the half-year';
  const isOwnEnd = months[0] === (isFromEnd(dates) ? step : 1);
  return isOwnEnd ? name : joinWords(months.map(month => MONTHS[month - 1] ?? ''));
}

function isFromEnd(dates: MonthlyDates): boolean {
  if (dates.kind === 'business-days-of-month') return dates.ordinals.every(ordinal => ordinal < 0);
  if (dates.kind === 'nth-weekdays') return dates.weekdays.every(({ordinal}) => ordinal < 0);
  return dates.kind === 'days-to-month-end';
}

/** `Mondays to Fridays` for three or more in a row, else one by one. */
function wordWeekdays(weekdays: readonly number[]): string {
  const first = weekdays[0] ?? 0;
  const last = weekdays.at(-1) ?? 0;
  const isRow = weekdays.length >= 3 && last - first === weekdays.length - 1;
  const names = weekdays.map(weekday => `${WEEKDAYS[weekday]}s`);
  return isRow ? `${names[0]} to ${names.at(-1)}` : joinWords(names);
}

function wordNumbers(days: readonly number[]): string {
  return `day${days.length === 1 ? '' : 's'} ${joinWords(days.map(String))}`;
}

function formatClock(instant: EpochMs, zone: Zone): string {
  return formatTimeOfDay(Math.floor(floorMod(zone.toLocal(instant), DAY_MS) / MINUTE_MS) * MINUTE_MS);
}
