import {describe, expect, test} from 'vitest';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import {learnedEdgeRules} from '../../source/analysis/learned-slots.ts';
import {dayBounds} from '../../source/domain/business-day.ts';
import type {JobForecast} from '../../source/domain/forecast.ts';
import type {LearnedBasis, LearnedRhythm, LearnedSlot} from '../../source/domain/learned.ts';
import type {Verdict} from '../../source/domain/slot.ts';
import {MINUTE_MS} from '../../source/domain/time.ts';
import {
  at,
  collection,
  DAY,
  dayForecast,
  environment,
  evidence,
  expectation,
  facts,
  run,
  traits,
} from './facts.ts';

const basis: LearnedBasis = {dates: {kind: 'business-days'}, ran: 250, of: 252};

function slot(due: string, changes: Partial<LearnedSlot> = {}): LearnedSlot {
  const dueAt = at(due);
  return {
    dueAt,
    earliestAt: dueAt - 30 * MINUTE_MS,
    normallyBy: dueAt,
    runsAYear: 252,
    deadlineAt: dueAt + 60 * MINUTE_MS,
    confidence: 0.99,
    lateRisk: 0.01,
    index: 0,
    basis,
    ...changes,
  };
}

const forecast = (changes: Partial<JobForecast> = {}): JobForecast => ({
  job: 'backup',
  slots: [slot('02:00')],
  ...changes,
});

const forecastsOf = (...jobs: JobForecast[]) => new Map([[DAY, dayForecast(jobs)]]);

/** Complete as of a time of the day. */
const seenAt = (time: string) => [evidence(collection({startedAt: at(time)}))];

function judge(now: string, overrides: Parameters<typeof facts>[0] = {}) {
  const judged = [...judgeDay(facts({forecasts: forecastsOf(forecast()), ...overrides}), at(now))];
  return judged.flatMap(({slots}) => slots);
}

describe('a learned slot', () => {
  test.each<[string, string, Verdict]>([
    ['01:59', '01:59', 'pending'],
    ['03:00', '02:59', 'due'],
    ['03:01', '03:00', 'unknown'],
    ['03:10', '03:01', 'missing'],
  ])('at %s, collected at %s, is %s', (now, collected, verdict) => {
    expect(judge(now, {evidence: seenAt(collected)})).toMatchObject([{origin: 'learned', verdict}]);
  });

  test.each<[string, Verdict]>([
    ['01:30', 'ok'],
    ['02:59', 'ok'],
    ['03:00:01', 'ok-late'],
  ])('with a run that started at %s is %s: it is never early', (started, verdict) => {
    const runs = [run({startedAt: at(started), endedAt: at('05:00')})];
    expect(judge('06:00', {runs, evidence: seenAt('05:50')})).toMatchObject([{verdict}]);
  });

  test('is not excused by a day off, for that it runs on them was learned; by maintenance it is', () => {
    const calendar = {
      name: 'uk',
      weekend: new Set([1]),
      daysOff: new Map(),
      workedDays: new Set<string>(),
      halfDays: new Map(),
    };
    const own = environment({calendar});
    expect(judge('06:00', {environment: own, evidence: seenAt('05:50')})).toMatchObject([
      {verdict: 'missing'},
    ]);
    const maintenance = [{kind: 'once', from: at('01:00'), to: at('04:00'), reason: 'patching'} as const];
    expect(
      judge('06:00', {environment: environment({maintenance}), evidence: seenAt('05:50')}),
    ).toMatchObject([{verdict: 'excused'}]);
  });

  test('gives way to a declared schedule, to a discovered one and to a plan', () => {
    const declared = environment({expectations: [expectation()]});
    expect(judge('06:00', {environment: declared}).map(({origin}) => origin)).toEqual(['declared']);
    const schedules = [
      {
        job: 'backup',
        source: 'cron',
        isActive: true,
        definition: '0 4 * * *',
        knownSince: at('00:00'),
        timing: {kind: 'cron', expression: '0 4 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      } as const,
    ];
    expect(judge('06:00', {schedules}).map(({origin}) => origin)).toEqual(['discovered']);
    const plan = environment({
      sources: [{name: 'ctm', adapter: 'control-m', traits: {...traits, isPlan: true}}],
    });
    const runs = [run({status: 'waiting', scheduledAt: at('02:00')})];
    expect(judge('06:00', {environment: plan, runs}).map(({origin}) => origin)).toEqual(['discovered']);
  });

  test('near midnight takes its late run of the next day, and that day knows it', () => {
    const forecasts = forecastsOf(forecast({slots: [slot('23:30')]}));
    const edgeRules = learnedEdgeRules(forecasts, day => dayBounds(day, environment().clock));
    const late = run({startedAt: at('00:20', '2026-11-24'), businessDay: '2026-11-24'});
    const edgeRuns = new Map([['backup', [late]]]);
    const [judged] = [...judgeDay(facts({forecasts, edgeRules, edgeRuns}), at('06:00', '2026-11-24'))];
    expect(judged?.slots).toMatchObject([{verdict: 'ok', run: {startedAt: late.startedAt}}]);
  });
});

describe('an early run', () => {
  const wide = {earliestAt: at('12:00', '2026-11-22')};
  test.each<[string, string, Verdict]>([
    ['00:40', '23:45', 'ok'],
    ['00:40', '23:39', 'missing'],
    ['04:00', '00:01', 'ok'],
    ['04:00', '23:59', 'missing'],
    ['12:00', '06:00', 'ok'],
    ['12:00', '05:59', 'missing'],
  ])('for a slot due at %s that starts at %s makes it %s', (due, started, verdict) => {
    const forecasts = forecastsOf(forecast({slots: [slot(due, wide)]}));
    const edgeRules = learnedEdgeRules(forecasts, day => dayBounds(day, environment().clock));
    const isBefore = started > '20:00';
    const businessDay = isBefore ? '2026-11-22' : DAY;
    const early = run({startedAt: at(started, businessDay), businessDay});
    const answers = [DAY, '2026-11-22'].map(day => ({
      ...evidence(collection({startedAt: at('20:00')})),
      businessDay: day,
    }));
    const [judged] = judge('20:30', {
      forecasts,
      edgeRules,
      evidence: answers,
      ...(isBefore ? {edgeRuns: new Map([['backup', [early]]])} : {runs: [early]}),
    });
    expect(judged).toMatchObject({verdict});
  });
});

describe('a limit on the run time that was learned', () => {
  const duration = {usualMs: 10 * MINUTE_MS, shortMs: MINUTE_MS, longMs: 30 * MINUTE_MS, runs: 40};
  const runs = [run({status: 'running', startedAt: at('02:00')})];

  test('makes a run an overrun when nobody gave another', () => {
    const forecasts = forecastsOf(forecast({duration}));
    expect(judge('02:30', {runs, forecasts})).toMatchObject([{verdict: 'running'}]);
    expect(judge('02:31', {runs, forecasts})).toMatchObject([{verdict: 'overrun', isRuntimeLearned: true}]);
  });

  test('gives way to a declared one', () => {
    const forecasts = forecastsOf(forecast({slots: [], duration}));
    const own = environment({expectations: [expectation({maxRuntimeMs: 60 * MINUTE_MS})]});
    const [judged] = judge('02:45', {runs, forecasts, environment: own});
    expect(judged).toMatchObject({verdict: 'running', maxRuntimeMs: 60 * MINUTE_MS, duration});
    expect(judged?.isRuntimeLearned).toBeUndefined();
  });
});

describe('a job that runs every so often', () => {
  const rhythm: LearnedRhythm = {
    everyMs: 10 * MINUTE_MS,
    limitMs: 25 * MINUTE_MS,
    fromAt: at('00:00'),
    untilAt: at('00:00', '2026-11-24'),
    isAllDay: true,
    runsAYear: 50_000,
    confidence: 0.99,
    lateRisk: 0.01,
    basis,
  };
  const forecasts = forecastsOf(forecast({slots: [], rhythm}));
  const startsAt = (...times: string[]) =>
    times.map(time => run({startedAt: at(time), endedAt: at(time) + MINUTE_MS}));

  test('has a slot a run, one for each pause beyond its limit, and the next', () => {
    const runs = startsAt('00:05', '00:15', '02:00', '02:10');
    const slots = judge('02:15', {forecasts, runs, evidence: seenAt('02:14')});
    expect(slots.map(({verdict}) => verdict)).toEqual(['ok', 'ok', 'missing', 'ok', 'ok', 'pending']);
    expect(slots[2]).toMatchObject({dueAt: at('00:25'), deadlineAt: at('00:40'), since: at('00:40')});
  });

  test.each<[string, Verdict]>([
    ['02:35', 'due'],
    ['02:36', 'missing'],
  ])('at %s its next run is %s', (now, verdict) => {
    const slots = judge(now, {forecasts, runs: startsAt('02:10'), evidence: seenAt('02:35:30')});
    expect(slots.at(-1)).toMatchObject({verdict});
  });

  test('owes nothing after the time of day at which it usually ends', () => {
    const ending = forecastsOf(
      forecast({slots: [], rhythm: {...rhythm, isAllDay: false, untilAt: at('18:00')}}),
    );
    const slots = judge('23:00', {forecasts: ending, runs: startsAt('17:40'), evidence: seenAt('22:59')});
    expect(slots.at(-1)).toMatchObject({dueAt: at('17:40'), verdict: 'ok'});
  });
});
