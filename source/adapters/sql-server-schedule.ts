/**
 * SQL Server Agent's schedules, the numbers of `msdb.dbo.sysschedules` ("dbo.sysschedules", SQL Server documentation):
 *  - freq_type 4 = daily, 8 = weekly, 16 = monthly, 32 = monthly relative to freq_relative_interval (1, 2, 4, 8 = first to fourth, 16 = last);
 *    1 = once, 64 = when the Agent starts, 128 = when the computer is idle
 *  - freq_interval by type: days between; the sum of 1 = Sunday to 64 = Saturday; the day of the month; 1 = Sunday to 7 = Saturday, 8 = day
 *  - freq_recurrence_factor: weeks or months between
 *  - freq_subday_type 1 = at active_start_time, 4 and 8 = every freq_subday_interval minutes or hours until active_end_time
 * What is not every day, week or month, every so many seconds, past midnight, or a weekday or weekend day of the month has no rule here;
 * nor has what starts more than twelve times a day: unless it is told otherwise, the Agent keeps a hundred rows of history a job, one
 * for each step, and what is no longer there has not been missed.
 */
import type {Timing} from '../domain/schedule.ts';
import {calendarTimings, type Recurrence} from './recurrence.ts';
import type {Row} from './result-sets.ts';

/** Undefined for what has no rule here, and where the answer lacks the columns. */
export function agentTimings(row: Row, timezone: string): Timing[] | undefined {
  const dates = readDates(row);
  const times = readTimes(row);
  return dates && times && times.length <= MOST_STARTS
    ? calendarTimings({...dates, times}, timezone)
    : undefined;
}

const MOST_STARTS = 12;
const DAY_S = 86_400;
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

function readDates(row: Row): Omit<Recurrence, 'times'> | undefined {
  const interval = numberOf(row.FREQ_INTERVAL);
  const isEvery = numberOf(row.FREQ_RECURRENCE_FACTOR) === 1;
  switch (numberOf(row.FREQ_TYPE)) {
    case 4:
      return interval === 1 ? {} : undefined;
    case 8:
      return isEvery && interval > 0 && interval < 128
        ? {weekdays: WEEKDAYS.filter(day => (interval & (1 << day)) !== 0)}
        : undefined;
    case 16:
      // What it does on the 31st of a month of thirty days is not documented.
      return isEvery && interval >= 1 && interval <= 28
        ? {days: String(interval).padStart(2, '0')}
        : undefined;
    case 32:
      return isEvery ? readRelative(interval, numberOf(row.FREQ_RELATIVE_INTERVAL)) : undefined;
    default:
      return undefined;
  }
}

/** Days of the month in which the first to fourth and the last of a weekday lie. */
const WEEKS_OF_MONTH: ReadonlyMap<number, string> = new Map([
  [1, '01..07'],
  [2, '08..14'],
  [4, '15..21'],
  [8, '22..28'],
  [16, '~07/1'],
]);
const DAYS_OF_MONTH: ReadonlyMap<number, string> = new Map([
  [1, '01'],
  [2, '02'],
  [4, '03'],
  [8, '04'],
  [16, '~01'],
]);

function readRelative(interval: number, relative: number): Omit<Recurrence, 'times'> | undefined {
  const days = (interval === 8 ? DAYS_OF_MONTH : WEEKS_OF_MONTH).get(relative);
  if (days === undefined) return undefined;
  if (interval === 8) return {days};
  return interval >= 1 && interval <= 7 ? {weekdays: [interval - 1], days} : undefined;
}

const SUBDAY_S: ReadonlyMap<number, number> = new Map([
  [4, 60],
  [8, 3600],
]);

function readTimes(row: Row): number[] | undefined {
  const start = secondsOf(row.ACTIVE_START_TIME);
  const type = numberOf(row.FREQ_SUBDAY_TYPE);
  if (start === undefined) return undefined;
  if (type === 1) return [start];
  const end = secondsOf(row.ACTIVE_END_TIME);
  const step = (SUBDAY_S.get(type) ?? 0) * numberOf(row.FREQ_SUBDAY_INTERVAL);
  if (end === undefined || end < start || !(step > 0)) return undefined;
  return Array.from({length: Math.floor((end - start) / step) + 1}, (_, index) => start + index * step);
}

/** A time of day as a number HHmmss without leading zeros. */
function secondsOf(text = ''): number | undefined {
  if (!/^\d{1,6}$/.test(text)) return undefined;
  const number = Number(text);
  const [hours, minutes, seconds] = [
    Math.floor(number / 10_000),
    Math.floor(number / 100) % 100,
    number % 100,
  ];
  const time = hours * 3600 + minutes * 60 + seconds;
  return minutes < 60 && seconds < 60 && time < DAY_S ? time : undefined;
}

function numberOf(text = ''): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
