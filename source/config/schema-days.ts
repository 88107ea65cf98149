/** How `on` of an expectation is written: the business days on which its times are due. */
import type {z as Zod} from 'zod';
import {MONTHS} from '../domain/date-words.ts';
import type {DayRule} from '../domain/day-rule.ts';
import {matchesDay} from '../domain/day-rule.ts';
import type {Day} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import type {Scalars} from './schema-scalars.ts';
import {parseWeekday} from './schema-times.ts';

/** After so long the weekdays of leap years repeat: what has not come by then never will. */
const WEEKDAY_CYCLE_DAYS = 28 * 366;
const CYCLE_START: Day = '2000-01-01';

const MONTH_NAMES = MONTHS.map(name => name.toLowerCase());
const ORDINALS: readonly [nth: number, words: readonly string[]][] = [
  [1, ['1st', 'first']],
  [2, ['2nd', 'second']],
  [3, ['3rd', 'third']],
  [4, ['4th', 'fourth']],
  [5, ['5th', 'fifth']],
  [-1, ['last']],
];

const MAP_FORM = 'allowed: a map such as {businessDays: [1, -1]} or {daysOfMonth: [15], roll: previous}';

type WrittenDays = {
  weekdays?: {weekday: number; nth?: number}[] | undefined;
  daysOfMonth?: number[] | undefined;
  businessDays?: number[] | undefined;
  afterBusinessDay?: true | undefined;
  months?: number[] | undefined;
  everyWeeks?: number | undefined;
  everyDays?: number | undefined;
  from?: Day | undefined;
  roll?: 'previous' | 'next' | undefined;
};

export function daysSchema(z: typeof Zod, s: Scalars) {
  const list = <T extends Zod.ZodType>(item: T, example: string) =>
    z.array(item, {error: `allowed: a list such as ${example}`}).min(1, 'allowed: at least one');
  const monthName = s.read('a month such as jan, or its number', parseMonth);
  const month = z.union([s.wholeNumber(1, 12), monthName], {
    error: 'allowed: a month such as jan, or a number from 1 to 12',
  });
  const weekday = s.read('a day of the week such as mon, "2nd tue" or "last fri"', parseNthWeekday);
  return z
    .strictObject(
      {
        weekdays: list(weekday, '[mon, "2nd tue", "last fri"]')
          .optional()
          .describe('On these days of the week, or only on the nth or last of the month.'),
        daysOfMonth: list(ordinal(z, 31), '[1, 15, -1]')
          .optional()
          .describe('On these days of the month; -1 is the last, -2 the one before.'),
        businessDays: list(ordinal(z, 23), '[1, -1]')
          .optional()
          .describe('On these business days of the month; -1 is the last, -2 the one before.'),
        afterBusinessDay: z
          .literal(true, {error: 'allowed: true'})
          .optional()
          .describe('On the day after a business day, though it may be off itself.'),
        months: list(month, '[jan, apr, jul, oct]').optional().describe('Only in these months.'),
        everyWeeks: s
          .wholeNumber(1, 104)
          .optional()
          .describe('Only in every nth week (from Monday), counted from the one of from.'),
        everyDays: s.wholeNumber(1, 731).optional().describe('Every n days, counted from from.'),
        from: s.day
          .optional()
          .describe('A day on which it is due: everyWeeks and everyDays count from it, forth and back.'),
        roll: z
          .enum(['previous', 'next'])
          .optional()
          .describe('When such a day is off: the business day before it, or after it, instead.'),
      },
      // An unknown key has a message of its own.
      {error: ({code}) => (code === 'invalid_type' ? MAP_FORM : undefined)},
    )
    .superRefine(checkDays);
}

/** From the start or, negative, from the end of a month. */
function ordinal(z: typeof Zod, most: number) {
  const allowed = `allowed: a number from 1 to ${most}, or from -1 (the last) to -${most}`;
  return z
    .int(allowed)
    .min(-most, allowed)
    .max(most, allowed)
    .refine(value => value !== 0, allowed);
}

function checkDays(written: WrittenDays, context: Zod.RefinementCtx): void {
  const {weekdays, daysOfMonth, businessDays, afterBusinessDay, everyWeeks, everyDays, from, roll} = written;
  const problem = (key: string, message: string) =>
    context.addIssue({code: 'custom', path: [key], message, input: undefined});
  // What is wrong in itself, or has a name that is not known, says nothing together with the rest.
  if (context.issues.length > 0) return;
  const counted = everyWeeks === undefined ? 'everyDays' : 'everyWeeks';
  if (everyWeeks !== undefined && everyDays !== undefined)
    problem('everyDays', 'is given beside everyWeeks; keep one of the two');
  else if ((everyWeeks ?? everyDays) !== undefined && from === undefined)
    problem(counted, 'counts from a day; add from: and a day on which it is due, such as 2026-01-05');
  else if (from !== undefined && (everyWeeks ?? everyDays) === undefined)
    problem('from', 'is what everyWeeks and everyDays count from; give one of them, or leave it out');
  if (roll !== undefined) {
    const never = businessDays ? 'businessDays' : afterBusinessDay && 'afterBusinessDay';
    if (never) problem('roll', `moves days that are off, and ${never} says already which days those are`);
    else if ((weekdays ?? daysOfMonth ?? everyWeeks ?? everyDays) === undefined)
      problem('roll', 'moves days that are off; give daysOfMonth, weekdays, everyWeeks or everyDays');
  }
  if (Object.keys(written).length === 0)
    context.addIssue({
      code: 'custom',
      message: 'names no day; give weekdays, daysOfMonth, businessDays, months, everyWeeks or everyDays',
      input: undefined,
    });
  else if (context.issues.length === 0 && !isEverDue(toDayRule(written)))
    context.addIssue({code: 'custom', message: 'names days that never come', input: undefined});
}

function isEverDue(rule: DayRule): boolean {
  for (let days = 0; days < WEEKDAY_CYCLE_DAYS; days++)
    if (matchesDay(rule, addDays(CYCLE_START, days))) return true;
  return false;
}

export function toDayRule({everyWeeks, everyDays, from, afterBusinessDay, ...written}: WrittenDays): DayRule {
  const {weekdays, daysOfMonth, businessDays, months, roll} = written;
  const count = everyWeeks ?? everyDays;
  const unit = everyWeeks === undefined ? 'days' : 'weeks';
  return {
    ...(weekdays && {weekdays}),
    ...(daysOfMonth && {daysOfMonth}),
    ...(businessDays && {businessDays}),
    ...(afterBusinessDay && {isAfterBusinessDay: true}),
    ...(months && {months}),
    ...(count !== undefined && from !== undefined && {every: {unit, count, from}}),
    ...(roll && {roll}),
  };
}

function parseMonth(text: string): number | undefined {
  const name = text.toLowerCase();
  const month = MONTH_NAMES.findIndex(full => full === name || full.slice(0, 3) === name);
  return month < 0 ? undefined : month + 1;
}

function parseNthWeekday(text: string): {weekday: number; nth?: number} | undefined {
  const [first = '', second, ...others] = text.trim().toLowerCase().split(/\s+/);
  if (others.length > 0) return undefined;
  const weekday = parseWeekday(second ?? first);
  if (weekday === undefined) return undefined;
  if (second === undefined) return {weekday};
  const found = ORDINALS.find(([, words]) => words.includes(first));
  return found && {weekday, nth: found[0]};
}
