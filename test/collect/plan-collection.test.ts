import {describe, expect, test} from 'vitest';
import type {PlanOptions} from '../../source/collect/plan-collection.ts';
import {nextDueAt, planCollection} from '../../source/collect/plan-collection.ts';
import type {Config, EnvironmentConfig, SourceConfig} from '../../source/config/config.ts';
import {DEFAULT_LEARN} from '../../source/config/defaults.ts';
import type {Collection, Outcome} from '../../source/domain/collection.ts';
import {isAnswer, isComplete} from '../../source/domain/collection.ts';
import {ConfigError} from '../../source/domain/errors.ts';
import type {SourceEvidence} from '../../source/domain/facts.ts';
import {DAY_MS, HOUR_MS, MINUTE_MS, parseInstant} from '../../source/domain/time.ts';

const NOW = at('2026-11-23T12:00:00Z');
const REFRESH_MS = 5 * MINUTE_MS;

function at(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`bad instant ${text}`);
  return instant;
}

function source(changes: Partial<SourceConfig> = {}): SourceConfig {
  return {
    name: 'jobs',
    adapter: 'csv',
    traits: {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false},
    command: {argv: ['cat', '/srv/{date}.csv']},
    options: {},
    env: {},
    okExitCodes: [],
    timeoutMs: 30_000,
    refreshMs: REFRESH_MS,
    retries: 0,
    retryDelayMs: 1000,
    maxOutputBytes: 1024,
    ...changes,
  };
}

function environment(changes: Partial<EnvironmentConfig> = {}): EnvironmentConfig {
  return {
    name: 'prod',
    title: 'Production',
    timezone: 'UTC',
    dayStartMs: 0,
    refreshMs: REFRESH_MS,
    timeoutMs: 30_000,
    labels: {},
    variables: {},
    maintenance: [],
    isLearned: true,
    silence: [],
    expectations: [],
    sources: [source()],
    ...changes,
  };
}

function config(...environments: EnvironmentConfig[]): Config {
  return {
    database: 'jobtrack.db',
    concurrency: 4,
    retention: {},
    learn: DEFAULT_LEARN,
    calendars: {},
    environments,
  };
}

/** Evidence of attempts at one day, oldest first. */
function evidence(businessDay: string, ...attempts: [startedAt: number, outcome: Outcome][]): SourceEvidence {
  const collections = attempts.map(
    ([startedAt, outcome], index): Collection => ({
      id: index + 1,
      environment: 'prod',
      source: 'jobs',
      adapter: 'csv',
      businessDay,
      startedAt,
      durationMs: 1000,
      outcome,
      rows: 1,
      rejected: 0,
      bytes: 1,
    }),
  );
  const latest = collections.at(-1);
  if (!latest) throw new Error('no attempt');
  return {
    environment: 'prod',
    source: 'jobs',
    businessDay,
    latest,
    latestAnswer: collections.findLast(({outcome}) => isAnswer(outcome)),
    latestComplete: collections.findLast(({outcome}) => isComplete(outcome)),
  };
}

/** Yesterday as it is when nothing more is to be asked of it. */
const SETTLED = evidence('2026-11-22', [at('2026-11-23T06:00:00Z'), 'ok']);

function plan(entries: SourceEvidence[], options: Partial<PlanOptions> = {}, environments = [environment()]) {
  const tasks = planCollection(config(...environments), entries, {
    now: NOW,
    mode: 'due',
    platform: 'linux',
    ...options,
  });
  return tasks.map(task => `${task.environment}/${task.source} ${task.businessDay}`);
}

describe('the present business day', () => {
  test('is due when it was never collected', () => {
    expect(plan([SETTLED])).toEqual(['prod/jobs 2026-11-23']);
  });

  test.each<[string, number, boolean]>([
    ['is not due one millisecond before its refresh interval has passed', REFRESH_MS - 1, false],
    ['is due when its refresh interval has passed', REFRESH_MS, true],
    ['is due long after', HOUR_MS, true],
  ])('%s', (_claim, ageMs, isDue) => {
    const tasks = plan([SETTLED, evidence('2026-11-23', [NOW - ageMs, 'ok'])]);
    expect(tasks).toEqual(isDue ? ['prod/jobs 2026-11-23'] : []);
  });

  test('is due when its last attempt was dated by a clock that was ahead', () => {
    const ahead = evidence('2026-11-23', [NOW + HOUR_MS, 'ok']);
    expect(plan([SETTLED, ahead])).toEqual(['prod/jobs 2026-11-23']);
    const options = {now: NOW, platform: 'linux'} as const;
    expect(nextDueAt(config(environment()), [SETTLED, ahead], options)).toBe(NOW);
  });

  test.each<Outcome>(['exit', 'timeout', 'spawn', 'parse', 'partial', 'empty'])(
    'an attempt that ended in %s keeps the same interval',
    outcome => {
      expect(plan([SETTLED, evidence('2026-11-23', [NOW - HOUR_MS, 'ok'], [NOW - 1, outcome])])).toEqual([]);
    },
  );

  test('an attempt that a person stopped does not count', () => {
    const stopped: [number, Outcome] = [NOW - 1, 'cancelled'];
    expect(plan([SETTLED, evidence('2026-11-23', stopped)])).toEqual(['prod/jobs 2026-11-23']);
    expect(plan([SETTLED, evidence('2026-11-23', [NOW - 2, 'ok'], stopped)])).toEqual([]);
  });

  test('an attempt from before the clock was set back does not count', () => {
    const future: [number, Outcome] = [NOW + HOUR_MS, 'ok'];
    expect(plan([SETTLED, evidence('2026-11-23', future)])).toEqual(['prod/jobs 2026-11-23']);
  });

  test('is collected however fresh when all is asked for', () => {
    expect(plan([SETTLED, evidence('2026-11-23', [NOW - 1, 'ok'])], {mode: 'all'})).toEqual([
      'prod/jobs 2026-11-23',
    ]);
  });

  test('is the environment’s own: Tokyo is a day ahead of New York', () => {
    const environments = [
      environment({name: 'tokyo', timezone: 'Asia/Tokyo', sources: [source({traits: latestOnly})]}),
      environment({name: 'ny', timezone: 'America/New_York', sources: [source({traits: latestOnly})]}),
    ];
    expect(plan([], {now: at('2026-11-23T20:00:00Z')}, environments)).toEqual([
      'tokyo/jobs 2026-11-24',
      'ny/jobs 2026-11-23',
    ]);
  });

  test('begins at the environment’s day start', () => {
    const environments = [environment({dayStartMs: 7 * HOUR_MS, sources: [source({traits: latestOnly})]})];
    expect(plan([], {now: at('2026-11-23T06:59:59Z')}, environments)).toEqual(['prod/jobs 2026-11-22']);
    expect(plan([], {now: at('2026-11-23T07:00:00Z')}, environments)).toEqual(['prod/jobs 2026-11-23']);
  });
});

const latestOnly = {isPlan: false, hasRuns: true, hasHistory: false, hasSchedules: true};

describe('the business day before', () => {
  const midnight = at('2026-11-23T00:00:00Z');
  const fresh = evidence('2026-11-23', [NOW - 1, 'ok']);

  test('is collected after the present day of every environment', () => {
    const environments = [environment({name: 'a'}), environment({name: 'b'})];
    expect(plan([], {}, environments)).toEqual([
      'a/jobs 2026-11-23',
      'b/jobs 2026-11-23',
      'a/jobs 2026-11-22',
      'b/jobs 2026-11-22',
    ]);
  });

  test.each<[string, [number, Outcome][], number, boolean]>([
    ['a complete answer from before its end leaves it open', [[midnight - 1, 'ok']], NOW, true],
    ['one from its end on closes it for now', [[midnight, 'ok']], midnight + HOUR_MS - 1, false],
    ['but once more when it has settled', [[midnight, 'ok']], midnight + HOUR_MS, true],
    ['one from after it has settled closes it for good', [[midnight + HOUR_MS, 'empty']], NOW, false],
    ['a partial answer does not close it', [[midnight + 2 * HOUR_MS, 'partial']], NOW, true],
    ['a failed attempt is not repeated before the interval', [[NOW - 1, 'exit']], NOW, false],
  ])('%s', (_claim, attempts, now, isDue) => {
    const today = evidence('2026-11-23', [now - 1, 'ok']);
    expect(plan([today, evidence('2026-11-22', ...attempts)], {now})).toEqual(
      isDue ? ['prod/jobs 2026-11-22'] : [],
    );
  });

  test('settles after the longest grace and run time that is expected', () => {
    const job = {kind: 'job', job: '*', earlyMarginMs: 0} as const;
    const environments = [
      environment({
        expectations: [
          {...job, graceMs: 2 * HOUR_MS, maxRuntimeMs: HOUR_MS},
          {...job, graceMs: HOUR_MS},
        ],
      }),
    ];
    const early = evidence('2026-11-22', [midnight + 3 * HOUR_MS - 1, 'ok']);
    const late = evidence('2026-11-22', [midnight + 3 * HOUR_MS, 'ok']);
    expect(plan([fresh, early], {}, environments)).toEqual(['prod/jobs 2026-11-22']);
    expect(plan([fresh, late], {}, environments)).toEqual([]);
  });

  test('is not asked of a source that tells only of the present', () => {
    expect(plan([], {}, [environment({sources: [source({traits: latestOnly})]})])).toEqual([
      'prod/jobs 2026-11-23',
    ]);
  });
});

describe('a backfill', () => {
  const days = ['2026-11-20', '2026-11-21', '2026-11-22'];

  test('collects exactly the given days, in their order, however fresh', () => {
    expect(plan([evidence('2026-11-22', [NOW - 1, 'exit'])], {days})).toEqual(
      days.map(day => `prod/jobs ${day}`),
    );
  });

  test('goes on where it was interrupted', () => {
    const done = evidence('2026-11-20', [at('2026-11-21T00:00:00Z'), 'ok']);
    const begunTooEarly = evidence('2026-11-21', [at('2026-11-21T23:59:59Z'), 'ok']);
    expect(plan([done, begunTooEarly], {days})).toEqual(['prod/jobs 2026-11-21', 'prod/jobs 2026-11-22']);
  });

  test('leaves out days that have not begun, and sources that cannot tell of the past', () => {
    expect(plan([], {days: ['2026-11-23', '2026-11-24']})).toEqual(['prod/jobs 2026-11-23']);
    expect(plan([], {days}, [environment({sources: [source({traits: latestOnly})]})])).toEqual([]);
  });
});

test('only the named environments are planned', () => {
  const environments = [environment({name: 'a'}), environment({name: 'b'})];
  expect(plan([SETTLED], {environments: ['b'], mode: 'all', days: ['2026-11-23']}, environments)).toEqual([
    'b/jobs 2026-11-23',
  ]);
});

describe('a task', () => {
  const sources = [source({traits: {...latestOnly, hasHistory: true}, env: {LC_ALL: 'C'}, okExitCodes: [1]})];

  function tasks(options: Partial<PlanOptions>, changes: Partial<EnvironmentConfig> = {}) {
    return planCollection(config(environment({sources, ...changes})), [], {
      now: NOW,
      mode: 'due',
      platform: 'linux',
      ...options,
    });
  }

  test('holds the command for its own day', () => {
    expect(tasks({}).map(task => task.command)).toEqual([
      {file: 'cat', args: ['/srv/2026-11-23.csv'], env: {LC_ALL: 'C'}},
      {file: 'cat', args: ['/srv/2026-11-22.csv'], env: {LC_ALL: 'C'}},
    ]);
  });

  test('takes schedules out of force only when it asks for the present', () => {
    expect(tasks({}).map(task => task.retiresSchedules)).toEqual([true, false]);
  });

  test('shares what is younger than the refresh interval when due, and nothing older than now otherwise', () => {
    expect(tasks({})[0]?.freshAfter).toBe(NOW - REFRESH_MS);
    expect(tasks({mode: 'all'})[0]?.freshAfter).toBe(NOW);
    expect(tasks({days: ['2026-11-20']})[0]?.freshAfter).toBe(NOW);
  });

  test('whose command cannot be built is a configuration error', () => {
    const broken = [source({command: {argv: ['cat', '{nope}']}})];
    expect(() => tasks({}, {sources: broken})).toThrow(ConfigError);
  });

  test('of a day with a clock change has the bounds of that day', () => {
    const spring = [source({command: {argv: ['sacct', '-S', '{startEpoch}', '-E', '{endEpoch}']}})];
    const [task] = tasks({days: ['2026-03-29']}, {timezone: 'Europe/London', sources: spring});
    const [from, to] = [Number(task?.command.args[1]), Number(task?.command.args[3])];
    expect((to - from) * 1000).toBe(DAY_MS - HOUR_MS);
  });
});

describe('the next time that something is due', () => {
  const next = (own: Config, known: readonly SourceEvidence[] = [], now = NOW): number | undefined =>
    nextDueAt(own, known, {now, platform: 'linux'});
  const yesterday = evidence('2026-11-22', [at('2026-11-23T02:00:00Z'), 'ok']);

  test('is now for a source that was never asked', () => {
    expect(next(config(environment()))).toBe(NOW);
  });

  test('does not come without a source', () => {
    expect(next(config(environment({sources: []})))).toBeUndefined();
  });

  test.each<[string, [number, Outcome][], number]>([
    ['answered', [[NOW - MINUTE_MS, 'ok']], NOW + REFRESH_MS - MINUTE_MS],
    ['failed', [[NOW - MINUTE_MS, 'timeout']], NOW + REFRESH_MS - MINUTE_MS],
    ['was stopped by a person', [[NOW - MINUTE_MS, 'cancelled']], NOW],
    ['is overdue', [[NOW - HOUR_MS, 'ok']], NOW],
  ])('is an interval after the last attempt, which %s', (_, attempts, expected) => {
    const known = [evidence('2026-11-23', ...attempts), yesterday];
    expect(next(config(environment()), known)).toBe(expected);
  });

  test('is when a day before has settled', () => {
    const early = at('2026-11-23T00:10:00Z');
    const known = [
      evidence('2026-11-22', [early, 'ok']),
      evidence('2026-11-23', [at('2026-11-23T00:55:00Z'), 'ok']),
    ];
    const own = config(environment({sources: [source({refreshMs: 30 * MINUTE_MS})]}));
    expect(next(own, known, at('2026-11-23T00:56:00Z'))).toBe(at('2026-11-23T01:00:00Z'));
  });

  test('is at the latest when the next business day begins', () => {
    const own = config(environment({sources: [source({refreshMs: 7 * DAY_MS})]}));
    const known = [evidence('2026-11-23', [NOW, 'ok']), yesterday];
    expect(next(own, known)).toBe(at('2026-11-24T00:00:00Z'));
  });

  test('is when planning finds something, and not a millisecond before', () => {
    const own = config(environment());
    const known = [evidence('2026-11-23', [NOW - 1234, 'ok']), yesterday];
    const dueAt = next(own, known) ?? 0;
    const plan = (now: number) => planCollection(own, known, {now, mode: 'due', platform: 'linux'});
    expect(plan(dueAt - 1)).toEqual([]);
    expect(plan(dueAt)).toHaveLength(1);
  });
});
