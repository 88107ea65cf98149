/** What was learned of when a job runs, in words. */
import type {LearnedBasis, LearnedDates} from './learned.ts';
import {joinWords, ordinal} from './text.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const WORKING_WEEK = '1,2,3,4,5';

/** `ran on 250 of 252 business days`, `ran 11 of 12 times on the 15th of the month`. */
export function wordBasis({dates, ran, of}: LearnedBasis): string {
  const days = nameDays(dates);
  return days === undefined
    ? `ran ${ran} of ${of} times ${wordLearnedDates(dates)}`
    : `ran on ${ran} of ${of} ${days}`;
}

/** `on business days`, `on the 15th of the month`, `every 3 days`. */
export function wordLearnedDates(dates: LearnedDates): string {
  switch (dates.kind) {
    case 'days-of-month':
      return `on the ${joinWords(dates.days.map(ordinal))} of the month`;
    case 'days-to-month-end':
      return `on ${joinWords(dates.days.map(wordMonthEnd))}`;
    case 'business-days-of-month':
      return `on the ${joinWords(dates.ordinals.map(wordOrdinal))} business day of the month`;
    case 'nth-weekdays':
      return `on the ${joinWords(
        dates.weekdays.map(({weekday, ordinal: nth}) => `${wordOrdinal(nth)} ${WEEKDAYS[weekday]}`),
      )} of the month`;
    case 'rolled-day-of-month':
      return `on the ${joinWords(dates.days.map(ordinal))}, or the business day ${dates.roll === 'previous' ? 'before' : 'after'} it`;
    case 'alternate-weeks':
      return `on ${joinWords(dates.weekdays.map(weekday => `${WEEKDAYS[weekday]}`))} of every other week`;
    case 'every-n-days':
      return `every ${dates.days} days`;
    case 'irregular':
      return 'on days like this';
    default:
      return `on ${nameDays(dates)}`;
  }
}

/** Days that can be counted; undefined for those of a rule. */
function nameDays(dates: LearnedDates): string | undefined {
  switch (dates.kind) {
    case 'every-day':
      return 'days';
    case 'business-days':
      return 'business days';
    case 'after-business-days':
      return 'days after a business day';
    case 'weekdays': {
      const names =
        String(dates.weekdays) === WORKING_WEEK
          ? 'Mondays to Fridays'
          : joinWords(dates.weekdays.map(weekday => `${WEEKDAYS[weekday]}s`));
      return dates.isWorkedOnly ? `${names} that are business days` : names;
    }
    default:
      return undefined;
  }
}

function wordMonthEnd(daysToEnd: number): string {
  if (daysToEnd === 0) return 'the last day of the month';
  return daysToEnd === 1
    ? 'the day before the last of the month'
    : `the day ${daysToEnd} days before the end of the month`;
}

function wordOrdinal(nth: number): string {
  if (nth > 0) return ordinal(nth);
  return nth === -1 ? 'last' : `${ordinal(-nth)} last`;
}
