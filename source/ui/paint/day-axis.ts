/** Days along an axis: which of them are shown, and what stands above them. Weeks begin on Monday. */
import type {Day} from '../../domain/time.ts';
import {dayOfWeek} from '../../domain/time.ts';
import type {Label} from './label-line.ts';

/** Indexes `[start, end)` of what is shown of a longer row. */
export type Span = {start: number; end: number};

/**
 * The newest that fit; further back page by page, so that nothing moves while the cursor stays on its page. The oldest page
 * is as full as the others.
 */
export function showPage(count: number, capacity: number, cursor: number): Span {
  const fitting = Math.max(1, capacity);
  const back = Math.floor((count - 1 - cursor) / fitting);
  const start = Math.max(0, count - (Math.max(0, back) + 1) * fitting);
  return {start, end: Math.min(count, start + fitting)};
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** 0 = Monday … 6 = Sunday. */
export function weekdayIndex(day: Day): number {
  return (dayOfWeek(day) + 6) % 7;
}

export function isWeekend(day: Day): boolean {
  return weekdayIndex(day) >= 5;
}

/** One label a month, where its first shown day stands: the year with it where there is room. */
export function labelMonths(days: readonly Day[], columnOf: (index: number) => number): Label[] {
  return days.flatMap((day, i) => {
    const month = day.slice(0, 7);
    if (i > 0 && days[i - 1]?.startsWith(month)) return [];
    const name = MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
    return [{at: columnOf(i), forms: [`${name} ${day.slice(0, 4)}`, name]}];
  });
}
