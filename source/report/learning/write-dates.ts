/** The dates that were learned in the configuration's words: fields of a cron expression where those can say them, else `on`. */
import type {WrittenOn} from '../../config/format-days.ts';
import {formatDayRule} from '../../config/format-days.ts';
import type {DayRule} from '../../domain/day-rule.ts';
import type {LearnedDates, LearnedTime} from '../../domain/learned.ts';
import type {Day} from '../../domain/time.ts';
import {addDays, dayOfWeek, toDayNumber, weekNumber} from '../../domain/time.ts';

/** Day of month, month and day of week of a cron expression, or the business days where cron cannot say them. */
export type WrittenDates = ({fields: string} | {on: WrittenOn}) & {
  /** True when a calendar's days off do not excuse it: it was learned to run on them as well. */
  isCalendarFree: boolean;
};

/** How many dates after the beginning of its business day a run is due; undefined: its runs are due on both. */
export type DateShift = 0 | 1 | undefined;

/** Undefined for irregular dates. */
export function writeDates(
  {basis: {dates}, lastDay}: Pick<LearnedTime, 'basis'> & Partial<Pick<LearnedTime, 'lastDay'>>,
  shift: DateShift,
  {hasCalendar}: {hasCalendar: boolean},
): WrittenDates | undefined {
  if (isEmpty(dates)) return undefined;
  const fields = writeFields(dates, shift, hasCalendar);
  const isCalendarFree = !reckonsWithCalendar(dates);
  if (fields !== undefined) return {fields, isCalendarFree};
  const rule = toDayRule(dates, lastDay);
  return rule && {on: formatDayRule(rule), isCalendarFree};
}

/** Of a rule none of whose dates are certain yet. */
function isEmpty(dates: LearnedDates): boolean {
  if (dates.kind === 'in-months') return isEmpty(dates.dates);
  if ('weekdays' in dates) return dates.weekdays.length === 0;
  if ('ordinals' in dates) return dates.ordinals.length === 0;
  return 'days' in dates && typeof dates.days === 'object' && dates.days.length === 0;
}

/** Whether a day off makes a difference to it. */
function reckonsWithCalendar(dates: LearnedDates): boolean {
  switch (dates.kind) {
    case 'business-days':
    case 'after-business-days':
    case 'business-days-of-month':
    case 'rolled-day-of-month':
      return true;
    case 'weekdays':
      return dates.isWorkedOnly;
    case 'in-months':
      return reckonsWithCalendar(dates.dates);
    default:
      return false;
  }
}

/** The last three fields; undefined for what cron cannot say. */
function writeFields(dates: LearnedDates, shift: DateShift, hasCalendar: boolean): string | undefined {
  if (dates.kind === 'every-day') return '* * *';
  // The calendar knows its days off; without one the working week is meant.
  if (dates.kind === 'business-days' && hasCalendar) return '* * *';
  if (shift === undefined) return undefined;
  const weekdays = (days: readonly number[]): string =>
    days
      .map(day => (day + shift) % 7)
      .sort((a, b) => a - b)
      .join(',');
  switch (dates.kind) {
    case 'business-days':
      return `* * ${shift === 0 ? '1-5' : '2-6'}`;
    case 'after-business-days':
      // A calendar's days off move with their dates: cron does not follow them to the day after.
      return hasCalendar ? undefined : `* * ${weekdays([2, 3, 4, 5, 6])}`;
    case 'weekdays':
      return `* * ${weekdays(dates.weekdays).replace('1,2,3,4,5', '1-5')}`;
    default:
      // After midnight the first of the month may be the last business day of the one before.
      return shift === 0 ? writeMonthly(dates) : undefined;
  }
}

function writeMonthly(dates: LearnedDates): string | undefined {
  switch (dates.kind) {
    case 'in-months':
      return writeMonthly(dates.dates)?.replace(/ \* (?=[^ ]+$)/, ` ${dates.months.join(',')} `);
    case 'days-of-month':
      return `${dates.days.join(',')} * *`;
    case 'days-to-month-end':
      return String(dates.days) === '0' ? 'L * *' : undefined;
    case 'nth-weekdays': {
      const each = dates.weekdays.map(({weekday, ordinal}) =>
        ordinal === -1 ? `${weekday}L` : `${weekday}#${ordinal}`,
      );
      return `* * ${each.join(',')}`;
    }
    default:
      return undefined;
  }
}

/** `lastDay` is one on which it ran: what comes round is counted from it. Business days are those of the working week. */
function toDayRule(dates: LearnedDates, lastDay: Day | undefined): DayRule | undefined {
  switch (dates.kind) {
    case 'business-days':
      return {weekdays: [1, 2, 3, 4, 5].map(weekday => ({weekday}))};
    case 'weekdays':
      return {weekdays: dates.weekdays.map(weekday => ({weekday}))};
    case 'after-business-days':
      return {isAfterBusinessDay: true};
    case 'days-of-month':
      return {daysOfMonth: dates.days};
    case 'days-to-month-end':
      return {daysOfMonth: dates.days.map(day => -1 - day)};
    case 'business-days-of-month':
      return {businessDays: dates.ordinals};
    case 'nth-weekdays':
      return {weekdays: dates.weekdays.map(({weekday, ordinal}) => ({weekday, nth: ordinal}))};
    case 'rolled-day-of-month':
      return {daysOfMonth: dates.days, roll: dates.roll};
    case 'alternate-weeks':
      if (lastDay === undefined) return undefined;
      return {
        weekdays: dates.weekdays.map(weekday => ({weekday})),
        every: {unit: 'weeks', count: 2, from: dayOfParity(dates, lastDay)},
      };
    case 'in-months': {
      const monthly = toDayRule(dates.dates, lastDay);
      return monthly && {...monthly, months: dates.months};
    }
    case 'every-n-days':
      if (lastDay === undefined) return undefined;
      return {every: {unit: 'days', count: dates.days, from: lastDay}};
    default:
      return undefined;
  }
}

/** The last day up to `lastDay` that is one of its weekdays in one of its weeks. */
function dayOfParity(
  {weekdays, parity}: Extract<LearnedDates, {kind: 'alternate-weeks'}>,
  lastDay: Day,
): Day {
  const isDue = (day: Day): boolean =>
    weekdays.includes(dayOfWeek(day)) && (weekNumber(toDayNumber(day)) & 1) === parity;
  const back = Array.from({length: 14}, (_, days) => addDays(lastDay, -days));
  return back.find(isDue) ?? lastDay;
}
