import {expect, test} from 'vitest';
import {judgeEnvironment} from '../../../source/report/judge-environment.ts';
import {deriveJobsPage} from '../../../source/report/pages/jobs-page.ts';
import type {JobRow} from '../../../source/report/pages/pages.ts';
import {deriveRunsPage} from '../../../source/report/pages/runs-page.ts';
import type {JudgedDay} from '../../../source/report/read-report.ts';
import {at, collection, environment, evidence, expectation, facts, run} from '../../analysis/facts.ts';

const NOW = at('06:45');

type DayOverrides = NonNullable<Parameters<typeof facts>[0]>;

function judged(overrides: DayOverrides, now = NOW): JudgedDay {
  const own = {
    ...facts({evidence: [evidence(collection())], ...overrides}),
    totals: [],
    startedByNow: new Map<string, number>(),
  };
  return {...judgeEnvironment(own, now, {keepJobs: true}), facts: own};
}

function rowOf(overrides: DayOverrides): JobRow | undefined {
  return deriveJobsPage(judged(overrides)).rows.at(0);
}

const timed = (expression: string) =>
  environment({
    expectations: [
      expectation({timing: {kind: 'cron', expression, timezone: 'Europe/London', policy: 'debian-cron'}}),
    ],
  });

test('a page says which business day it is about and between which instants that lies', () => {
  const {rows, ...page} = deriveJobsPage(judged({day: '2026-03-29'}));
  expect(page).toEqual({
    environment: 'prod',
    timezone: 'Europe/London',
    businessDay: '2026-03-29',
    dayStartsAt: Date.parse('2026-03-29T00:00Z'),
    // Clocks go forward on this day: it has 23 hours.
    dayEndsAt: Date.parse('2026-03-29T23:00Z'),
  });
  expect(rows).toEqual([]);
});

test('a job with several slots shows the worst verdict, how many ran and when the next is due', () => {
  const runs = [
    run({startedAt: at('00:00'), endedAt: at('00:10')}),
    run({startedAt: at('04:00'), endedAt: at('04:05'), status: 'failed'}),
  ];
  expect(rowOf({environment: timed('0 */2 * * *'), runs})).toEqual({
    job: 'backup',
    verdict: 'missing',
    slots: 12,
    ran: 2,
    problems: 3,
    runs: 2,
    lastStatus: 'failed',
    lastStartedAt: at('04:00'),
    lastDurationMs: 5 * 60_000,
    nextDueAt: at('08:00'),
  });
});

test('an excused slot is not expected', () => {
  const own = {...timed('0 2 * * *'), maintenance: []};
  const calendar = {
    name: 'uk',
    weekend: new Set([1]),
    daysOff: new Map<string, string>(),
    workedDays: new Set<string>(),
    halfDays: new Map<string, number>(),
  };
  expect(rowOf({environment: {...own, calendar}})).toMatchObject({verdict: 'excused', slots: 0, ran: 0});
});

test('a job that nobody expects has no verdict, and a problem only while its failure was not made good', () => {
  const failed = run({job: 'adhoc', status: 'failed', startedAt: at('03:00')});
  expect(rowOf({runs: [failed]})).toMatchObject({verdict: null, slots: 0, problems: 1, nextDueAt: null});
  const good = run({job: 'adhoc', startedAt: at('04:00')});
  expect(rowOf({runs: [failed, good]})).toMatchObject({problems: 0, runs: 2, lastStatus: 'succeeded'});
});

test('a job that has not run has no last run', () => {
  expect(rowOf({environment: timed('0 2 * * *')})).toMatchObject({
    verdict: 'missing',
    lastStatus: null,
    lastStartedAt: null,
    lastDurationMs: null,
  });
});

test("a day's runs come newest start first, those that have not started last and in the order in which they are due", () => {
  const runs = [
    run({runKey: 'waiting later', status: 'waiting', scheduledAt: at('22:00')}),
    run({runKey: 'old', startedAt: at('01:00')}),
    run({runKey: 'whenever', status: 'held'}),
    run({job: 'other', runKey: 'new', startedAt: at('05:00')}),
    run({runKey: 'waiting', status: 'waiting', scheduledAt: at('20:00')}),
  ];
  const page = deriveRunsPage(judged({runs}));
  expect(page.isCut).toBe(false);
  expect(page.rows.map(({runKey}) => runKey)).toEqual(['new', 'old', 'waiting', 'waiting later', 'whenever']);
});

test('too many runs are cut, the oldest first', () => {
  const runs = ['01:00', '02:00', '03:00'].map(time => run({runKey: time, startedAt: at(time)}));
  const page = deriveRunsPage(judged({runs}), 2);
  expect(page).toMatchObject({isCut: true, rows: [{runKey: '03:00'}, {runKey: '02:00'}]});
});

test('what is not known of a run is null', () => {
  expect(deriveRunsPage(judged({runs: [run({runKey: '7', status: 'waiting'})]})).rows).toEqual([
    {
      environment: 'prod',
      job: 'backup',
      runKey: '7',
      businessDay: '2026-11-23',
      status: 'waiting',
      scheduledAt: null,
      startedAt: null,
      endedAt: null,
      durationMs: null,
      exitCode: null,
      message: null,
      seenIn: 7,
    },
  ]);
});
