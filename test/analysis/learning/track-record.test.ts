import {expect, test} from 'vitest';
import {expectDay} from '../../../source/analysis/learning/learner.ts';
import {reckonRisks} from '../../../source/analysis/learning/track-record.ts';
import type {LearnedDay, LearnedSlot, TrackRecord} from '../../../source/domain/learned.ts';
import type {Day} from '../../../source/domain/time.ts';
import {context, isWeekday, learn} from './jobs.ts';

const FROM = '2025-06-02';
const TO = '2026-11-23';

function expectedOn(timesOn: (day: Day) => readonly string[]): LearnedSlot {
  const [slot] = expectDay(learn(FROM, TO, timesOn), TO, context).slots;
  if (!slot) throw new Error('nothing is expected');
  return slot;
}

const sum = (counts: readonly number[] = []): number => counts.reduce((total, count) => total + count, 0);
const daily = (day: Day): string[] => (day === '2026-08-12' ? [] : ['06:00']);

test('a run that is missed once was due: no exception', () => {
  const {track} = expectedOn(daily);
  expect(sum(track?.exceptions)).toBe(0);
  expect(sum(track?.expected)).toBeGreaterThan(250);
});

test('the first of the days on which it does not run any more were exceptions, until that was learned', () => {
  const {track} = expectedOn(day => (day < '2026-08-01' || isWeekday(day) ? ['06:00'] : []));
  expect(sum(track?.exceptions)).toBeGreaterThanOrEqual(1);
  expect(sum(track?.exceptions)).toBeLessThanOrEqual(4);
});

test('an outage of some days was none', () => {
  const slot = expectedOn(day => (day >= '2026-08-03' && day <= '2026-08-05' ? [] : ['06:00']));
  expect(sum(slot.track?.exceptions)).toBe(0);
});

const record = (expected: number, exceptions: number): TrackRecord => ({
  riskClass: 4,
  expected: [0, 0, 0, 0, expected],
  exceptions: [0, 0, 0, 0, exceptions],
  sharers: 1,
});
const recordsOf = (slots: {track: TrackRecord}[]): TrackRecord[] => slots.map(({track}) => track);
const tracked = (track: TrackRecord, lateRisk = 0) => ({confidence: 0.999, lateRisk, track});

test('a fleet that kept to its rules has less risk than one that did not, and each job what its own past adds', () => {
  const steady = Array.from({length: 500}, () => tracked(record(300, 0)));
  const fickle = steady.map((slot, index) => (index % 10 === 0 ? tracked(record(300, 2)) : slot));
  const [inSteady, inFickle] = [reckonRisks(recordsOf(steady)), reckonRisks(recordsOf(fickle))];
  const known = tracked(record(300, 0));
  expect(inSteady(known)).toBeLessThan(inFickle(known));
  expect(inFickle(tracked(record(300, 2)))).toBeGreaterThan(2 * inFickle(known));
  // A hundred exceptions in 150,000 days, on average over all.
  const all = fickle.reduce((total, slot) => total + inFickle(slot), 0) / fickle.length;
  expect(all).toBeGreaterThan(0.5 * (100 / 150_000));
  expect(all).toBeLessThan(2 * (100 / 150_000));
});

test('days off have a risk of their own, and a job that rests on them from now on says so on the first that it rests', () => {
  const resting = expectDay(
    learn(FROM, '2026-11-28', day => (day < '2026-10-01' || isWeekday(day) ? ['06:00'] : [])),
    '2026-11-28',
    context,
  );
  expect(resting.slots).toEqual([]);
  const steady = expectDay(learn(FROM, '2026-11-28', daily), '2026-11-28', context);
  const working = expectedOn(daily);
  const off = steady.slots[0] as LearnedSlot;
  const fleet = (exceptional: LearnedDay): TrackRecord[] =>
    [...Array.from({length: 30}, () => steady), exceptional].flatMap(({records = []}) => records);
  const [kept, changed] = [reckonRisks(fleet(steady)), reckonRisks(fleet(resting))];
  expect(changed(off)).toBeGreaterThan(1.5 * kept(off));
  expect(changed(working)).toBeLessThan(1.1 * kept(working));
});

test('slots that share their days share the risk of an exception, and each may be late', () => {
  const riskOf = reckonRisks([]);
  const alone = riskOf(tracked(record(300, 0)));
  expect(riskOf(tracked({...record(300, 0), sharers: 4}))).toBeCloseTo(alone / 4);
  expect(riskOf(tracked(record(300, 0), 0.01))).toBeCloseTo(1 - (1 - alone) * 0.99);
});

test('of a rhythm the days with a longer pause than its limit count', () => {
  const riskOf = reckonRisks([]);
  const kept = riskOf(tracked({...record(300, 0), days: 28, lateDays: 0}));
  expect(riskOf(tracked({...record(300, 0), days: 28, lateDays: 3}))).toBeGreaterThan(3 * kept);
});

test('what has no record is believed what it says of itself', () => {
  expect(reckonRisks([])({confidence: 0.9, lateRisk: 0.1})).toBeCloseTo(0.19);
});
