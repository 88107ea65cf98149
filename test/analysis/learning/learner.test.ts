import {describe, expect, test} from 'vitest';
import {expectDay, learnDays} from '../../../source/analysis/learning/learner.ts';
import type {JobModel} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import {at, context, dayWith, history, isWorked, learn} from './jobs.ts';

describe('a job that runs on every worked day at 00:30', () => {
  const model = learn('2026-01-05', '2026-11-23', day => (isWorked(day) ? ['00:30'] : []));

  test('is expected on the next one, at its usual time, by an hour later', () => {
    const {slots} = expectDay(model, '2026-11-23', context);
    expect(slots).toMatchObject([
      {
        dueAt: at('2026-11-23', '00:30'),
        deadlineAt: at('2026-11-23', '01:30'),
        basis: {dates: {kind: 'business-days'}, ran: 225, of: 225},
      },
    ]);
    expect(slots[0]?.confidence).toBeGreaterThan(0.95);
  });

  test.each([
    ['a Saturday', '2026-11-28'],
    ['a holiday', '2026-12-25'],
    ['a substitute holiday', '2026-12-28'],
  ])('is not expected on %s', (_, day) => {
    expect(expectDay(model, day, context).slots).toEqual([]);
  });
});

test('learning day by day gives the same state as learning all at once', () => {
  const days = history('2025-03-01', '2026-11-23', day => (isWorked(day) ? ['08:10', '17:45'] : ['12:00']));
  const stepwise = days
    .slice(1)
    .reduce(
      (model, day) => learnDays(model, [day], context),
      learnDays(undefined, days.slice(0, 1), context),
    );
  expect(stepwise).toEqual(learnDays(undefined, days, context));
});

test('the state is plain JSON of less than two kilobytes', () => {
  const model = learn('2024-11-23', '2026-11-23', () => ['01:00', '05:00', '13:30', '21:00']);
  const text = JSON.stringify(model);
  expect(JSON.parse(text)).toEqual(model);
  expect(text.length).toBeLessThan(2048);
});

test('a job on demand is never expected', () => {
  // Twice a week at no fixed day or time: the gaps go round 2, 5, 3, 4, 1, 6 days.
  const gaps = [2, 5, 3, 4, 1, 6, 3, 2, 7, 1];
  const days = new Set<string>();
  for (let day = '2026-01-05', turn = 0; day < '2026-11-23'; turn++) {
    days.add(day);
    day = addDays(day, gaps[(turn * 7) % gaps.length] ?? 1);
  }
  const model = learn('2026-01-05', '2026-11-23', day => (days.has(day) ? ['11:00'] : []));
  const confident = Array.from({length: 14}, (_, ahead) =>
    expectDay(model, addDays('2026-11-23', ahead), context),
  )
    .flatMap(({slots}) => slots)
    .filter(({confidence}) => confidence >= 0.8);
  expect(confident).toEqual([]);
});

test('a job that stopped is told once, as stopped since its last run', () => {
  const days = history('2026-01-05', '2026-11-23', day => (day < '2026-11-18' ? ['06:00'] : []));
  const model = learnDays(undefined, days, context);
  expect(expectDay(model, '2026-11-23', context)).toMatchObject({
    slots: [],
    stoppedSince: at('2026-11-17', '06:00'),
  });
});

test('a monthly job that stopped is told of when it has been silent for three months, though it is not expected a third time', () => {
  const isDue = (day: Day): boolean => day.endsWith('-01') && day < '2026-06-15';
  const model = (to: Day) => learn('2024-11-23', to, day => (isDue(day) ? ['06:00'] : []));
  const expectNext = (day: Day) => expectDay(model(addDays(day, -1)), day, context);
  for (const day of ['2026-07-01', '2026-08-01']) expect(expectNext(day).slots).toHaveLength(1);
  const third = expectNext('2026-09-01');
  expect({slots: third.slots, since: third.stoppedSince}).toEqual({slots: [], since: undefined});
  const {stoppedSince, usualDays} = expectNext('2026-09-20');
  expect(stoppedSince).toBe(at('2026-06-01', '06:00'));
  expect(usualDays).toBeGreaterThan(25);
  expect(usualDays).toBeLessThan(33);
});

test('a job on demand has never stopped, although it runs on some days in a row and then rests', () => {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  let [model, isBusy]: [JobModel | undefined, boolean] = [undefined, false];
  const stops: Day[] = [];
  for (let day = '2025-06-01'; day < '2026-11-23'; day = addDays(day, 1)) {
    if (model && expectDay(model, day, context).stoppedSince !== undefined) stops.push(day);
    if (random() < (isBusy ? 0.35 : 0.15)) isBusy = !isBusy;
    model = learnDays(model, [dayWith(day, isBusy ? ['11:00'] : [])], context);
  }
  expect(stops).toEqual([]);
});

test('days on which nothing could be seen say nothing', () => {
  const seen = history('2026-01-05', '2026-11-13', () => ['06:00']);
  const blind = history('2026-11-13', '2026-11-23', () => []).map(day => ({...day, isObserved: false}));
  const before = expectDay(learnDays(undefined, seen, context), '2026-11-23', context);
  const after = expectDay(learnDays(undefined, [...seen, ...blind], context), '2026-11-23', context);
  expect(after.slots).toHaveLength(1);
  expect(after).toEqual(before);
});

test('a day that changed late can be learned again', () => {
  const days = history('2026-01-05', '2026-11-23', day => (day === '2026-11-20' ? [] : ['06:00']));
  const whole = history('2026-01-05', '2026-11-23', () => ['06:00']);
  const corrected = learnDays(
    learnDays(undefined, days, context),
    [dayWith('2026-11-20', ['06:00'])],
    context,
  );
  expect(expectDay(corrected, '2026-11-23', context)).toEqual(
    expectDay(learnDays(undefined, whole, context), '2026-11-23', context),
  );
});
