/**
 * For every day and every calendar rule ("expert") the class that the day falls into: its weekday, its day of the month,
 * its place among the business days of the month … Looked up once for a calendar and kept, because thousands of jobs ask
 * of the same days.
 */
import type {DateFacts} from '../../domain/date-facts.ts';
import {listDates, movedDates, WORKING_WEEK} from '../../domain/date-facts.ts';
import type {Calendar} from '../../domain/expectation.ts';
import {weekNumber} from '../../domain/time.ts';

export type Expert = {
  name: ExpertName;
  /** Number of classes. */
  classes: number;
  /** What it is believed before anything is known, relative to the others. */
  prior: number;
  /** How much of what a class has seen is kept each time that it is met again. */
  memory: number;
  /** Undefined for the two whose classes depend on the job itself. */
  classOf?: (date: DateFacts) => number;
};

export type ExpertName =
  | 'all'
  | 'weekend'
  | 'afterWeekend'
  | 'weekday'
  | 'weekdayRecently'
  | 'weekendRecently'
  | 'recently'
  | 'dayOfMonth'
  | 'daysToMonthEnd'
  | 'weekdayOfMonth'
  | 'nthWeekday'
  | 'lastWeekday'
  | 'alternateWeeks'
  | 'business'
  | 'afterBusiness'
  | 'businessWeekday'
  | 'businessDayOfMonth'
  | 'sinceLast'
  | 'rolledBack'
  | 'rolledOn';

/** Longest distance between two runs that is told apart. */
export const MOST_DAYS_SINCE = 35;

const NEAR_END = 6;
const NEAR_EDGE = 6;

/** Classes of a day's place among the business days of its month: 0 off, 1-6 from the start, 7-12 from the end, 13 between. */
const edgeClass = (fromStart: number, fromEnd: number): number =>
  fromStart === 0
    ? 0
    : fromStart <= NEAR_EDGE
      ? fromStart
      : fromEnd <= NEAR_EDGE
        ? NEAR_EDGE + fromEnd
        : 2 * NEAR_EDGE + 1;

const weekOf = (dayOfMonth: number): number => Math.floor((dayOfMonth - 1) / 7);

export const weekParity = (day: number): 0 | 1 => ((weekNumber(day) & 1) === 0 ? 0 : 1);

export const EXPERTS: readonly Expert[] = [
  {name: 'all', classes: 1, prior: 0.2, memory: 0.995, classOf: () => 0},
  {name: 'weekend', classes: 2, prior: 0.2, memory: 0.99, classOf: date => Number(date.isWeekend)},
  {name: 'afterWeekend', classes: 2, prior: 0.05, memory: 0.99, classOf: date => Number(date.wasWeekend)},
  {name: 'weekday', classes: 7, prior: 0.2, memory: 0.93, classOf: date => date.weekday},
  {name: 'weekdayRecently', classes: 7, prior: 0.08, memory: 0.6, classOf: date => date.weekday},
  {
    name: 'weekendRecently',
    classes: 2,
    prior: 0.08,
    memory: 0.6,
    classOf: date => Number(date.isWeekend),
  },
  {name: 'recently', classes: 1, prior: 0.05, memory: 0.7, classOf: () => 0},
  {name: 'dayOfMonth', classes: 32, prior: 0.05, memory: 0.97, classOf: date => date.dayOfMonth},
  {
    name: 'daysToMonthEnd',
    classes: NEAR_END + 2,
    prior: 0.03,
    memory: 0.97,
    classOf: date => Math.min(date.daysToMonthEnd, NEAR_END + 1),
  },
  {
    name: 'weekdayOfMonth',
    classes: 2 * NEAR_EDGE + 2,
    prior: 0.05,
    memory: 0.97,
    classOf: date => edgeClass(date.weekdayOfMonth, date.weekdaysToMonthEnd),
  },
  {
    name: 'nthWeekday',
    classes: 35,
    prior: 0.03,
    memory: 0.97,
    classOf: date => date.weekday * 5 + weekOf(date.dayOfMonth),
  },
  {
    name: 'lastWeekday',
    classes: 14,
    prior: 0.02,
    memory: 0.97,
    classOf: date => date.weekday * 2 + Number(date.daysToMonthEnd < 7),
  },
  {
    name: 'alternateWeeks',
    classes: 14,
    prior: 0.04,
    memory: 0.95,
    classOf: date => date.weekday * 2 + weekParity(date.day),
  },
  {name: 'business', classes: 2, prior: 0.15, memory: 0.99, classOf: date => Number(date.isOff)},
  {name: 'afterBusiness', classes: 2, prior: 0.05, memory: 0.99, classOf: date => Number(date.wasOff)},
  {
    name: 'businessWeekday',
    classes: 8,
    prior: 0.05,
    memory: 0.95,
    classOf: date => (date.isOff ? 7 : date.weekday),
  },
  {
    name: 'businessDayOfMonth',
    classes: 2 * NEAR_EDGE + 2,
    prior: 0.05,
    memory: 0.97,
    classOf: date => edgeClass(date.businessDayOfMonth, date.businessDaysToMonthEnd),
  },
  {name: 'sinceLast', classes: MOST_DAYS_SINCE + 2, prior: 0.04, memory: 0.9},
  {name: 'rolledBack', classes: 32, prior: 0.04, memory: 0.97},
  {name: 'rolledOn', classes: 32, prior: 0.03, memory: 0.97},
];

/** Where each expert's classes begin in one table for all. */
export const FIRST_CLASS: readonly number[] = EXPERTS.map((_, index) =>
  EXPERTS.slice(0, index).reduce((total, {classes}) => total + classes, 0),
);
export const ALL_CLASSES = EXPERTS.reduce((total, {classes}) => total + classes, 0);

/** Experts with one class a day that does not depend on the job come first in the table. */
export const FIXED_EXPERTS = EXPERTS.filter(({classOf}) => classOf !== undefined).length;

/** Entries a day of the tables of moved days. */
export const MOVED = 8;

export type CalendarKeys = {
  /** First day that is looked up, and the one after the last. */
  from: number;
  to: number;
  /** `FIXED_EXPERTS` indices into the table a day. */
  classes: Uint16Array;
  /**
   * The days of the month that fall on a business day when days off are moved back (on): `MOVED` entries a day, of which
   * the first says how many follow. On a day off it is the 0th alone.
   */
  back: Uint8Array;
  on: Uint8Array;
  dates: DateFacts[];
};

const kept = new WeakMap<Calendar, CalendarKeys>();

/** Covers `[from, to)` at least. Without a calendar, Monday to Friday are worked. */
export function calendarKeys(calendar: Calendar | undefined, from: number, to: number): CalendarKeys {
  const own = calendar ?? WORKING_WEEK;
  const known = kept.get(own);
  if (known && known.from <= from && known.to >= to) return known;
  const keys = lookUp(own, Math.min(from - 100, known?.from ?? from), Math.max(to + 200, known?.to ?? to));
  kept.set(own, keys);
  return keys;
}

function lookUp(calendar: Calendar, from: number, to: number): CalendarKeys {
  const dates = listDates(calendar, from, to);
  const classes = new Uint16Array(dates.length * FIXED_EXPERTS);
  const back = new Uint8Array(dates.length * MOVED);
  const on = new Uint8Array(dates.length * MOVED);
  for (const [index, date] of dates.entries()) {
    for (let expert = 0; expert < FIXED_EXPERTS; expert++)
      classes[index * FIXED_EXPERTS + expert] =
        (FIRST_CLASS[expert] ?? 0) + (EXPERTS[expert]?.classOf?.(date) ?? 0);
    putMoved(back, index, date.isOff ? undefined : movedDates(dates, index, 'previous'));
    putMoved(on, index, date.isOff ? undefined : movedDates(dates, index, 'next'));
  }
  return {from, to, classes, back, on, dates};
}

function putMoved(moved: Uint8Array, index: number, dates: readonly DateFacts[] | undefined): void {
  const kept = dates?.slice(0, MOVED - 1).map(({dayOfMonth}) => dayOfMonth) ?? [0];
  moved.set([kept.length, ...kept], index * MOVED);
}
