/**
 * Oracle's calendaring expressions (`repeat_interval`; "DBMS_SCHEDULER, Calendaring Syntax", PL/SQL Packages and Types Reference):
 *
 *     FREQ=DAILY; BYDAY=MON,TUE,WED,THU,FRI; BYHOUR=7,15; BYMINUTE=0; BYSECOND=0
 *     FREQ=MONTHLY; BYDAY=-1FRI; BYHOUR=22          FREQ=MINUTELY; INTERVAL=15
 *
 * Hours, minutes, seconds and days that an expression leaves out are those of the start date: here of the next start, which has the same.
 * What has an interval (but minutes that divide an hour), BYSETPOS, BYDATE, BYWEEKNO, BYYEARDAY, INCLUDE,
 * EXCLUDE or INTERSECT, names a schedule or is PL/SQL, has no rule here.
 */
import type {Timing} from '../domain/schedule.ts';
import {twoDigits} from '../domain/time.ts';
import {calendarTimings, type Recurrence} from './recurrence.ts';

/** Undefined for what has no rule here. `next`: the next start as a local time, in milliseconds as if it were UTC. */
export function calendarStringTimings(text: string, next: number, timezone: string): Timing[] | undefined {
  const clauses = readClauses(text);
  const frequency = clauses?.get('FREQ') ?? '';
  if (!clauses || !FREQUENCIES.has(frequency)) return undefined;
  const start = new Date(next);
  const dates = readDates(clauses, frequency, start);
  const times = readTimes(clauses, frequency, start);
  return dates && times && calendarTimings({...dates, times}, timezone);
}

const FREQUENCIES: ReadonlySet<string> = new Set([
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
]);
const CLAUSES: ReadonlySet<string> = new Set(
  'FREQ INTERVAL BYMONTH BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSECOND'.split(' '),
);

type Clauses = ReadonlyMap<string, string>;

function readClauses(text: string): Clauses | undefined {
  const clauses = new Map<string, string>();
  for (const clause of text.toUpperCase().replace(/\s+/g, '').split(';')) {
    if (clause === '') continue;
    const [name = '', value = '', ...more] = clause.split('=');
    if (!CLAUSES.has(name) || value === '' || more.length > 0 || clauses.has(name)) return undefined;
    clauses.set(name, value);
  }
  return clauses;
}

const WEEK = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function readDates(clauses: Clauses, frequency: string, start: Date): Omit<Recurrence, 'times'> | undefined {
  const days = readDays(clauses, frequency, start);
  const named = clauses.get('BYMONTH');
  const months = named?.split(',').map(month => MONTHS.indexOf(month) + 1 || Number(month));
  if (!days || months?.some(month => !(Number.isInteger(month) && month >= 1 && month <= 12)))
    return undefined;
  const own = frequency === 'YEARLY' && !months ? [start.getUTCMonth() + 1] : months;
  return own ? {...days, months: own} : days;
}

function readDays(
  clauses: Clauses,
  frequency: string,
  start: Date,
): Pick<Recurrence, 'weekdays' | 'days'> | undefined {
  const [byDay, byMonthDay] = [clauses.get('BYDAY'), clauses.get('BYMONTHDAY')];
  const days = byMonthDay === undefined ? undefined : readMonthDays(byMonthDay);
  if (byMonthDay !== undefined && days === undefined) return undefined;
  if (byDay !== undefined) return readWeekdays(byDay, frequency, days);
  if (days !== undefined) return {days};
  if (frequency === 'WEEKLY') return {weekdays: [start.getUTCDay()]};
  if (frequency !== 'MONTHLY' && frequency !== 'YEARLY') return {};
  // Later days are not in every month.
  const day = start.getUTCDate();
  return day <= 28 ? {days: twoDigits(day)} : undefined;
}

function readMonthDays(text: string): string | undefined {
  if (text === '-1') return '~01';
  const days = text.split(',').map(Number);
  return days.every(day => Number.isInteger(day) && day >= 1 && day <= 31)
    ? days.map(twoDigits).join(',')
    : undefined;
}

/** `MON,TUE`, or in a month one such as `2TUE` or `-1FRI`. */
function readWeekdays(
  text: string,
  frequency: string,
  days: string | undefined,
): Pick<Recurrence, 'weekdays' | 'days'> | undefined {
  const weekdays = text.split(',').map(day => WEEK.indexOf(day));
  if (!weekdays.includes(-1)) {
    // "2TUE" of a year would be its second; a plain day of it is not worth the doubt.
    return frequency === 'YEARLY' ? undefined : {weekdays, ...(days !== undefined && {days})};
  }
  const [, position = '', name = ''] = /^(-1|[1-4])([A-Z]{3})$/.exec(text) ?? [];
  const weekday = WEEK.indexOf(name);
  if (weekday === -1 || frequency !== 'MONTHLY' || days !== undefined) return undefined;
  const first = (Number(position) - 1) * 7 + 1;
  return {
    weekdays: [weekday],
    days: position === '-1' ? '~07/1' : `${twoDigits(first)}..${twoDigits(first + 6)}`,
  };
}

function readTimes(clauses: Clauses, frequency: string, start: Date): number[] | undefined {
  const every = (limit: number): number[] => Array.from({length: limit}, (_, value) => value);
  const isMinutely = frequency === 'MINUTELY';
  const hours =
    readNumbers(clauses.get('BYHOUR'), 24) ??
    (isMinutely || frequency === 'HOURLY' ? every(24) : [start.getUTCHours()]);
  const minutes =
    readNumbers(clauses.get('BYMINUTE'), 60) ?? (isMinutely ? every(60) : [start.getUTCMinutes()]);
  const seconds = readNumbers(clauses.get('BYSECOND'), 60) ?? [start.getUTCSeconds()];
  const chosen = applyInterval(clauses, minutes, start);
  // What is due every second and the like cannot be told run by run.
  if (!chosen || [...hours, ...chosen, ...seconds].includes(Number.NaN) || seconds.length > 4)
    return undefined;
  return hours.flatMap(hour =>
    chosen.flatMap(minute => seconds.map(second => hour * 3600 + minute * 60 + second)),
  );
}

/** Every so many minutes, where they divide an hour, begin in each hour alike; other intervals count from the start date. */
function applyInterval(clauses: Clauses, minutes: number[], start: Date): number[] | undefined {
  const step = Number(clauses.get('INTERVAL') ?? 1);
  if (step === 1) return minutes;
  const isEven = clauses.get('FREQ') === 'MINUTELY' && Number.isInteger(step) && step > 0 && 60 % step === 0;
  if (!isEven || clauses.has('BYHOUR') || clauses.has('BYMINUTE')) return undefined;
  return minutes.filter(minute => minute % step === start.getUTCMinutes() % step);
}

/** Undefined where there is none; a list with NaN where it cannot be read. */
function readNumbers(text: string | undefined, limit: number): number[] | undefined {
  return text
    ?.split(',')
    .map(part => (/^\d{1,2}$/.test(part) && Number(part) < limit ? Number(part) : Number.NaN));
}
