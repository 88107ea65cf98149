import {expect, test} from 'vitest';
import {expectDay, learnAndExpect, learnDays} from '../../../source/analysis/learning/learner.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import {at, context, history, isWeekday, isWorked, learn} from './jobs.ts';

const FROM = '2025-09-01';
/** Boxing Day is observed on the Monday. */
const TO = '2026-12-27';
const worked = learn(FROM, TO, day => (isWorked(day) ? ['06:00'] : []));
const weekdays = learn(FROM, TO, day => (isWeekday(day) ? ['06:00'] : []));
const withoutCalendar = {clock: context.clock};
const HOLIDAY = '2026-12-28';
const NEXT = '2026-12-29';

const dueOn = (day: Day, model = worked, own: Parameters<typeof expectDay>[2] = context): number[] =>
  expectDay(model, day, own).slots.map(({dueAt}) => dueAt);

test('what is answered of one job is not answered of another with another history', () => {
  for (let round = 0; round < 2; round++) {
    expect(dueOn(HOLIDAY)).toEqual([]);
    expect(dueOn(HOLIDAY, weekdays)).toEqual([at(HOLIDAY, '06:00')]);
    expect(dueOn(NEXT)).toEqual([at(NEXT, '06:00')]);
  }
});

test('what is answered by one calendar is not answered by another', () => {
  expect(dueOn(HOLIDAY, worked, context)).toEqual([]);
  expect(dueOn(HOLIDAY, worked, withoutCalendar)).toEqual([at(HOLIDAY, '06:00')]);
  expect(dueOn(HOLIDAY, worked, context)).toEqual([]);
});

test('the same history some days later is another one', () => {
  const shifted = learn(addDays(FROM, 1), addDays(TO, 1), day =>
    isWeekday(addDays(day, -1)) ? ['06:00'] : [],
  );
  const [saturday, sunday] = ['2027-01-02', '2027-01-03'];
  expect([dueOn(saturday, weekdays), dueOn(sunday, weekdays)]).toEqual([[], []]);
  expect(dueOn(saturday, shifted)).toEqual([at(saturday, '06:00')]);
  expect(dueOn(sunday, shifted)).toEqual([]);
});

test('learning days and expecting later ones at once is the same as one after the other', () => {
  const days = history(TO, '2026-12-30', day => (isWorked(day) ? ['06:10'] : []));
  const later = ['2026-12-30', '2026-12-31', '2027-01-09'];
  const model = learnDays(worked, days, context);
  expect(learnAndExpect(worked, days, later, context)).toEqual({
    model,
    expected: later.map(day => expectDay(model, day, context)),
  });
});

test('a model that nothing is added to stays as it is', () => {
  expect(learnAndExpect(worked, [], [], context)).toEqual({model: worked, expected: []});
});
