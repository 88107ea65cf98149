/** A rule over business days as `on` writes it. */
import type {DayRule} from '../domain/day-rule.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
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

export function formatDayRule({
  isAfterBusinessDay,
  every,
  weekdays,
  months,
  roll,
  ...rule
}: DayRule): WrittenOn {
  const {daysOfMonth, businessDays} = rule;
  return {
    ...(weekdays && {weekdays: weekdays.map(formatWeekday)}),
    ...(daysOfMonth && {daysOfMonth}),
    ...(businessDays && {businessDays}),
    ...(isAfterBusinessDay && {afterBusinessDay: true}),
    ...(months && {months: months.map(month => MONTHS[month - 1] ?? '')}),
    ...(every && {[every.unit === 'weeks' ? 'everyWeeks' : 'everyDays']: every.count, from: every.from}),
    ...(roll && {roll}),
  };
}

function formatWeekday({weekday, nth}: {weekday: number; nth?: number}): string {
  const name = WEEKDAYS[weekday] ?? '';
  if (nth === undefined) return name;
  return `${nth < 0 ? 'last' : ORDINALS[nth]} ${name}`;
}
