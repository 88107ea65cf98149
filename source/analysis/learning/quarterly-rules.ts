/** Which rules would have a job run on a date once a quarter or once a half-year: candidates, to be held against its history. */
import type {DateFacts} from '../../domain/date-facts.ts';
import {movedDates} from '../../domain/date-facts.ts';
import type {DayRule} from '../../domain/day-rule.ts';
import type {LearnedInMonths, MonthlyDates} from '../../domain/learned.ts';

/** `rule` says the same as `dates`; `prior` is what it is believed before anything is known, of all dates there are. */
export type QuarterlyRule = {dates: LearnedInMonths; rule: DayRule; prior: number};

const PERIODS = [
  {months: 3, prior: 0.7},
  {months: 6, prior: 0.3},
];
/** So far from either end of the month days and business days are counted. */
const NEAR_END = 6;

/** Beliefs in the kinds of rules, and how many rules of each there are: a belief is shared among them. */
const PRIORS: Record<MonthlyDates['kind'], number> = {
  'days-of-month': 0.25 / 31,
  'days-to-month-end': 0.15 / (NEAR_END + 1),
  'business-days-of-month': 0.3 / (2 * NEAR_END),
  'nth-weekdays': 0.15 / 42,
  'rolled-day-of-month': 0.15 / 62,
};

type Rule = {dates: MonthlyDates; rule: DayRule; month: number};

/** `index` is the date's place in `dates`. */
export function rulesOf(dates: readonly DateFacts[], index: number): QuarterlyRule[] {
  const date = dates[index];
  if (!date) return [];
  const monthly = [...plainRules(date), ...movedRules(dates, index)];
  return PERIODS.flatMap(({months: step, prior}) =>
    monthly.map(({dates: own, rule, month}): QuarterlyRule => {
      const months = Array.from({length: 12 / step}, (_, turn) => (month % step) + 1 + turn * step);
      return {
        dates: {kind: 'in-months', months, dates: own},
        rule: {...rule, months},
        prior: (PRIORS[own.kind] * prior) / step,
      };
    }),
  );
}

function plainRules({
  month,
  weekday,
  dayOfMonth,
  daysToMonthEnd,
  businessDayOfMonth,
  businessDaysToMonthEnd,
}: DateFacts): Rule[] {
  const nth = Math.ceil(dayOfMonth / 7);
  const ordinals = [businessDayOfMonth, -businessDaysToMonthEnd].filter(
    ordinal => ordinal !== 0 && Math.abs(ordinal) <= NEAR_END,
  );
  const places = daysToMonthEnd < 7 ? [nth, -1] : [nth];
  const rules: Omit<Rule, 'month'>[] = [
    {dates: {kind: 'days-of-month', days: [dayOfMonth]}, rule: {daysOfMonth: [dayOfMonth]}},
    ...(daysToMonthEnd <= NEAR_END
      ? [
          {
            dates: {kind: 'days-to-month-end' as const, days: [daysToMonthEnd]},
            rule: {daysOfMonth: [-1 - daysToMonthEnd]},
          },
        ]
      : []),
    ...ordinals.map(ordinal => ({
      dates: {kind: 'business-days-of-month' as const, ordinals: [ordinal]},
      rule: {businessDays: [ordinal]},
    })),
    ...places.map(ordinal => ({
      dates: {kind: 'nth-weekdays' as const, weekdays: [{weekday, ordinal}]},
      rule: {weekdays: [{weekday, nth: ordinal}]},
    })),
  ];
  return rules.map(rule => ({...rule, month}));
}

/** A business day may stand for days off around it, of the month before or after as well. */
function movedRules(dates: readonly DateFacts[], index: number): Rule[] {
  if (dates[index]?.isOff) return [];
  return (['previous', 'next'] as const).flatMap(roll =>
    movedDates(dates, index, roll).map(
      ({dayOfMonth, month}): Rule => ({
        dates: {kind: 'rolled-day-of-month', days: [dayOfMonth], roll},
        rule: {daysOfMonth: [dayOfMonth], roll},
        month,
      }),
    ),
  );
}
