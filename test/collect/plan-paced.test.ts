import {describe, expect, test} from 'vitest';
import type {PlanOptions} from '../../source/collect/plan-collection.ts';
import {nextDueAt, planCollection} from '../../source/collect/plan-collection.ts';
import type {Config} from '../../source/config/config.ts';
import type {SourceEvidence} from '../../source/domain/facts.ts';
import {DAY_MS, MINUTE_MS, SECOND_MS} from '../../source/domain/time.ts';

const DAY = Date.parse('2026-11-23T00:00:00Z');
const NOON = DAY + DAY_MS / 2;
const REFRESH_MS = 5 * MINUTE_MS;
/** Instants at 1, 6, 11, … minutes past the hour. */
const PHASE = 0.2;

const CONFIG: Config = {
  database: 'jobtrack.db',
  concurrency: 4,
  retention: {},
  learn: {countAlarmsPerYear: 1},
  calendars: {},
  environments: [
    {
      name: 'prod',
      title: 'Production',
      timezone: 'UTC',
      dayStartMs: 0,
      refreshMs: REFRESH_MS,
      timeoutMs: 30_000,
      labels: {},
      variables: {},
      maintenance: [],
      expectations: [],
      sources: [
        {
          name: 'jobs',
          adapter: 'csv',
          options: {},
          env: {},
          okExitCodes: [],
          timeoutMs: 30_000,
          refreshMs: REFRESH_MS,
          traits: {isPlan: false, hasRuns: true, hasHistory: false, hasSchedules: false},
          command: {argv: ['cat', 'jobs.csv']},
          retries: 0,
          retryDelayMs: 1000,
          maxOutputBytes: 1024,
        },
      ],
    },
  ],
};

function attempted(startedAt: number): SourceEvidence[] {
  const latest = {
    id: 1,
    environment: 'prod',
    source: 'jobs',
    adapter: 'csv',
    businessDay: '2026-11-23',
    startedAt,
    durationMs: 900,
    outcome: 'ok' as const,
    rows: 1,
    rejected: 0,
    bytes: 1,
  };
  const key = {environment: 'prod', source: 'jobs', businessDay: '2026-11-23'};
  return [{...key, latest, latestAnswer: latest, latestComplete: latest}];
}

const options = (now: number, more: Partial<PlanOptions> = {}): PlanOptions => ({
  now,
  mode: 'due',
  platform: 'linux',
  pace: {phaseOf: () => PHASE},
  ...more,
});

describe('a source on its grid', () => {
  test.each([
    ['was collected just before its last instant', NOON + 50_000, NOON + MINUTE_MS, false],
    ['was collected at its last instant, late', NOON + MINUTE_MS + 3000, NOON + 2 * MINUTE_MS, false],
    [
      'was collected at its last instant, and the next has come',
      NOON + MINUTE_MS + 3000,
      NOON + 6 * MINUTE_MS,
      true,
    ],
    [
      'was collected by somebody in between, long before its instant',
      NOON + 2 * MINUTE_MS,
      NOON + 6 * MINUTE_MS,
      true,
    ],
  ])('that %s', (_, attemptedAt, now, isDue) => {
    expect(planCollection(CONFIG, attempted(attemptedAt), options(now))).toHaveLength(isDue ? 1 : 0);
  });

  test('is due next at its instant, not an interval after the last time', () => {
    const at = (attemptedAt: number) =>
      nextDueAt(CONFIG, attempted(attemptedAt), options(attemptedAt + 1000));
    expect(at(NOON + MINUTE_MS + 3000)).toBe(NOON + 6 * MINUTE_MS);
    expect(at(NOON + 50_000)).toBe(NOON + 6 * MINUTE_MS);
  });

  test('takes what another process began since then', () => {
    const [task] = planCollection(CONFIG, attempted(NOON - 10 * MINUTE_MS), options(NOON + 2 * MINUTE_MS));
    expect(task?.freshAfter).toBe(NOON + MINUTE_MS - REFRESH_MS / 2);
  });

  test('is left alone while it is busy', () => {
    const busy = {
      isBusy: ({environment, source}: {environment: string; source: string}) =>
        `${environment} ${source}` === 'prod jobs',
    };
    expect(planCollection(CONFIG, [], options(NOON, busy))).toEqual([]);
    expect(nextDueAt(CONFIG, [], options(NOON, busy))).toBeUndefined();
  });

  test('is asked for a new business day some seconds after its start', () => {
    const wait = PHASE * 30 * SECOND_MS;
    expect(planCollection(CONFIG, [], options(DAY + wait - 1))).toEqual([]);
    expect(planCollection(CONFIG, [], options(DAY + wait))).toHaveLength(1);
    expect(nextDueAt(CONFIG, [], options(DAY + 1))).toBe(DAY + wait);
  });
});
