import {expect, test} from 'vitest';
import type {JobForecast} from '../../../source/domain/forecast.ts';
import type {LearnedSlot, TrackRecord} from '../../../source/domain/learned.ts';
import {makeForecasts} from '../../../source/report/learning/make-forecasts.ts';
import {at, DAY} from '../../analysis/facts.ts';

const slot = (confidence: number): LearnedSlot => ({
  dueAt: at('02:00'),
  earliestAt: at('01:30'),
  normallyBy: at('02:10'),
  runsAYear: 365,
  deadlineAt: at('03:00'),
  confidence,
  lateRisk: 0,
  index: 0,
  basis: {dates: {kind: 'every-day'}, ran: 90, of: 90},
});
const job = (name: string, changes: Partial<JobForecast> = {}): JobForecast => ({
  job: name,
  slots: [],
  ...changes,
});
const NEXT = '2026-11-24';

test('only slots that are sure enough for the budget are expected, and what is left of it is told', () => {
  const jobs = [job('sure', {slots: [slot(0.999)]}), job('unsure', {slots: [slot(0.87)]})];
  const make = (falseAlarmsPerDay: number) =>
    makeForecasts(new Map([[DAY, jobs]]), {falseAlarmsPerDay, toldStops: {}});
  const strict = make(0.1);
  expect(strict.days[0]?.jobs.map(({job: name}) => name)).toEqual(['sure']);
  expect(strict.falseAlarms).toBeLessThanOrEqual(0.1);
  // However large the budget, what is hardly more likely than not is no expectation.
  const doubtful = new Map([[DAY, [job('doubtful', {slots: [slot(0.6)]})]]]);
  expect(makeForecasts(doubtful, {falseAlarmsPerDay: 100, toldStops: {}}).days[0]?.jobs).toEqual([]);
  const lax = make(1);
  expect(lax.days[0]?.jobs.map(({job: name}) => name)).toEqual(['sure', 'unsure']);
  expect(lax.falseAlarms).toBeGreaterThan(strict.falseAlarms);
});

test('what is not expected on the day counts for the risk of what is, and is not handed on', () => {
  const record = (exceptions: number): TrackRecord => ({
    riskClass: 0,
    expected: [0, 0, 0, 0, 300],
    exceptions: [0, 0, 0, 0, exceptions],
    sharers: 1,
  });
  const expected = (): JobForecast[] =>
    Array.from({length: 20}, (_, index) => {
      const track = {...record(0), riskClass: 4};
      return job(`job${index}`, {slots: [{...slot(0.999), track}], records: [track]});
    });
  const resting = (exceptions: number): JobForecast[] =>
    Array.from({length: 20}, (_, index) => job(`resting${index}`, {records: [record(exceptions)]}));
  const make = (others: JobForecast[]) =>
    makeForecasts(new Map([[DAY, [...expected(), ...others]]]), {falseAlarmsPerDay: 1, toldStops: {}});
  const quiet = make(resting(0));
  expect(make(resting(2)).falseAlarms).toBeGreaterThan(5 * quiet.falseAlarms);
  expect(quiet.days[0]?.jobs).toHaveLength(20);
  expect(quiet.days[0]?.jobs.every(({records}) => records === undefined)).toBe(true);
});

test('in a fleet too large for its budget as many are left out as the budget does not bear', () => {
  const jobs = Array.from({length: 5000}, (_, i) => job(`job${i}`, {slots: [slot(0.99)]}));
  const {days, falseAlarms, withheld} = makeForecasts(new Map([[DAY, jobs]]), {
    falseAlarmsPerDay: 1,
    toldStops: {},
  });
  expect(falseAlarms).toBeLessThanOrEqual(1);
  expect(days[0]?.jobs.length).toBeGreaterThan(90);
  expect(withheld).toBe(5000 - (days[0]?.jobs.length ?? 0));
});

test('a stop is told on one day, not again, and not when it is old news', () => {
  const stopped = [
    job('gone', {stoppedSince: at('02:00')}),
    job('long-gone', {stoppedSince: at('02:00', '2026-09-01')}),
  ];
  const byDay = new Map([DAY, NEXT].map(day => [day, stopped]));
  const first = makeForecasts(byDay, {falseAlarmsPerDay: 1, toldStops: {}});
  expect(first.days.map(({jobs}) => jobs.map(({job: name}) => name))).toEqual([['gone'], []]);
  const later = makeForecasts(new Map([[NEXT, stopped]]), {falseAlarmsPerDay: 1, toldStops: first.toldStops});
  expect(later.days[0]?.jobs).toEqual([]);
  const again = makeForecasts(new Map([[NEXT, [job('gone', {slots: [slot(1)]})]]]), {
    falseAlarmsPerDay: 1,
    toldStops: first.toldStops,
  });
  expect(again.toldStops).toEqual({});
});

test('for how long a stop is news goes by how often the job ran', () => {
  const stoppedSince = at('02:00', '2026-08-01');
  const stopped = [
    job('monthly', {stoppedSince, usualDays: 30}),
    job('weekly', {stoppedSince, usualDays: 7}),
  ];
  const {days} = makeForecasts(new Map([[DAY, stopped]]), {falseAlarmsPerDay: 1, toldStops: {}});
  expect(days[0]?.jobs).toEqual([{job: 'monthly', slots: [], stoppedSince}]);
});
