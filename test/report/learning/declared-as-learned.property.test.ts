/** Every kind of dates that can be learned, written as an expectation, loaded and judged, is due on the days that were learned. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import * as yaml from 'yaml';
import type {ExpertName} from '../../../source/analysis/learning/calendar-keys.ts';
import {calendarKeys, EXPERTS, MOVED} from '../../../source/analysis/learning/calendar-keys.ts';
import {formatEntry} from '../../../source/config/add-expectations.ts';
import {prepareEnvironments} from '../../../source/config/prepare-environments.ts';
import {businessDayOf} from '../../../source/domain/business-day.ts';
import {slotExcuse} from '../../../source/domain/calendar.ts';
import type {Environment} from '../../../source/domain/environment.ts';
import {findCalendar} from '../../../source/domain/environment.ts';
import {excusingCalendar, expectedDue} from '../../../source/domain/expected-due.ts';
import type {LearnedDates, MonthlyDates} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {fromDayNumber, toDayNumber} from '../../../source/domain/time.ts';
import {suggestExpectations} from '../../../source/report/learning/suggest-expectations.ts';
import {readSample} from '../../config/read-sample.ts';

const FROM = toDayNumber('2026-01-01');
const TO = toDayNumber('2028-01-01');
const LAST_DAY = '2025-12-17';
/** Easter, Christmas, and single days in the middle and at either end of months. */
const DAYS_OFF =
  '[2026-01-01, 2026-04-03, 2026-04-06, 2026-05-25, 2026-06-30, 2026-07-15, 2026-12-25, 2026-12-28, 2027-01-01, 2027-02-01, 2027-03-26, 2027-03-29, 2027-12-27]';

type Settings = {dayStart: string; timezone: string; hasCalendar: boolean};

const configOf = ({dayStart, timezone, hasCalendar}: Settings, entries: readonly string[]): string =>
  [
    `calendars: {uk: {add: ${DAYS_OFF}}}`,
    `environments:\n  e:\n    timezone: ${timezone}\n    dayStart: "${dayStart}"`,
    `    calendar: ${hasCalendar ? 'uk' : 'none'}`,
    ...(entries.length > 0 ? ['    expect:', ...entries.map(entry => `      - ${entry}`)] : []),
  ].join('\n');

async function prepare(settings: Settings, entries: readonly string[] = []): Promise<Environment> {
  const config = await readSample(configOf(settings, entries));
  const cache = {readCache: async () => undefined, writeCache: async () => undefined};
  const [environment] = await prepareEnvironments(config, [2026, 2027], cache);
  if (!environment) throw new Error('there is no environment');
  return environment;
}

/** The days on which the learner's own classes say that it is due. */
function foretell(dates: LearnedDates, calendar: Environment['calendar']): Day[] {
  const keys = calendarKeys(calendar, FROM, TO);
  const isDue = foreteller(dates, keys);
  return Array.from({length: TO - FROM}, (_, index) => FROM + index)
    .filter(isDue)
    .map(fromDayNumber);
}

function foreteller(dates: LearnedDates, keys: ReturnType<typeof calendarKeys>): (day: number) => boolean {
  const byClass = (name: ExpertName, due: readonly number[]) => {
    const classOf = EXPERTS.find(expert => expert.name === name)?.classOf;
    return (day: number) => {
      const date = keys.dates[day - keys.from];
      return classOf !== undefined && date !== undefined && due.includes(classOf(date));
    };
  };
  switch (dates.kind) {
    case 'every-day':
      return () => true;
    case 'business-days':
      return byClass('business', [0]);
    case 'after-business-days':
      return byClass('afterBusiness', [0]);
    case 'weekdays':
      return dates.isWorkedOnly
        ? byClass('businessWeekday', dates.weekdays)
        : byClass('weekday', dates.weekdays);
    case 'days-of-month':
      return byClass('dayOfMonth', dates.days);
    case 'days-to-month-end':
      return byClass('daysToMonthEnd', dates.days);
    case 'business-days-of-month':
      return byClass(
        'businessDayOfMonth',
        dates.ordinals.map(ordinal => (ordinal > 0 ? ordinal : 6 - ordinal)),
      );
    case 'nth-weekdays': {
      const [nth, last] = [
        dates.weekdays.filter(({ordinal}) => ordinal > 0),
        dates.weekdays.filter(({ordinal}) => ordinal < 0),
      ];
      const isNth = byClass(
        'nthWeekday',
        nth.map(({weekday, ordinal}) => weekday * 5 + ordinal - 1),
      );
      const isLast = byClass(
        'lastWeekday',
        last.map(({weekday}) => weekday * 2 + 1),
      );
      return day => isNth(day) || isLast(day);
    }
    case 'rolled-day-of-month': {
      const moved = dates.roll === 'previous' ? keys.back : keys.on;
      return day => {
        const row = (day - keys.from) * MOVED;
        return moved.slice(row + 1, row + 1 + (moved[row] ?? 0)).some(own => dates.days.includes(own));
      };
    }
    case 'in-months': {
      if (dates.dates.kind === 'rolled-day-of-month') return movedIn(dates.months, dates.dates, keys);
      const isOfMonth = foreteller(dates.dates, keys);
      return day => dates.months.includes(monthOf(day)) && isOfMonth(day);
    }
    case 'alternate-weeks':
      return byClass(
        'alternateWeeks',
        dates.weekdays.map(weekday => weekday * 2 + dates.parity),
      );
    case 'every-n-days':
      return day => (day - toDayNumber(LAST_DAY)) % dates.days === 0;
    case 'irregular':
      return () => false;
  }
}

const monthOf = (day: number): number => Number(fromDayNumber(day).slice(5, 7));

/** The month is that of the day that is moved, not of the business day that stands in for it. */
function movedIn(
  months: readonly number[],
  {days, roll}: Extract<LearnedDates, {kind: 'rolled-day-of-month'}>,
  {dates, from}: ReturnType<typeof calendarKeys>,
): (day: number) => boolean {
  const step = roll === 'previous' ? -1 : 1;
  const standIns = new Set(
    dates.flatMap(({day, dayOfMonth}) => {
      if (!months.includes(monthOf(day)) || !days.includes(dayOfMonth)) return [];
      let standIn = day;
      while (dates[standIn - (dates[0]?.day ?? from)]?.isOff) standIn += step;
      return [standIn];
    }),
  );
  return day => standIns.has(day);
}

const some = (from: number, to: number) =>
  fc
    .uniqueArray(fc.integer({min: from, max: to}), {minLength: 1, maxLength: 3})
    .map(all => all.toSorted((a, b) => a - b));
const weekdays = some(0, 6);
const ordinal = fc.oneof(fc.integer({min: 1, max: 6}), fc.integer({min: -6, max: -1}));
const monthly: Record<MonthlyDates['kind'], fc.Arbitrary<MonthlyDates>> = {
  'days-of-month': fc.record({kind: fc.constant('days-of-month'), days: some(1, 31)}),
  'days-to-month-end': fc.record({kind: fc.constant('days-to-month-end'), days: some(0, 6)}),
  'business-days-of-month': fc.record({
    kind: fc.constant('business-days-of-month'),
    ordinals: fc.uniqueArray(ordinal, {minLength: 1, maxLength: 3}),
  }),
  'nth-weekdays': fc.record({
    kind: fc.constant('nth-weekdays'),
    weekdays: fc.array(
      fc.record({weekday: fc.integer({min: 0, max: 6}), ordinal: fc.constantFrom(1, 2, 3, 4, 5, -1)}),
      {minLength: 1, maxLength: 2},
    ),
  }),
  'rolled-day-of-month': fc.record({
    kind: fc.constant('rolled-day-of-month'),
    days: some(1, 31),
    roll: fc.constantFrom('previous', 'next'),
  }),
};
const months = fc.constantFrom<number[]>([1, 4, 7, 10], [2, 5, 8, 11], [3, 6, 9, 12], [1, 7], [6, 12]);
const kinds: Record<Exclude<LearnedDates['kind'], 'irregular'>, fc.Arbitrary<LearnedDates>> = {
  ...monthly,
  'every-day': fc.constant({kind: 'every-day'}),
  'business-days': fc.constant({kind: 'business-days'}),
  'after-business-days': fc.constant({kind: 'after-business-days'}),
  weekdays: fc.oneof(
    fc.record({kind: fc.constant('weekdays'), weekdays, isWorkedOnly: fc.constant(false)}),
    fc.record({kind: fc.constant('weekdays'), weekdays: some(1, 5), isWorkedOnly: fc.constant(true)}),
  ),
  'in-months': fc.record({
    kind: fc.constant('in-months'),
    months,
    dates: fc.oneof(...Object.values(monthly)),
  }),
  'alternate-weeks': fc.record({
    kind: fc.constant('alternate-weeks'),
    weekdays,
    parity: fc.constantFrom(0, 1),
  }),
  'every-n-days': fc.record({kind: fc.constant('every-n-days'), days: fc.integer({min: 2, max: 35})}),
};

const settings = fc.record({
  dayStart: fc.constantFrom('00:00', '07:00'),
  timezone: fc.constantFrom('Europe/London', 'America/New_York'),
  hasCalendar: fc.boolean(),
});

test.each(Object.entries(kinds))('%s', async (_, arbitrary) => {
  // 01:30 and 02:30 are skipped on a day of spring, and come twice on one of autumn.
  const usual = fc.constantFrom(90, 150, 630);
  await fc.assert(
    fc.asyncProperty(arbitrary, settings, usual, async (dates, chosen, usualMinutes) => {
      const {clock, calendar} = await prepare(chosen);
      const time = {
        usualMinutes,
        graceMinutes: 47,
        lastDay: LAST_DAY,
        basis: {dates, ran: 50, of: 52},
        confidence: 0.96,
      };
      const [suggestion] = suggestExpectations(
        'LOAD',
        {times: [time], historyDays: 800},
        {dayStartMinutes: clock.dayStartMs / 60_000, zone: clock.zone, hasCalendar: chosen.hasCalendar},
      );
      expect(suggestion?.entry).toBeDefined();
      const environment = await prepare(chosen, [formatEntry(yaml, suggestion?.entry ?? {})]);
      expect(dueDays(environment)).toEqual(foretell(dates, calendar));
    }),
    {numRuns: 12},
  );
});

/** The business days on which what is declared is due and not excused, once for each time that it is. */
function dueDays(environment: Environment): Day[] {
  const {clock, maintenance, expectations} = environment;
  const [from, to] = ['2025-12-30', '2028-01-03'].map(day => Date.parse(day));
  return expectations.flatMap(rule => {
    if (rule.kind !== 'job' || !rule.timing) return [];
    return expectedDue(rule.timing, rule, environment, from ?? 0, to ?? 0).flatMap(dueAt => {
      const day = businessDayOf(dueAt, clock);
      const calendar = findCalendar(environment, excusingCalendar(rule));
      const excuse = slotExcuse({calendar, maintenance, zone: clock.zone, day, dueAt, job: rule.job});
      return excuse === undefined && day >= '2026-01-01' && day < '2028-01-01' ? [day] : [];
    });
  });
}
