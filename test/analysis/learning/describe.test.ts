import {describe, expect, test} from 'vitest';
import {describeModel} from '../../../source/analysis/learning/learner.ts';
import type {LearnedDates} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays, dayOfWeek, toDayNumber} from '../../../source/domain/time.ts';
import {context, isWeekday, isWorked, learn} from './jobs.ts';

const dayOfMonth = (day: Day): number => Number(day.slice(8));
const isLastWorked = (day: Day): boolean => isWorked(day) && nextWorked(day).slice(0, 7) !== day.slice(0, 7);

function nextWorked(day: Day): Day {
  const next = addDays(day, 1);
  return isWorked(next) ? next : nextWorked(next);
}

/** The 15th, or the worked day before it. */
function isMiddle(day: Day): boolean {
  return isWorked(day) && day.slice(8) <= '15' && nextWorked(day).slice(8) > '15';
}

describe('dates are named as a person would', () => {
  const cases: [string, LearnedDates, (day: Day) => boolean][] = [
    ['every day', {kind: 'every-day'}, () => true],
    ['worked days', {kind: 'business-days'}, isWorked],
    ['the day after a worked day', {kind: 'after-business-days'}, day => isWorked(addDays(day, -1))],
    [
      'Monday to Friday, holidays too',
      {kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isWorkedOnly: false},
      isWeekday,
    ],
    ['Sundays', {kind: 'weekdays', weekdays: [0], isWorkedOnly: false}, day => dayOfWeek(day) === 0],
    ['the first of the month', {kind: 'days-of-month', days: [1]}, day => dayOfMonth(day) === 1],
    [
      'the last day of the month',
      {kind: 'days-to-month-end', days: [0]},
      day => dayOfMonth(addDays(day, 1)) === 1,
    ],
    ['the last worked day', {kind: 'business-days-of-month', ordinals: [-1]}, isLastWorked],
    [
      'the second Tuesday',
      {kind: 'nth-weekdays', weekdays: [{weekday: 2, ordinal: 2}]},
      day => dayOfWeek(day) === 2 && dayOfMonth(day) > 7 && dayOfMonth(day) < 15,
    ],
    [
      'the 15th or the worked day before',
      {kind: 'rolled-day-of-month', days: [15], roll: 'previous'},
      isMiddle,
    ],
    ['every ten days', {kind: 'every-n-days', days: 10}, day => toDayNumber(day) % 10 === 3],
  ];
  test.each(cases)('%s', (_, dates, isDue) => {
    const model = learn('2025-01-06', '2026-11-23', day => (isDue(day) ? ['21:15'] : []));
    const {times} = describeModel(model, context);
    expect(times).toMatchObject([{usualMinutes: 21 * 60 + 15, basis: {dates}}]);
  });
});

test('a run every ten days is counted by when it was due, from the last that it had or should have had', () => {
  const isDue = (day: Day): boolean => toDayNumber(day) % 10 === 3;
  const isMissed = (day: Day): boolean => day.startsWith('2026-06') || day.startsWith('2026-09-0');
  const model = learn('2025-01-06', '2026-11-23', day => (isDue(day) && !isMissed(day) ? ['21:15'] : []));
  const [time] = describeModel(model, context).times;
  expect(time?.basis).toMatchObject({dates: {kind: 'every-n-days', days: 10}});
  expect((time?.basis.of ?? 0) - (time?.basis.ran ?? 0)).toBe(4);
});

test('several times a day are told apart', () => {
  const model = learn('2026-01-05', '2026-11-23', day => (isWeekday(day) ? ['06:00', '18:30'] : ['06:00']));
  expect(describeModel(model, context).times).toMatchObject([
    {usualMinutes: 360, basis: {dates: {kind: 'every-day'}}},
    {usualMinutes: 1110, basis: {dates: {kind: 'weekdays', weekdays: [1, 2, 3, 4, 5]}}},
  ]);
});

test('every n minutes is a rhythm', () => {
  const times = Array.from({length: 96}, (_, index) => `${Math.floor(index / 4)}:${(index % 4) * 15}`);
  const {rhythm} = describeModel(
    learn('2026-10-01', '2026-11-23', () => times),
    context,
  );
  expect(rhythm).toMatchObject({everyMs: 15 * 60_000, isAllDay: true, basis: {dates: {kind: 'every-day'}}});
});

test('usual run times have a band', () => {
  const {duration} = describeModel(
    learn('2026-10-01', '2026-11-23', () => ['06:00']),
    context,
  );
  expect(duration).toMatchObject({usualMs: 60_000, longMs: 120_000, shortMs: 0, runs: 40});
});
