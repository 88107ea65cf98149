import {expect, test} from 'vitest';
import {expectDay} from '../../../source/analysis/learning/learner.ts';
import {
  explainBasis,
  explainRhythm,
  explainSlot,
  wordLearnedDates,
} from '../../../source/analysis/learning/reason.ts';
import type {LearnedDates} from '../../../source/domain/learned.ts';
import {at, context, isWorked, learn, zone} from './jobs.ts';

test('a slot is explained by its history, its usual time and what is not there yet', () => {
  const missed = new Set(['2026-03-10', '2026-09-15']);
  const model = learn('2026-01-05', '2026-11-23', day =>
    isWorked(day) && !missed.has(day) ? ['00:30'] : [],
  );
  const [slot] = expectDay(model, '2026-11-23', context).slots;
  if (!slot) throw new Error('nothing is expected');
  expect(explainSlot(slot, zone)).toBe('ran on 223 of 225 business days, normally by 00:30');
  expect(explainSlot(slot, zone, at('2026-11-23', '01:30'))).toBe(
    'ran on 223 of 225 business days, normally by 00:30; not yet at 01:30',
  );
});

test('a rhythm is explained by its pause', () => {
  const times = Array.from({length: 96}, (_, index) => `${Math.floor(index / 4)}:${(index % 4) * 15}`);
  const {rhythm} = expectDay(
    learn('2026-10-01', '2026-11-23', () => times),
    '2026-11-23',
    context,
  );
  if (!rhythm) throw new Error('no rhythm is expected');
  expect(explainRhythm(rhythm)).toBe('ran on 53 of 53 days, every 15m, normally within 19m');
});

const CASES: [LearnedDates, string][] = [
  [{kind: 'every-day'}, 'ran on 8 of 9 days'],
  [{kind: 'after-business-days'}, 'ran on 8 of 9 days after a business day'],
  [{kind: 'weekdays', weekdays: [1, 2, 3, 4, 5], isWorkedOnly: false}, 'ran on 8 of 9 Mondays to Fridays'],
  [
    {kind: 'weekdays', weekdays: [1, 4], isWorkedOnly: true},
    'ran on 8 of 9 Mondays and Thursdays that are business days',
  ],
  [{kind: 'days-of-month', days: [1, 15]}, 'ran 8 of 9 times on days 1 and 15 of the month'],
  [
    {kind: 'days-to-month-end', days: [0, 1]},
    'ran 8 of 9 times on the last day and the second to last day of the month',
  ],
  [
    {kind: 'business-days-of-month', ordinals: [-1]},
    'ran 8 of 9 times on the last business day of the month',
  ],
  [
    {kind: 'nth-weekdays', weekdays: [{weekday: 2, ordinal: 2}]},
    'ran 8 of 9 times on the second Tuesday of the month',
  ],
  [
    {kind: 'rolled-day-of-month', days: [15], roll: 'previous'},
    'ran 8 of 9 times on day 15 of the month or the previous business day',
  ],
  [
    {kind: 'in-months', months: [3, 6, 9, 12], dates: {kind: 'business-days-of-month', ordinals: [-1]}},
    'ran 8 of 9 times on the last business day of the quarter',
  ],
  [
    {kind: 'in-months', months: [1, 7], dates: {kind: 'days-of-month', days: [2]}},
    'ran 8 of 9 times on day 2 of the half-year',
  ],
  [
    {
      kind: 'in-months',
      months: [2, 5, 8, 11],
      dates: {kind: 'rolled-day-of-month', days: [15], roll: 'next'},
    },
    'ran 8 of 9 times on day 15 of February, May, August and November or the next business day',
  ],
  [{kind: 'alternate-weeks', weekdays: [5], parity: 1}, 'ran 8 of 9 times every other week on Friday'],
  [{kind: 'irregular'}, 'ran on 8 of 9 days'],
];
test.each(CASES)('%j in words', (dates, words) => {
  expect(explainBasis({dates, ran: 8, of: 9})).toBe(words);
});

test('dates alone have words too', () => {
  expect(wordLearnedDates({kind: 'every-day'})).toBe('every day');
  expect(wordLearnedDates({kind: 'business-days'})).toBe('on business days');
});
