import {describe, expect, test} from 'vitest';
import {printers} from '../../source/demo/printers.ts';
import {resolveEnvironment, resolveFleet} from '../../source/demo/resolve-fleet.ts';
import type {SimulatedRun} from '../../source/demo/simulate-day.ts';
import {simulateDay} from '../../source/demo/simulate-day.ts';
import {businessDayOf, dayBounds, instantInDay} from '../../source/domain/business-day.ts';
import {addDays, HOUR_MS, MINUTE_MS, parseDuration} from '../../source/domain/time.ts';
import {DEMO_STARTS} from './demo-starts.ts';

const SEED = 7;
const NOON = Date.parse('2026-11-18T12:00:00Z');

const today = (name: string, at: number): SimulatedRun[] => {
  const environment = resolveEnvironment(name, at);
  return simulateDay({environment, day: environment.incidentDay, seed: SEED, now: at});
};
const runsOf = (environment: string, job: string, at: number): SimulatedRun[] =>
  today(environment, at).filter(run => run.job.name === job);
const graceOf = (run: SimulatedRun | undefined): number =>
  parseDuration(run?.job.expect?.grace ?? '') ?? Number.NaN;

describe.each(DEMO_STARTS)('a demo started at $name', ({at}) => {
  test('has eight hours or more of every business day behind it', () => {
    for (const {clock, incidentDay} of resolveFleet(at)) {
      expect(at - dayBounds(incidentDay, clock).start).toBeGreaterThanOrEqual(8 * HOUR_MS);
    }
  });

  test('shows a job that is missing: past its grace, nothing started', () => {
    const [run, ...others] = runsOf('prod-nyc', 'positions-extract', at);
    expect(run).toMatchObject({state: 'waiting'});
    expect((run?.dueAt ?? at) + graceOf(run)).toBeLessThan(at);
    expect(others).toEqual([]);
  });

  test('shows a failure made good by a rerun', () => {
    expect(runsOf('prod-nyc', 'ach-settlement', at).map(({state}) => state)).toEqual(['failed', 'succeeded']);
  });

  test.each([
    ['prod-ldn', 'SETTLE/SWIFT_MT548'],
    ['prod-tok', 'train-order-flow'],
    ['uat-ldn', '/opt/uat/bin/import-prod-sample'],
  ])('shows a plain failure in %s', (environment, job) => {
    expect(runsOf(environment, job, at).map(({state}) => state)).toEqual(['failed']);
  });

  test('shows a job that started after its grace and succeeded', () => {
    const [run] = runsOf('prod-nyc', 'client-statements', at);
    expect(run?.state).toBe('succeeded');
    const startedAt = run && 'startedAt' in run ? run.startedAt : 0;
    expect(startedAt - (run?.dueAt ?? 0)).toBeGreaterThan(graceOf(run));
  });

  test('shows a job that runs beyond its maximum', () => {
    const [run] = runsOf('prod-tok', 'montecarlo-xva', at);
    expect(run?.state).toBe('running');
    const startedAt = run && 'startedAt' in run ? run.startedAt : at;
    expect(at - startedAt).toBeGreaterThan(parseDuration(run?.job.expect?.maxRuntime ?? '') ?? at);
  });

  test.each([
    ['held', 'LEDGER/ACCRUALS_POST'],
    ['stuck', 'RISK/STRESS_TEST'],
  ])('shows a job that is %s past its grace', (state, job) => {
    const [run] = runsOf('prod-ldn', job, at);
    expect(run?.state).toBe(state);
    expect((run?.dueAt ?? at) + graceOf(run)).toBeLessThan(at);
  });

  test('shows three missed runs of a frequent job', () => {
    const runs = runsOf('uat-ldn', '/opt/uat/bin/sync-refdata --delta', at);
    const missed = runs.filter(({state, dueAt}) => state === 'waiting' && dueAt < at - 5 * MINUTE_MS);
    expect(missed).toHaveLength(3);
    expect(missed.every(({dueAt}) => dueAt + 30 * MINUTE_MS < at)).toBe(true);
  });

  test('shows too few loads at a time by which they were due', () => {
    const environment = resolveEnvironment('dwh', at);
    const answer = printers.count({environment, day: environment.incidentDay, seed: SEED, now: at});
    expect(
      instantInDay(environment.incidentDay, environment.loadsDueMs ?? 0, environment.clock),
    ).toBeLessThan(at);
    expect(countLoads(answer)).toBeLessThan(environment.loads?.min ?? 0);
    expect(countLoads(answer)).toBeGreaterThan(0);
  });

  test('has no failure and no miss beside the planned ones', () => {
    for (const environment of resolveFleet(at)) {
      const runs = simulateDay({environment, day: environment.incidentDay, seed: SEED, now: at});
      const isDown = (dueAt: number) =>
        environment.downtime && dueAt >= environment.downtime.from && dueAt < environment.downtime.to;
      const wrong = runs.filter(
        ({state, dueAt}) =>
          state === 'failed' || (state === 'waiting' && dueAt < at - 5 * MINUTE_MS && !isDown(dueAt)),
      );
      expect(wrong.filter(run => !run.job.incident)).toEqual([]);
    }
  });

  test('tells of nothing that is still to come', () => {
    for (const environment of resolveFleet(at)) {
      for (const day of [-1, 0, 1].map(ahead => addDays(environment.incidentDay, ahead))) {
        for (const run of simulateDay({environment, day, seed: SEED, now: at})) {
          if ('startedAt' in run) expect(run.startedAt).toBeLessThanOrEqual(at);
          if ('endedAt' in run) expect(run.endedAt).toBeLessThanOrEqual(at);
        }
      }
    }
  });
});

function countLoads(answer: string): number {
  return answer.match(/\d+/g)?.reduce((sum, number) => sum + Number(number), 0) ?? 0;
}

describe('a simulated day', () => {
  test('is the same for the same seed and another for another', () => {
    const environment = resolveEnvironment('prod-nyc', NOON);
    const print = (seed: number) => printers.csv({environment, day: '2026-11-10', seed, now: NOON});
    expect(print(7)).toBe(print(7));
    expect(print(7)).not.toBe(print(8));
  });

  test('only gains as time goes on: what has ended stays as it was', () => {
    for (const environment of resolveFleet(NOON)) {
      const seenAt = (now: number) =>
        simulateDay({environment, day: environment.incidentDay, seed: SEED, now});
      const later = new Map(seenAt(NOON + 3 * HOUR_MS).map(run => [`${run.sequence}#${run.attempt}`, run]));
      for (const run of seenAt(NOON)) {
        if ('endedAt' in run) expect(later.get(`${run.sequence}#${run.attempt}`)).toEqual(run);
      }
    }
  });

  test('is empty before it begins', () => {
    for (const environment of resolveFleet(NOON)) {
      expect(
        simulateDay({environment, day: addDays(environment.incidentDay, 1), seed: SEED, now: NOON}),
      ).toEqual([]);
    }
  });

  test.each(DEMO_STARTS)('starts every run within its own bounds ($name)', ({at}) => {
    for (const environment of resolveFleet(at)) {
      const day = addDays(environment.incidentDay, -1);
      for (const run of simulateDay({environment, day, seed: SEED, now: at})) {
        if ('startedAt' in run) expect(businessDayOf(run.startedAt, environment.clock)).toBe(day);
      }
    }
  });

  test('history is mostly good, with failures and misses now and then', () => {
    const states = resolveFleet(NOON).flatMap(environment =>
      Array.from({length: 90}, (_, ago) =>
        simulateDay({environment, day: addDays(environment.incidentDay, -1 - ago), seed: SEED, now: NOON}),
      ).flatMap(runs => runs.map(({state}) => state)),
    );
    const share = (state: string) => states.filter(found => found === state).length / states.length;
    expect(share('succeeded')).toBeGreaterThan(0.98);
    expect(share('failed')).toBeGreaterThan(0.0005);
    expect(share('waiting')).toBeGreaterThan(0);
    expect(share('running')).toBe(0);
  });
});

describe('the series of 90 days', () => {
  const total = (ago: number): number => {
    const environment = resolveEnvironment('dwh', NOON);
    return countLoads(printers.count({environment, day: addDays('2026-11-18', -ago), seed: SEED, now: NOON}));
  };

  test('the loads grow', () => {
    expect(total(7)).toBeGreaterThan(1.1 * total(84));
  });

  test('the loads are fewer at weekends, and enough', () => {
    expect(total(3)).toBeLessThan(0.85 * total(5));
    expect(Math.min(...Array.from({length: 90}, (_, ago) => total(ago + 1)))).toBeGreaterThanOrEqual(330);
  });

  test('one risk calculation takes longer and longer', () => {
    const environment = resolveEnvironment('prod-ldn', NOON);
    const minutes = (ago: number): number => {
      const runs = simulateDay({environment, day: addDays('2026-11-18', -ago), seed: SEED, now: NOON});
      const run = runs.find(({job, state}) => job.name === 'RISK/INTRADAY_VAR' && state === 'succeeded');
      return run && 'endedAt' in run ? (run.endedAt - run.startedAt) / MINUTE_MS : Number.NaN;
    };
    const mean = (from: number): number =>
      Array.from({length: 10}, (_, i) => minutes(from + i))
        .filter(value => value > 0)
        .reduce((sum, value, _, all) => sum + value / all.length, 0);
    expect(mean(1)).toBeGreaterThan(1.4 * mean(80));
  });
});
