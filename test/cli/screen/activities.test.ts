import {expect, test} from 'vitest';
import type {Activities} from '../../../source/cli/screen/activities.ts';
import {
  isCollecting,
  listActivities,
  planActivities,
  trackActivity,
} from '../../../source/cli/screen/activities.ts';
import type {ProgressEvent} from '../../../source/collect/collection-task.ts';
import type {Outcome} from '../../../source/domain/collection.ts';

const businessDay = '2026-11-23';

function started(environment: string, source: string, at: number): ProgressEvent {
  return {environment, source, businessDay, at, state: 'started'};
}

function done(environment: string, source: string, at: number, outcome: Outcome = 'ok', error?: string) {
  const report = {
    environment,
    source,
    businessDay,
    outcome,
    isShared: false,
    rows: 1,
    rejected: 0,
    durationMs: 1,
  };
  return {environment, source, businessDay, at, state: 'done', report: {...report, error}} as const;
}

function follow(tasks: readonly string[], ...events: ProgressEvent[]): Activities {
  return events.reduce(trackActivity, planActivities(tasks.map(environment => ({environment}))));
}

test('environments wait in the order in which they were planned', () => {
  expect(listActivities(follow(['b', 'a', 'b']))).toEqual([
    {
      environment: 'b',
      state: 'queued',
      source: null,
      startedAt: null,
      done: 0,
      total: 2,
      durationMs: null,
      errors: [],
    },
    {
      environment: 'a',
      state: 'queued',
      source: null,
      startedAt: null,
      done: 0,
      total: 1,
      durationMs: null,
      errors: [],
    },
  ]);
});

test.each([
  ['has begun', [started('a', 'cron', 10)], {state: 'running', source: 'cron', startedAt: 10, done: 0}],
  [
    'runs two sources',
    [started('a', 'cron', 10), started('a', 'csv', 20)],
    {state: 'running', source: 'cron', startedAt: 10},
  ],
  [
    'has one source left',
    [started('a', 'cron', 10), started('a', 'csv', 20), done('a', 'cron', 30)],
    {state: 'running', source: 'csv', done: 1, durationMs: null},
  ],
  [
    'is done',
    [started('a', 'cron', 10), done('a', 'cron', 30), started('a', 'csv', 40), done('a', 'csv', 70)],
    {state: 'done', source: null, done: 2, durationMs: 60, errors: []},
  ],
  [
    'has failed in part',
    [started('a', 'cron', 10), done('a', 'cron', 30, 'timeout', 'took too long'), done('a', 'csv', 40)],
    {state: 'done', errors: ['cron: took too long']},
  ],
  [
    'has failed without a word',
    [done('a', 'cron', 30, 'spawn'), done('a', 'csv', 40, 'partial', 'two lines rejected')],
    {state: 'done', errors: ['cron: spawn'], durationMs: 0},
  ],
])('an environment that %s', (_, events, expected) => {
  const [activity] = listActivities(follow(['a', 'a'], ...events));
  expect(activity).toMatchObject(expected);
});

test('a collection goes on until the last environment is done', () => {
  const half = follow(['a', 'b'], done('a', 'cron', 1));
  expect(isCollecting(half)).toBe(true);
  expect(isCollecting(trackActivity(half, done('b', 'cron', 2)))).toBe(false);
});

test('an environment that was not planned is none of it', () => {
  const activities = follow(['a']);
  expect(trackActivity(activities, started('z', 'cron', 1))).toBe(activities);
});
