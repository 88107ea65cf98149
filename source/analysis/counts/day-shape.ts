/** What a calendar says of days, as far as numbers of runs depend on it. */
import {dayOff} from '../../domain/calendar.ts';
import type {Calendar} from '../../domain/expectation.ts';
import type {Day} from '../../domain/time.ts';
import {dayOfWeek, fromDayNumber, twoDigits} from '../../domain/time.ts';

export type DayShape = {
  /** 0 = Sunday. */
  weekday: number;
  isWeekend: boolean;
  /** Off by name, or worked although it is a weekend day: not what its weekday is otherwise. */
  isHoliday: boolean;
  /** 1 and 2: the month's first two business days; -1 and -2: its last two; 0: any other day. */
  monthEdge: number;
};

const MONDAY_TO_FRIDAY: Calendar = {
  name: '',
  weekend: new Set([0, 6]),
  daysOff: new Map(),
  workedDays: new Set(),
  halfDays: new Map(),
};

/** Consecutive days from a day number on. Without a calendar months are counted by Monday to Friday. */
export function shapeDays(first: number, length: number, calendar = MONDAY_TO_FRIDAY): DayShape[] {
  const edges = new Map<string, Map<Day, number>>();
  return Array.from({length}, (_, index) => {
    const day = fromDayNumber(first + index);
    const month = day.slice(0, 7);
    const weekday = dayOfWeek(day);
    const isWeekend = calendar.weekend.has(weekday);
    return {
      weekday,
      isWeekend,
      isHoliday: isWeekend === (dayOff(calendar, day) === undefined),
      monthEdge: edges.getOrInsertComputed(month, () => edgesOf(month, calendar)).get(day) ?? 0,
    };
  });
}

function edgesOf(month: string, calendar: Calendar): Map<Day, number> {
  const worked: Day[] = [];
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  for (let date = 1; date <= length; date++) {
    const day = `${month}-${twoDigits(date)}`;
    if (dayOff(calendar, day) === undefined) worked.push(day);
  }
  const edges = new Map<Day, number>();
  for (const place of [1, 2, -1, -2]) {
    const day = worked.at(place > 0 ? place - 1 : place);
    if (day !== undefined && !edges.has(day)) edges.set(day, place);
  }
  return edges;
}

/** Whether a day is like others of its weekday. */
export function isOrdinary({isHoliday, monthEdge}: DayShape): boolean {
  return !isHoliday && monthEdge === 0;
}
