/**
 * Kinds of jobs with the dates and times at which they are due, for the generator: what schedulers run, and what goes
 * wrong with it. Two years from `FIRST_DAY`; the calendar is that of the New York Stock Exchange.
 */
import {dayOff} from '../../source/domain/calendar.ts';
import type {Day} from '../../source/domain/time.ts';
import {addDays, dayOfWeek, toDayNumber} from '../../source/domain/time.ts';
import {nyseCalendar} from './nyse-holidays.ts';

export const FIRST_DAY: Day = '2023-01-01';
export const LAST_DAY: Day = '2024-12-31';
export const calendar = nyseCalendar(2022, 2025);

export type Archetype = {
  name: string;
  /** Local times of day in minutes, on the dates that it is due; `share` is how much of the two years has passed. */
  timesOn: (day: Day, share: number) => readonly number[];
  /** Does not move its times from job to job. */
  isFixed?: boolean;
  /** Runs once a month. */
  isMonthly?: boolean;
  /** Runs once a quarter: two years hold a handful of runs, of which more go wrong than of others'. */
  isSeldom?: boolean;
};

const isWorked = (day: Day): boolean => dayOff(calendar, day) === undefined;
const isWeekday = (day: Day): boolean => dayOfWeek(day) % 6 !== 0;
const dayOfMonth = (day: Day): number => Number(day.slice(8));
const isLastOfMonth = (day: Day): boolean => dayOfMonth(addDays(day, 1)) === 1;

/** The nearest worked day from a date on, backwards (-1) or forwards (1). */
function nearestWorked(day: Day, step: -1 | 1): Day {
  return isWorked(day) ? day : nearestWorked(addDays(day, step), step);
}

const withDay = (day: Day, number: number): Day => `${day.slice(0, 8)}${String(number).padStart(2, '0')}`;
const endOfMonth = (day: Day): Day => (isLastOfMonth(day) ? day : endOfMonth(addDays(day, 1)));

/** The nth worked day of a date's month; from its end when negative. */
function nthWorked(day: Day, n: number): Day {
  let found = nearestWorked(n > 0 ? withDay(day, 1) : endOfMonth(day), n > 0 ? 1 : -1);
  for (let left = Math.abs(n) - 1; left > 0; left--)
    found = nearestWorked(addDays(found, Math.sign(n)), n > 0 ? 1 : -1);
  return found;
}

const nthWeekday = (day: Day, weekday: number, n: number): boolean =>
  dayOfWeek(day) === weekday && Math.ceil(dayOfMonth(day) / 7) === n;

/** Due at these times whenever the dates match. */
const due =
  (isDue: (day: Day) => boolean, ...times: number[]): Archetype['timesOn'] =>
  day =>
    isDue(day) ? times : [];

const every = (step: number, from = 0, until = 1440): number[] =>
  Array.from({length: Math.ceil((until - from) / step)}, (_, index) => from + index * step);

export const ARCHETYPES: readonly Archetype[] = [
  {name: 'daily', timesOn: due(() => true, 135)},
  {name: 'weekdays', timesOn: due(isWeekday, 390)},
  {name: 'business days', timesOn: due(isWorked, 1080)},
  {name: 'after business days', timesOn: due(day => isWorked(addDays(day, -1)), 30)},
  {name: 'around midnight', timesOn: due(() => true, 1435), isFixed: true},
  {name: 'business days around midnight', timesOn: due(isWorked, 1439), isFixed: true},
  {name: 'Sundays', timesOn: due(day => dayOfWeek(day) === 0, 180)},
  {name: 'Mondays and Thursdays', timesOn: due(day => [1, 4].includes(dayOfWeek(day)), 700)},
  {
    name: 'every other Friday',
    timesOn: due(day => dayOfWeek(day) === 5 && Math.floor((toDayNumber(day) + 3) / 7) % 2 === 0, 1020),
  },
  {name: 'day 1', isMonthly: true, timesOn: due(day => dayOfMonth(day) === 1, 60)},
  {name: 'last day', isMonthly: true, timesOn: due(isLastOfMonth, 1200)},
  {name: 'first business day', isMonthly: true, timesOn: due(day => day === nthWorked(day, 1), 240)},
  {name: 'third business day', isMonthly: true, timesOn: due(day => day === nthWorked(day, 3), 480)},
  {name: 'last business day', isMonthly: true, timesOn: due(day => day === nthWorked(day, -1), 1200)},
  {
    name: '15th or previous business day',
    isMonthly: true,
    timesOn: due(day => day === nearestWorked(withDay(day, 15), -1), 540),
  },
  {name: 'second Tuesday', isMonthly: true, timesOn: due(day => nthWeekday(day, 2, 2), 1200)},
  {
    name: 'last Friday',
    isMonthly: true,
    timesOn: due(day => dayOfWeek(day) === 5 && dayOfMonth(addDays(day, 7)) < 8, 1100),
  },
  {name: 'twice on weekdays', timesOn: due(isWeekday, 360, 1080)},
  {
    name: 'weekdays early, Saturdays late',
    timesOn: day => (isWeekday(day) ? [300] : dayOfWeek(day) === 6 ? [780] : []),
  },
  {name: 'every 6 hours', timesOn: due(() => true, ...every(360, 15)), isFixed: true},
  {name: 'hourly on weekdays', timesOn: due(isWeekday, ...every(60, 485, 1140)), isFixed: true},
  {name: 'every 15 minutes', timesOn: due(() => true, ...every(15)), isFixed: true},
  {name: 'every 10 minutes on business days', timesOn: due(isWorked, ...every(10, 480, 1080)), isFixed: true},
  {name: 'on demand', timesOn: () => []},
  {name: 'moved by two hours', timesOn: (day, share) => (isWeekday(day) ? [share > 0.55 ? 420 : 300] : [])},
  {name: 'daily, then weekdays', timesOn: (day, share) => (share > 0.55 && !isWeekday(day) ? [] : [200])},
  {name: 'ends', timesOn: (day, share) => (share <= 0.7 && isWeekday(day) ? [300] : [])},
];

const month = (day: Day): number => Number(day.slice(5, 7));

/** The months of every quarter that lie as `first` does in its own. */
const quarterly =
  (first: number, isDue: (day: Day) => boolean) =>
  (day: Day): boolean =>
    month(day) % 3 === first % 3 && isDue(day);

/** Scored by themselves. */
export const SELDOM_ARCHETYPES: readonly Archetype[] = [
  {
    name: 'last business day of a quarter',
    timesOn: due(
      quarterly(3, day => day === nthWorked(day, -1)),
      1200,
    ),
  },
  {
    name: 'third business day of a quarter',
    timesOn: due(
      quarterly(1, day => day === nthWorked(day, 3)),
      480,
    ),
  },
  {name: 'last day of a quarter', timesOn: due(quarterly(3, isLastOfMonth), 1320)},
  {
    name: 'day 15 of February, May, ...',
    timesOn: due(
      quarterly(2, day => dayOfMonth(day) === 15),
      300,
    ),
  },
  {
    name: '20th or next, of a quarter',
    timesOn: due(
      quarterly(1, day => day === nearestWorked(withDay(day, 20), 1)),
      600,
    ),
  },
  {
    name: 'second Tuesday of a quarter',
    timesOn: due(
      quarterly(1, day => nthWeekday(day, 2, 2)),
      420,
    ),
  },
].map(archetype => ({...archetype, isSeldom: true}));
