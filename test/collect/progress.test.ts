import {describe, expect, test} from 'vitest';
import type {ProgressEvent, TaskReport} from '../../source/collect/collection-task.ts';
import type {Progress} from '../../source/collect/progress.ts';
import {
  formatProgressBar,
  formatProgressLine,
  startProgress,
  trackProgress,
} from '../../source/collect/progress.ts';

const key = {environment: 'prod-ldn', source: 'cron', businessDay: '2026-11-23'};
const report: TaskReport = {
  ...key,
  outcome: 'ok',
  collection: 7,
  isShared: false,
  rows: 1204,
  rejected: 0,
  durationMs: 2340,
};

function event(state: 'queued' | 'waiting' | 'started', environment = 'prod-ldn'): ProgressEvent {
  return {...key, environment, at: 0, state};
}

function done(changes: Partial<TaskReport> = {}): ProgressEvent {
  const whole = {...report, ...changes};
  return {...key, environment: whole.environment, at: 0, state: 'done', report: whole};
}

function follow(...events: ProgressEvent[]): Progress {
  return events.reduce(trackProgress, startProgress(0));
}

describe('a line', () => {
  test.each<[string, Partial<TaskReport>, string]>([
    ['an answer', {}, 'ok, 1,204 rows, 2.3s'],
    ['an answer of another process', {isShared: true}, 'ok, 1,204 rows, 2.3s, collected by another process'],
    [
      'rejected lines',
      {outcome: 'partial', rejected: 3, error: '3 lines could not be read'},
      'partial, 1,204 rows, 3 rejected, 2.3s: 3 lines could not be read',
    ],
    [
      'a failure',
      {outcome: 'timeout', rows: 0, durationMs: 30_000, error: 'stopped'},
      'timeout, 0 rows, 30s: stopped',
    ],
    [
      'a database that failed',
      {outcome: undefined, rows: 0, durationMs: 0, error: 'disk full'},
      'not recorded, 0 rows, 0.0s: disk full',
    ],
  ])('tells of %s', (_claim, changes, text) => {
    expect(formatProgressLine(done(changes))).toBe(`prod-ldn cron 2026-11-23  ${text}`);
  });

  test('tells of waiting for another process', () => {
    expect(formatProgressLine(event('waiting'), 30)).toBe(
      'prod-ldn cron 2026-11-23        waiting: another process is collecting it',
    );
  });

  test.each(['queued', 'started'] as const)('is not written for %s', state => {
    expect(formatProgressLine(event(state))).toBeUndefined();
  });
});

describe('the bar', () => {
  const queued = Array.from({length: 4}, () => event('queued'));

  test('tells how much is done, how long it took, and what runs', () => {
    const progress = follow(
      ...queued,
      event('started', 'a'),
      event('started', 'b'),
      event('started', 'prod-ldn'),
      done(),
    );
    expect(formatProgressBar(progress, 60_000, 200)).toBe(
      '[#####---------------] 1/4  1m, about 3m left  a +1',
    );
  });

  test('counts failures, and a task that never started takes nothing from what runs', () => {
    const progress = follow(
      ...queued,
      event('started'),
      done({environment: 'b', outcome: 'exit'}),
      done({environment: 'c', outcome: undefined}),
    );
    expect(formatProgressBar(progress, 2000, 200)).toBe(
      '[##########----------] 2/4  2 failed  2.0s, about 2s left  prod-ldn',
    );
  });

  test('promises nothing before the first is done, and nothing more after the last', () => {
    expect(formatProgressBar(follow(...queued), 1000, 200)).toBe('[--------------------] 0/4  1.0s');
    expect(formatProgressBar(follow(event('queued'), done()), 1000, 200)).toBe(
      '[####################] 1/1  1.0s',
    );
    expect(formatProgressBar(startProgress(0), 0, 200)).toBe('[--------------------] 0/0  0.0s');
  });

  test('fits its terminal', () => {
    expect(formatProgressBar(follow(...queued), 1000, 12)).toBe('[-----------');
  });
});
