import {describe, expect, test} from 'vitest';
import type {MaintenanceWindow} from '../../source/domain/expectation.ts';
import {maintenanceAt} from '../../source/domain/maintenance.ts';
import {DAY_MS, HOUR_MS} from '../../source/domain/time.ts';

const isInside = (window: MaintenanceWindow, instant: string, job = 'RISK/EOD'): boolean =>
  maintenanceAt([window], job, Date.parse(instant)) === window;

test.each([
  ['2026-11-23T09:59:59.999Z', false],
  ['2026-11-23T10:00:00Z', true],
  ['2026-11-23T11:59:59.999Z', true],
  ['2026-11-23T12:00:00Z', false],
])('a window holds its start and not its end: %s %s', (instant, inside) => {
  const window: MaintenanceWindow = {
    kind: 'once',
    from: Date.parse('2026-11-23T10:00Z'),
    to: Date.parse('2026-11-23T12:00Z'),
    reason: 'storage',
  };
  expect(isInside(window, instant)).toBe(inside);
});

describe('a recurring window', () => {
  const every = (expression: string, durationMs: number, timezone = 'Europe/London'): MaintenanceWindow => ({
    kind: 'recurring',
    expression,
    timezone,
    durationMs,
    reason: 'patching',
  });

  test.each([
    ['before it', '0 22 * * 6', 4 * HOUR_MS, '2026-11-28T21:59:59Z', false],
    ['at its start', '0 22 * * 6', 4 * HOUR_MS, '2026-11-28T22:00Z', true],
    ['past midnight', '0 22 * * 6', 4 * HOUR_MS, '2026-11-29T01:59:59Z', true],
    ['at its end', '0 22 * * 6', 4 * HOUR_MS, '2026-11-29T02:00Z', false],
    ['on another day', '0 22 * * 6', 4 * HOUR_MS, '2026-11-27T23:00Z', false],
    ['longer than a day', '0 0 * * 6', 2 * DAY_MS, '2026-11-29T23:59Z', true],
    ['after one longer than a day', '0 0 * * 6', 2 * DAY_MS, '2026-11-30T00:00Z', false],
    ['in summer, by the local clock', '0 22 * * 6', 4 * HOUR_MS, '2026-07-04T21:00Z', true],
    ['in summer, before it', '0 22 * * 6', 4 * HOUR_MS, '2026-07-04T20:59Z', false],
    // 29 March 2026: 01:30 does not exist; the window opens at the gap's end, 01:00 UTC.
    ['that would open in a gap', '30 1 * * 0', HOUR_MS, '2026-03-29T01:59Z', true],
    ['for one length after the gap', '30 1 * * 0', HOUR_MS, '2026-03-29T02:00Z', false],
    // 25 October 2026: 01:30 comes twice; the window opens at the first, 00:30 UTC.
    ['that opens in an overlap', '30 1 * * 0', HOUR_MS, '2026-10-25T01:29Z', true],
    ['once in an overlap', '30 1 * * 0', HOUR_MS, '2026-10-25T01:30Z', false],
  ])('%s', (_title, expression, durationMs, instant, inside) => {
    expect(isInside(every(expression, durationMs), instant)).toBe(inside);
  });
});

test('a window with a job pattern holds those jobs only', () => {
  const window: MaintenanceWindow = {
    kind: 'once',
    from: 0,
    to: Date.parse('2100-01-01'),
    reason: 'storage',
    job: 'RISK/*',
  };
  expect(isInside(window, '2026-11-23T10:00Z', 'RISK/EOD')).toBe(true);
  expect(isInside(window, '2026-11-23T10:00Z', 'PAY/EOD')).toBe(false);
});

test('of several windows the first that fits is answered', () => {
  const windows: MaintenanceWindow[] = ['a', 'b'].map(reason => ({kind: 'once', from: 0, to: 10, reason}));
  expect(maintenanceAt(windows, 'job', 5)?.reason).toBe('a');
  expect(maintenanceAt([], 'job', 5)).toBeUndefined();
});
