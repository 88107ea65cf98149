import {describe, expect, test} from 'vitest';
import {expectDay, learnDays} from '../../../source/analysis/learning/learner.ts';
import type {JobModel, LearningContext} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays, DAY_MS, dayOfWeek, HOUR_MS, MINUTE_MS, toDayNumber} from '../../../source/domain/time.ts';
import {openZone} from '../../../source/domain/zone.ts';
import {at, context, dayWith, history, isWeekday, isWorked, learn, zone} from './jobs.ts';

const NEXT = '2026-11-23';
const dueOn = (day: Day, model = learn('2026-01-05', day, () => ['02:30'])): number[] =>
  expectDay(model, day, context).slots.map(({dueAt}) => dueAt);

describe('a change of clocks', () => {
  test.each([
    ['the day before the clocks go forward', '2026-03-28'],
    ['the day after', '2026-03-30'],
    ['the day on which they go back', '2026-10-25'],
    ['the day after that', '2026-10-26'],
  ])('does not move a job at 02:30 on %s', (_, day) => {
    expect(dueOn(day)).toEqual([at(day, '02:30')]);
  });

  test('in a time that is skipped moves it by the hour', () => {
    const model = learn('2026-01-05', '2026-03-29', () => ['01:30']);
    expect(dueOn('2026-03-29', model)).toEqual([Date.UTC(2026, 2, 29, 1, 30)]);
  });
});

test('a business day that begins at 07:00 has the small hours of the next date', () => {
  const early: LearningContext = {...context, clock: {zone, dayStartMs: 7 * HOUR_MS}};
  const days = history('2026-01-05', NEXT, day => (isWorked(day) ? ['27:10'] : []));
  expect(expectDay(learnDays(undefined, days, early), NEXT, early).slots).toMatchObject([
    {dueAt: at(addDays(NEXT, 1), '03:10'), basis: {dates: {kind: 'business-days'}}},
  ]);
});

test('a job around midnight is expected once a day', () => {
  // Due at 23:59: on even days it starts at 23:58, on odd ones at 00:03 of the day after, which is even.
  const days = history('2026-01-05', NEXT, day => (toDayNumber(day) % 2 === 0 ? ['00:03', '23:58'] : []));
  const model = learnDays(undefined, days, context);
  expect(model.slots).toHaveLength(1);
  const due = Array.from({length: 8}, (_, ahead) => expectDay(model, addDays(NEXT, ahead), context)).flatMap(
    ({slots}) => slots,
  );
  expect(due.map(({confidence}) => confidence >= 0.85)).toEqual(Array.from({length: 8}, () => true));
});

test('a backfill of a dozen runs on one day changes nothing', () => {
  const backfill = ['09:00', '09:10', '09:20', '09:30', '09:40', '09:50', '10:00', '10:10', '10:20', '10:30'];
  const days = history('2026-01-05', NEXT, day =>
    day === '2026-11-10' ? ['06:00', ...backfill] : ['06:00'],
  );
  const plain = expectDay(
    learn('2026-01-05', NEXT, () => ['06:00']),
    NEXT,
    context,
  ).slots;
  const slots = expectDay(learnDays(undefined, days, context), NEXT, context).slots;
  expect(slots).toHaveLength(1);
  expect(slots[0]).toMatchObject({dueAt: plain[0]?.dueAt, deadlineAt: plain[0]?.deadlineAt});
});

test('a run now and then by hand changes nothing', () => {
  const days = history('2026-01-05', NEXT, day => (dayOfWeek(day) === 3 ? ['06:00', '14:20'] : ['06:00']));
  expect(dueOn(NEXT, learnDays(undefined, days, context))).toEqual([at(NEXT, '06:00')]);
});

test('a new time is followed after two weeks, and no alarm is due before', () => {
  const days = history('2026-01-05', NEXT, day => [day < '2026-11-01' ? '06:00' : '08:00']);
  for (let count = 302; count < days.length; count++) {
    const day = days[count]?.day ?? '';
    const [slot] = expectDay(learnDays(undefined, days.slice(0, count), context), day, context).slots;
    expect(slot?.deadlineAt).toBeGreaterThan(at(day, '08:00'));
  }
  expect(dueOn(NEXT, learnDays(undefined, days, context))).toEqual([at(NEXT, '08:00')]);
});

test.each([
  ['of a daily job', '2026-11-14', () => true],
  ['of a monthly one, in the eighth month', '2026-04-01', (day: Day) => day.endsWith('-01')],
])(
  'the deadline %s is an hour after its new, earlier time once it has run then eight times',
  (_, moved, isDue) => {
    const next = isDue('2026-11-22') ? '2026-11-22' : '2026-12-01';
    const startOn = (day: Day): string[] => (isDue(day) ? [day < moved ? '17:30' : '11:10'] : []);
    const model = learn('2024-01-01', next, startOn);
    expect(expectDay(model, next, context).slots).toMatchObject([
      {dueAt: at(next, '11:10'), deadlineAt: at(next, '12:10')},
    ]);
  },
);

describe('a daily job that did not run at a weekend', () => {
  const confidenceOn = (day: Day, runsOn: (day: Day) => boolean): number => {
    const model = learn('2026-01-05', day, on => (runsOn(on) ? ['06:00'] : []));
    return expectDay(model, day, context).slots[0]?.confidence ?? 0;
  };
  const restsFrom = (day: Day): boolean => day < '2026-11-14' || isWeekday(day);

  test('is expected from Monday to Friday, and not at the next weekend', () => {
    expect(confidenceOn('2026-11-20', restsFrom)).toBeGreaterThan(0.85);
    expect(confidenceOn('2026-11-21', restsFrom)).toBeLessThan(0.85);
  });

  test('is less likely there than not after the second', () => {
    expect(confidenceOn('2026-11-28', restsFrom)).toBeLessThan(0.5);
  });

  test('is expected there again once it ran at one', () => {
    const isOut = (day: Day): boolean => day !== '2026-11-14' && day !== '2026-11-15';
    expect(confidenceOn('2026-11-28', isOut)).toBeGreaterThan(0.85);
  });
});

test('one miss does not make a steady job doubtful', () => {
  const model = learn('2026-01-05', NEXT, day => (day === '2026-11-22' ? [] : ['06:00']));
  expect(expectDay(model, NEXT, context).slots[0]?.confidence).toBeGreaterThan(0.95);
});

test('after an outage it is expected again as soon as it has run', () => {
  const isOut = (day: Day): boolean => day >= '2026-11-17' && day < '2026-11-22';
  const silent = learn('2026-01-05', '2026-11-22', day => (isOut(day) ? [] : ['06:00']));
  const model = learn('2026-01-05', NEXT, day => (isOut(day) ? [] : ['06:00']));
  expect(expectDay(silent, '2026-11-22', context)).toMatchObject({
    slots: [],
    stoppedSince: at('2026-11-16', '06:00'),
  });
  expect(dueOn(NEXT, model)).toEqual([at(NEXT, '06:00')]);
});

test('nothing is expected of a job that is new', () => {
  const model = learn('2026-11-12', NEXT, () => ['06:00']);
  expect(expectDay(model, NEXT, context)).toEqual({slots: []});
});

test('a job that runs early on weekdays and late on Saturdays has a deadline for each', () => {
  const model = learn('2026-01-05', NEXT, day =>
    isWeekday(day) ? ['05:00'] : dayOfWeek(day) === 6 ? ['13:00'] : [],
  );
  expect(expectDay(model, '2026-11-23', context).slots).toMatchObject([
    {dueAt: at('2026-11-23', '05:00'), deadlineAt: at('2026-11-23', '06:00')},
  ]);
  expect(expectDay(model, '2026-11-28', context).slots).toMatchObject([
    {dueAt: at('2026-11-28', '13:00'), deadlineAt: at('2026-11-28', '14:00')},
  ]);
});

test('the deadline of a job with a wide spread is further off than that of a prompt one', () => {
  const model = learn('2026-01-05', NEXT, day => [
    `06:${String((toDayNumber(day) * 37) % 60).padStart(2, '0')}`,
  ]);
  const [slot] = expectDay(model, NEXT, context).slots;
  expect((slot?.deadlineAt ?? 0) - (slot?.dueAt ?? 0)).toBeGreaterThan(70 * MINUTE_MS);
});

test('five runs a day are five slots, and one of them on weekdays only is known as such', () => {
  const daily = ['01:00', '05:00', '09:00', '17:00'];
  const model = learn('2026-01-05', NEXT, day => (isWeekday(day) ? [...daily, '13:00'] : daily));
  const timesOf = (day: Day): number[] =>
    expectDay(model, day, context)
      .slots.filter(({confidence}) => confidence >= 0.85)
      .map(({dueAt}) => Math.round((dueAt - at(day, '00:00')) / HOUR_MS));
  expect(timesOf('2026-11-24')).toEqual([1, 5, 9, 13, 17]);
  expect(timesOf('2026-11-28')).toEqual([1, 5, 9, 17]);
});

test('every run of a job of which one time creeps along lies within its slot, by the deadline', () => {
  // Four times a day; the second from about 06:40 in January to 10:00 in November, as of a crowded scheduler.
  const utc: LearningContext = {clock: {zone: openZone('UTC'), dayStartMs: 0}};
  const startsOn = (day: Day): number[] => {
    const number = toDayNumber(day);
    const late = (200 * (number - toDayNumber('2026-01-05'))) / 322 + ((number * 37) % 41) - 20;
    return [100, 400 + late, 760, 1120].map(minutes => number * DAY_MS + minutes * MINUTE_MS);
  };
  let model: JobModel | undefined;
  for (let day = '2026-01-05'; day < NEXT; day = addDays(day, 1)) {
    const starts = startsOn(day);
    const slots = model && day >= '2026-02-01' ? expectDay(model, day, utc).slots : [];
    for (const {earliestAt, deadlineAt} of slots)
      expect(starts.filter(start => start >= earliestAt && start <= deadlineAt)).toHaveLength(1);
    const runs = starts.map(startedAt => ({startedAt, status: 'succeeded' as const}));
    model = learnDays(model, [{day, isObserved: true, runs}], utc);
  }
  expect(model && expectDay(model, NEXT, utc).slots).toHaveLength(4);
});

test('a day is learned in its place when it comes late', () => {
  const days = history('2026-01-05', NEXT, day => (isWorked(day) ? ['06:00', '18:00'] : ['06:00']));
  const late = days.filter(({day}) => day !== '2026-11-19');
  const model = learnDays(
    learnDays(undefined, late, context),
    [dayWith('2026-11-19', ['06:00', '18:00'])],
    context,
  );
  expect(expectDay(model, NEXT, context)).toEqual(
    expectDay(learnDays(undefined, days, context), NEXT, context),
  );
  expect(model.lastDay).toBe(toDayNumber(NEXT) - 1);
});
