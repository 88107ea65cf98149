import {expect, test} from 'vitest';
import {deriveDurations} from '../../../source/analysis/learning/durations.ts';

const DAILY = Array.from({length: 40}, () => 24 * 60);
/** Ten minutes, some a few seconds more or less. */
const steady = Array.from({length: 39}, (_, index) => 600 + ((index * 7) % 11) * 6);

const bandOf = (durations: number[], lateAlarmsAYear = 1) => {
  const band = deriveDurations({durations, starts: DAILY}, {lateAlarmsAYear});
  if (!band) throw new Error('no band');
  const {usualMs, shortMs, longMs} = band;
  return {usual: usualMs / 1000, short: shortMs / 1000, long: longMs / 1000};
};

test('of a steady job twice as long is too long, and half as long too short', () => {
  const {usual, short, long} = bandOf(steady);
  expect(long).toBeLessThan(2 * usual);
  expect(short).toBeGreaterThan(usual / 2);
});

test('what took four times as long at the end of one month may do so at the end of the next, and half as long again', () => {
  const {long} = bandOf([...steady.slice(0, 20), 2500, ...steady.slice(20)]);
  expect(long).toBeGreaterThan(1.4 * 2500);
  expect(long).toBeLessThan(1.6 * 2500);
});

test('one run that hung for a day does not make the next one usual', () => {
  const {usual, long} = bandOf([...steady, 86_400]);
  expect(long).toBeLessThan(10 * usual);
});

test('however much they differ, four times as long as the longest is too long', () => {
  const wild = Array.from({length: 40}, (_, index) => 10 * 1.2 ** index);
  expect(bandOf(wild, 0.01).long).toBeLessThanOrEqual(4.01 * (wild.at(-1) ?? 0));
});

test('where fewer false alarms are borne the limits are further out, also for a job that runs more often', () => {
  const varied = Array.from({length: 40}, (_, index) => 600 * 1.5 ** Math.sin(index * 2.4));
  const [some, few] = [bandOf(varied, 1), bandOf(varied, 0.05)];
  expect(few.long).toBeGreaterThan(some.long);
  expect(few.short).toBeLessThan(some.short);
  const starts = DAILY.map(minutes => minutes / 24);
  expect(deriveDurations({durations: varied, starts}, {})?.longMs).toBeGreaterThan(some.long * 1000);
});

test('seven runs say nothing yet', () => {
  expect(deriveDurations({durations: steady.slice(0, 7), starts: DAILY}, {})).toBeUndefined();
});
