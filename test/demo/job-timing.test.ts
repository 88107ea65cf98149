import {describe, expect, test} from 'vitest';
import type {JobTiming} from '../../source/demo/fleet-model.ts';
import {cronExpression, dueInDay, nextDue} from '../../source/demo/job-timing.ts';
import {resolveFleet} from '../../source/demo/resolve-fleet.ts';
import {dayBounds} from '../../source/domain/business-day.ts';
import {dueInstants} from '../../source/domain/due-instants.ts';
import {addDays, formatInstant, HOUR_MS} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';

const at = (hours: number, days: 'all' | 'weekdays' | 'month-end' = 'all'): JobTiming => ({
  kind: 'daily',
  timeOfDayMs: hours * HOUR_MS,
  days,
});
const LONDON = {zone: openZone('Europe/London'), dayStartMs: 0};

// What the configuration declares and what the simulated schedulers do must agree, also when clocks change: else the
// demo would show misses that are its own mistake.
describe.each([
  '2026-03-29T12:00:00Z',
  '2026-10-25T12:00:00Z',
  '2026-11-01T12:00:00Z',
  '2026-11-18T12:00:00Z',
])('around %s', start => {
  test.each(resolveFleet(Date.parse(start)))(
    'jobs of $name start when their cron expression says',
    environment => {
      for (const {timing} of environment.jobs) {
        for (const day of [-2, -1, 0, 1].map(ahead => addDays(environment.incidentDay, ahead))) {
          const bounds = dayBounds(day, environment.clock);
          const cron = {
            kind: 'cron',
            expression: cronExpression(timing),
            timezone: environment.timezone,
            policy: 'debian-cron',
          } as const;
          expect(dueInDay(timing, day, environment.clock)).toEqual(
            dueInstants(cron, bounds.start, bounds.end),
          );
        }
      }
    },
  );
});

test.each<[JobTiming, string]>([
  [at(2.5), '30 2 * * *'],
  [at(2, 'weekdays'), '0 2 * * 1-5'],
  [at(19.5, 'month-end'), '30 19 L * *'],
  [{kind: 'every', minutes: 5}, '*/5 * * * *'],
  [{kind: 'every', minutes: 60}, '0 * * * *'],
  [{kind: 'every', minutes: 240}, '0 */4 * * *'],
])('%o is written as %s', (timing, expression) => {
  expect(cronExpression(timing)).toBe(expression);
});

test.each([
  ['2026-02-28', 1],
  ['2026-02-27', 0],
  ['2028-02-28', 0],
  ['2028-02-29', 1],
])('a month-end job is due on the last day of the month alone: %s', (day, times) => {
  expect(dueInDay(at(19, 'month-end'), day, LONDON)).toHaveLength(times);
});

test('a business day that begins in the evening holds the next morning', () => {
  const due = dueInDay(at(2), '2026-11-18', {...LONDON, dayStartMs: 18 * HOUR_MS});
  expect(due.map(formatInstant)).toEqual(['2026-11-19T02:00:00Z']);
});

test('a timer’s next elapse may lie weeks ahead', () => {
  const after = Date.parse('2026-10-31T20:00:00Z');
  expect(nextDue(at(19, 'month-end'), after, LONDON, '2026-10-31')).toBe(Date.parse('2026-11-30T19:00:00Z'));
});
