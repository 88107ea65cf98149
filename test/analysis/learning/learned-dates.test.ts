import {expect, test} from 'vitest';
import type {ExpertName} from '../../../source/analysis/learning/calendar-keys.ts';
import {calendarKeys, EXPERTS} from '../../../source/analysis/learning/calendar-keys.ts';
import {DID_NOT_RUN, RAN} from '../../../source/analysis/learning/day-states.ts';
import {deriveBasis} from '../../../source/analysis/learning/learned-dates.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays, fromDayNumber, toDayNumber} from '../../../source/domain/time.ts';
import {calendar, isWeekday, isWorked} from './jobs.ts';

const FROM = toDayNumber('2025-11-01');
const DAYS = 390;

/** What a rule makes of a history, whichever rule explains it best. */
function datesBy(name: ExpertName, isDue: (day: Day) => boolean): unknown {
  const states = Uint8Array.from({length: DAYS}, (_, index) =>
    isDue(fromDayNumber(FROM + index)) ? RAN : DID_NOT_RUN,
  );
  const keys = calendarKeys(calendar, FROM, FROM + DAYS);
  const expert = EXPERTS.findIndex(({name: own}) => own === name);
  return deriveBasis(expert, {states, from: FROM, start: 0, end: DAYS, shift: 0}, keys).dates;
}

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
