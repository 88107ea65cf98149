import {describe, expect, test} from 'vitest';
import {isAlarming} from '../../../source/analysis/learning/budget.ts';
import {describeModel, expectDay} from '../../../source/analysis/learning/learner.ts';
import {explainSlot} from '../../../source/analysis/learning/reason.ts';
import {createRandom} from '../../../source/demo/random.ts';
import type {JobModel, LearnedDates} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {addDays} from '../../../source/domain/time.ts';
import {context, isWorked, learn, zone} from './jobs.ts';

const month = (day: Day): number => Number(day.slice(5, 7));
const isEndOfMonth = (day: Day): boolean => month(addDays(day, 1)) !== month(day);

function nearWorked(day: Day, step: 1 | -1): Day {
  const near = addDays(day, step);
  return isWorked(near) ? near : nearWorked(near, step);
}

/** The days on which a run is expected, surely enough to be told of. */
function toldDays(model: JobModel, from: Day, to: Day): Day[] {
  const told: Day[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) {
    if (expectDay(model, day, context).slots.some(isAlarming)) told.push(day);
  }
  return told;
}

describe('a job that runs on the last business day of each quarter', () => {
  const isDue = (day: Day): boolean =>
    month(day) % 3 === 0 && isWorked(day) && month(nearWorked(day, 1)) !== month(day);
  const learnFrom = (from: Day, to: Day, isMissed = (_: Day): boolean => false): JobModel =>
    learn(from, to, day => (isDue(day) && !isMissed(day) ? ['21:00'] : []));
  const model = learnFrom('2024-11-23', '2026-11-23');

  test('is expected on the next one and on no other day', () => {
    expect(toldDays(model, '2026-11-23', '2027-03-01')).toEqual(['2026-12-31']);
  });

  test('says what that rests on', () => {
    const [slot] = expectDay(model, '2026-12-31', context).slots;
    expect(slot && explainSlot(slot, zone)).toBe(
      'ran 8 of 8 times on the last business day of the quarter, normally by 21:00',
    );
  });

  test('is expected from its fifth run on', () => {
    expect(toldDays(learnFrom('2025-10-23', '2026-09-01'), '2026-09-01', '2026-10-01')).toEqual([]);
    expect(toldDays(learnFrom('2025-10-23', '2026-11-23'), '2026-11-23', '2027-01-01')).toEqual([
      '2026-12-31',
    ]);
  });

  test('is expected again after one miss', () => {
    const missed = learnFrom('2024-11-23', '2026-11-23', day => day === '2026-09-30');
    expect(toldDays(missed, '2026-11-23', '2027-01-01')).toEqual(['2026-12-31']);
    expect(expectDay(missed, '2026-12-31', context).slots[0]?.basis).toMatchObject({ran: 7, of: 8});
  });

  test('has stopped when it was missed three times', () => {
    const ended = learnFrom('2024-11-23', '2026-11-23', day => day > '2026-01-01');
    const {slots, stoppedSince} = expectDay(ended, '2026-12-31', context);
    expect(slots).toEqual([]);
    expect(stoppedSince).toBeDefined();
  });
});

test.each<[string, LearnedDates, (day: Day) => boolean]>([
  [
    'the 15th of the middle month of a quarter',
    {kind: 'in-months', months: [2, 5, 8, 11], dates: {kind: 'days-of-month', days: [15]}},
    day => month(day) % 3 === 2 && day.endsWith('-15'),
  ],
  [
    'the first business day of a half-year',
    {kind: 'in-months', months: [1, 7], dates: {kind: 'business-days-of-month', ordinals: [1]}},
    day => month(day) % 6 === 1 && isWorked(day) && month(nearWorked(day, -1)) !== month(day),
  ],
  [
    'the 20th, or the next business day',
    {
      kind: 'in-months',
      months: [3, 6, 9, 12],
      dates: {kind: 'rolled-day-of-month', days: [20], roll: 'next'},
    },
    day =>
      month(day) % 3 === 0 && isWorked(day) && day.slice(8) >= '20' && nearWorked(day, -1).slice(8) < '20',
  ],
])('%s', (_, dates, isDue) => {
  const model = learn('2024-06-01', '2026-11-23', day => (isDue(day) ? ['04:15'] : []));
  expect(describeModel(model, context).times).toMatchObject([{usualMinutes: 255, basis: {dates}}]);
});

test('where rules that explain a job equally well disagree, neither of their days is told of', () => {
  // January, April, July and October of 2025 end on a business day, January of 2026 on a Saturday.
  const isDue = (day: Day): boolean => month(day) % 3 === 1 && isEndOfMonth(day);
  const model = learn('2025-01-06', '2026-01-20', day => (isDue(day) ? ['21:00'] : []));
  const chanceOn = (day: Day): number =>
    expectDay(model, day, {...context, lateAlarmsAYear: 1}).slots[0]?.confidence ?? 0;
  expect(toldDays(model, '2026-01-20', '2026-02-03')).toEqual([]);
  // A month on which they agree is not in doubt.
  expect(toldDays(model, '2026-04-20', '2026-05-03')).toEqual(['2026-04-30']);
  expect(chanceOn('2026-01-30') + chanceOn('2026-01-31')).toBeLessThan(0.95);
});

test('of jobs that run seldom, on no dates, nothing is told', () => {
  const random = createRandom('seldom');
  const told = Array.from({length: 40}, () => {
    const days = new Set<Day>();
    for (let day = '2024-12-01'; day < '2026-11-23'; day = addDays(day, 76 + Math.floor(60 * random())))
      days.add(day);
    const model = learn('2024-11-23', '2026-11-23', day => (days.has(day) ? ['11:00'] : []));
    return toldDays(model, '2026-11-23', '2027-02-23');
  });
  expect(told.flat()).toEqual([]);
});
