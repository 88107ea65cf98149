import {expect, test} from 'vitest';
import {findOverdue} from '../../../source/analysis/learning/overdue.ts';
import type {LearnedRhythm} from '../../../source/domain/learned.ts';
import {MINUTE_MS} from '../../../source/domain/time.ts';

const minutes = (count: number): number => count * MINUTE_MS;
const rhythm: LearnedRhythm = {
  everyMs: minutes(10),
  limitMs: minutes(14),
  fromAt: 0,
  untilAt: minutes(1440),
  isAllDay: true,
  confidence: 1,
  lateRisk: 0,
  runsAYear: 52_560,
  basis: {dates: {kind: 'every-day'}, ran: 28, of: 28},
};
const overdue = (starts: number[], until: number, own = rhythm): number[] =>
  findOverdue(own, starts.map(minutes), 0, minutes(until)).map(({deadlineAt}) => deadlineAt / MINUTE_MS);

test.each([
  ['before its limit', 33, []],
  ['at its limit', 34, []],
  ['just after its limit', 35, [34]],
  ['long after: still one', 300, [34]],
])('a pause is overdue %s', (_, until, expected) => {
  expect(overdue([0, 10, 20], until)).toEqual(expected);
});

test('a pause that has ended is remembered', () => {
  expect(overdue([0, 10, 40, 50], 60)).toEqual([24]);
});

test('the last start of the day before counts', () => {
  expect(overdue([-5, 30, 40], 45)).toEqual([9]);
});

test('outside its hours it may rest, and its first start is due with them', () => {
  const office = {...rhythm, isAllDay: false, fromAt: minutes(480), untilAt: minutes(1080)};
  expect(overdue([300, 485, 495], 505, office)).toEqual([]);
  expect(overdue([300], 600, office)).toEqual([494]);
  expect(overdue([480, 490, 1075], 1440, {...office, fromAt: minutes(1060)})).toEqual([1074]);
  expect(overdue([1070], 1440, {...office, fromAt: minutes(1060)})).toEqual([]);
});
