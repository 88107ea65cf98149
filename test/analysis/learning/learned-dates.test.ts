import {expect, test} from 'vitest';
import type {ExpertName} from '../../../source/analysis/learning/calendar-keys.ts';
import {calendarKeys, EXPERTS} from '../../../source/analysis/learning/calendar-keys.ts';
import {DID_NOT_RUN, RAN} from '../../../source/analysis/learning/day-states.ts';
import {deriveBasis} from '../../../source/analysis/learning/learned-dates.ts';
import type {LearnedBasis, LearnedDates} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays, fromDayNumber, toDayNumber} from '../../../source/domain/time.ts';
import {calendar, isWeekday, isWorked} from './jobs.ts';

const FROM = toDayNumber('2025-11-01');
const DAYS = 390;

/** What is made of a history when these rules explain it best, the best first. */
function basisBy(names: readonly ExpertName[], isDue: (day: Day) => boolean): LearnedBasis {
  const states = Uint8Array.from({length: DAYS}, (_, index) =>
    isDue(fromDayNumber(FROM + index)) ? RAN : DID_NOT_RUN,
  );
  const keys = calendarKeys(calendar, FROM, FROM + DAYS);
  const experts = names.map(name => EXPERTS.findIndex(({name: own}) => own === name));
  return deriveBasis(experts, {states, from: FROM, start: 0, end: DAYS, shift: 0}, keys);
}

const datesBy = (name: ExpertName, isDue: (day: Day) => boolean): LearnedDates =>
  basisBy([name], isDue).dates;

const isMonthEnd = (day: Day): boolean => addDays(day, 1).endsWith('-01');

test.each([
  'dayOfMonth',
  'daysToMonthEnd',
  'nthWeekday',
  'alternateWeeks',
  'weekdayOfMonth',
  'businessDayOfMonth',
  'businessWeekday',
] as const)('by %s, what runs on all of its days runs every day', name => {
  expect(datesBy(name, () => true)).toEqual({kind: 'every-day'});
});

test('all places in the month are the worked days, or Monday to Friday', () => {
  expect(datesBy('businessDayOfMonth', isWorked)).toEqual({kind: 'business-days'});
  expect(datesBy('weekdayOfMonth', isWeekday)).toEqual({
    kind: 'weekdays',
    weekdays: [1, 2, 3, 4, 5],
    isWorkedOnly: false,
  });
});

test('all but a few places have no name of their own', () => {
  expect(datesBy('daysToMonthEnd', day => !isMonthEnd(day))).toEqual({kind: 'irregular'});
  const isFirst = (day: Day): boolean => isWorked(day) && Number(day.slice(8)) <= 3;
  expect(datesBy('businessDayOfMonth', day => isWorked(day) && !isFirst(day))).toEqual({kind: 'irregular'});
});

test('a few places are named', () => {
  expect(datesBy('daysToMonthEnd', isMonthEnd)).toEqual({kind: 'days-to-month-end', days: [0]});
});

const ALL: readonly ExpertName[] = [
  'all',
  'recently',
  'sinceLast',
  'dayOfMonth',
  'nthWeekday',
  'weekday',
  'business',
];
const WEEKDAYS = {kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isWorkedOnly: false};

test('a vague rule that weighs most after a surprise gives way to one that explains the runs', () => {
  const {dates, ran, of} = basisBy(ALL, day => isWeekday(day) && day !== '2026-11-24');
  expect(dates).toEqual(WEEKDAYS);
  expect(ran).toBe(of - 1);
  expect(of).toBeGreaterThan(255);
});

test('after a change of the schedule the last runs say what is due, not the year', () => {
  const changed = basisBy(
    ['weekday', 'all', 'recently', 'nthWeekday'],
    day => day < '2026-09-21' || isWeekday(day),
  );
  expect(changed.dates).toEqual(WEEKDAYS);
  expect(changed.ran).toBe(changed.of);
  expect(changed.of).toBeLessThan(30);
});

test('what runs by no rule gets none, however many are tried', () => {
  let seed = 5;
  const isDue = (): boolean => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % 10 < 4;
  };
  expect(basisBy(['sinceLast', ...ALL], isDue).dates).toEqual({kind: 'irregular'});
});
