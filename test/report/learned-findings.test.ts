import {describe, expect, test} from 'vitest';
import type {JobForecast} from '../../source/domain/forecast.ts';
import type {DurationBand, LearnedBasis} from '../../source/domain/learned.ts';
import {MINUTE_MS, SECOND_MS} from '../../source/domain/time.ts';
import {buildReport} from '../../source/report/build-report.ts';
import {expectedEnd} from '../../source/report/expected-end.ts';
import {judgeEnvironment} from '../../source/report/judge-environment.ts';
import type {Finding} from '../../source/report/status-report.ts';
import {at, collection, DAY, dayForecast, evidence, facts, run} from '../analysis/facts.ts';

const basis: LearnedBasis = {dates: {kind: 'business-days'}, ran: 250, of: 252};

function forecast(job: string, changes: Partial<JobForecast> = {}): JobForecast {
  const dueAt = at('00:35');
  const [earliestAt, deadlineAt] = [at('00:05'), at('01:30')];
  return {
    job,
    slots: [
      {
        dueAt,
        earliestAt,
        normallyBy: dueAt,
        deadlineAt,
        confidence: 0.99,
        lateRisk: 0.01,
        runsAYear: 252,
        index: 0,
        basis,
      },
    ],
    ...changes,
  };
}

function report(jobs: readonly JobForecast[], runs: Parameters<typeof facts>[0] = {}, now = at('06:45')) {
  const day = facts({
    forecasts: new Map([[DAY, dayForecast(jobs)]]),
    evidence: [evidence(collection({startedAt: at('06:41'), rows: 412}))],
    ...runs,
  });
  const known = {...day, totals: [], startedByNow: new Map()};
  const judged = judgeEnvironment(known, now);
  return buildReport([{...judged, facts: known, lastGood: new Map(), collections: new Map()}], now);
}

const only = ({findings}: {findings: readonly Finding[]}): Finding | undefined => findings[0];

test('a learned miss is marked, and says what it rests on', () => {
  const {findings, environments} = report([forecast('load')]);
  expect(findings).toMatchObject([
    {
      kind: 'missing',
      job: 'load',
      origin: 'learned',
      explanation: 'It ran on 250 of 252 business days, normally by 00:35; not yet at 01:30: no run was seen',
    },
  ]);
  expect(environments[0]).toMatchObject({
    state: 'problem',
    expected: 1,
    missing: 1,
    learned: {expected: 1, expectedFalseAlarms: 0.02},
  });
});

test('without anything learned the environment says so', () => {
  expect(report([]).environments[0]?.learned).toBeNull();
});

describe('many absent jobs', () => {
  const jobs = (count: number, from = 0) =>
    Array.from({length: count}, (_, i) => forecast(`job${String(from + i).padStart(3, '0')}`));
  const ranFor = (forecasts: readonly JobForecast[]) =>
    forecasts.map(({job}) => run({job, startedAt: at('00:35'), endedAt: at('00:40')}));

  test.each([
    ['nine of nine', 9, 0, 9],
    ['ten of ten', 10, 0, 1],
    ['ten of 66', 10, 56, 1],
    ['ten of 67', 10, 57, 10],
  ])('%s are %#', (_, absent, present, findings) => {
    const there = jobs(present, 500);
    const answer = report([...jobs(absent), ...there], {runs: ranFor(there)});
    expect(answer.findings).toHaveLength(findings);
    expect(answer.totals.missing).toBe(absent);
  });

  test('are one finding with its members, whose id stays while they come and go', () => {
    const answer = report(jobs(12));
    expect(answer.findings).toMatchObject([
      {
        id: `missing:prod:${DAY}:learned`,
        job: null,
        origin: 'learned',
        expected: 12,
        found: 0,
        explanation:
          '12 of 12 runs that are usual by now are absent, the first since 01:30: job000, job001, job002 and 9 others; so many at once have one cause',
      },
    ]);
    expect(only(answer)?.members).toHaveLength(12);
    expect(only(report(jobs(11)))?.id).toBe(only(answer)?.id);
  });
});

const duration: DurationBand = {
  usualMs: 41 * MINUTE_MS,
  shortMs: 10 * MINUTE_MS,
  longMs: 90 * MINUTE_MS,
  runs: 40,
};

describe('a run that ended', () => {
  const took = (ms: number, startedAt = at('00:35')) =>
    run({job: 'load', runKey: `${startedAt}`, startedAt, endedAt: startedAt + ms});

  test('too fast is an anomaly, which makes no problem', () => {
    const answer = report([forecast('load', {duration})], {runs: [took(2 * SECOND_MS)]});
    expect(answer.findings).toMatchObject([
      {
        kind: 'anomaly',
        job: 'load',
        origin: 'learned',
        explanation: 'It finished in 2s, usually 41m (of 40 runs)',
      },
    ]);
    expect(answer.environments[0]?.state).toBe('ok');
  });

  test('in a usual time, or too fast before a usual one, is none', () => {
    const usual = {runs: [took(10 * MINUTE_MS)]};
    expect(report([forecast('load', {duration})], usual).findings).toEqual([]);
    const again = {runs: [took(2 * SECOND_MS), took(40 * MINUTE_MS, at('01:00'))]};
    expect(report([forecast('load', {duration})], again).findings).toEqual([]);
  });

  test('is told when it will end while it runs, late end and late start apart', () => {
    const running = (startedAt: number) => ({
      runs: [run({job: 'load', status: 'running', startedAt})],
    });
    const late = only(report([forecast('load', {duration})], running(at('06:30'))));
    expect(late).toMatchObject({kind: 'late', expectedEnd: '2026-11-23T07:11:00Z'});
    expect(late?.explanation).toContain('started only at 06:30; it is still running, usually takes 41m');
    const long = only(report([forecast('load', {duration})], running(at('00:35')), at('06:45')));
    expect(long).toMatchObject({kind: 'overrun', expectedEnd: null});
    expect(long?.explanation).toContain('usually 41m and never more than about 1h 30m');
  });
});

describe('a run that is to come', () => {
  const slot = {run: undefined, duration, dueAt: at('06:00')};
  test.each([
    ['pending', '05:30', '06:41'],
    ['due', '06:00', '06:41'],
    ['due', '06:20', '07:01'],
  ] as const)('%s at %s should end about %s', (verdict, now, ends) => {
    expect(expectedEnd({...slot, verdict}, at(now))).toBe(at(ends));
  });

  test.each(['missing', 'excused', 'unknown'] as const)('%s has no end', verdict => {
    expect(expectedEnd({...slot, verdict}, at('06:20'))).toBeUndefined();
  });

  test('has none while its usual time is not known, nor without a time of its own', () => {
    expect(expectedEnd({...slot, duration: undefined, verdict: 'due'}, at('06:20'))).toBeUndefined();
    expect(expectedEnd({...slot, dueAt: undefined, verdict: 'due'}, at('06:20'))).toBeUndefined();
  });
});

test('a job that stopped for good is told once, without a slot', () => {
  const stoppedSince = at('00:35', '2026-11-10');
  const answer = report([forecast('load', {slots: [], stoppedSince})]);
  expect(answer.findings).toMatchObject([{kind: 'anomaly', job: 'load', since: '2026-11-10T00:35:00Z'}]);
  expect(answer.totals).toMatchObject({expected: 0, missing: 0});
});
