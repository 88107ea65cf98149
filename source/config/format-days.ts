/** A rule over business days as `on` writes it. */
import {MONTHS} from '../domain/date-words.ts';
import type {DayRule} from '../domain/day-rule.ts';

/** From Sunday. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ORDINALS = ['', '1st', '2nd', '3rd', '4th', '5th'];

/** The keys of `on`, in the order in which they are written. */
export type WrittenOn = {
  weekdays?: string[];
  daysOfMonth?: number[];
  businessDays?: number[];
  afterBusinessDay?: true;
  months?: string[];
  everyWeeks?: number;
  everyDays?: number;
  from?: string;
  roll?: 'previous' | 'next';
};

export function formatDayRule(rule: DayRule): WrittenOn {
  const {weekdays, daysOfMonth, businessDays, isAfterBusinessDay, months, every, roll} = rule;
  return {
    ...(weekdays && {weekdays: weekdays.map(formatWeekday)}),
    ...(daysOfMonth && {daysOfMonth}),
    ...(businessDays && {businessDays}),
    ...(isAfterBusinessDay && {afterBusinessDay: true}),
    ...(months && {months: months.map(formatMonth)}),
    ...(every && {[every.unit === 'weeks' ? 'everyWeeks' : 'everyDays']: every.count, from: every.from}),
    ...(roll && {roll}),
  };
}

function formatMonth(month: number): string {
  return (MONTHS[month - 1] ?? '').slice(0, 3).toLowerCase();
}

function formatWeekday({weekday, nth}: {weekday: number; nth?: number}): string {
  const name = WEEKDAYS[weekday] ?? '';
  if (nth === undefined) return name;
  return `${nth < 0 ? 'last' : ORDINALS[nth]} ${name}`;
}
