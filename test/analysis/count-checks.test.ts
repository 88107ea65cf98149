import {describe, expect, test} from 'vitest';
import {checkCounts} from '../../source/analysis/count-checks.ts';
import type {CountExpectation} from '../../source/domain/expectation.ts';
import type {CountRecord} from '../../source/domain/facts.ts';
import {at, collection, DAY, environment, evidence, facts, run} from './facts.ts';

const byNine: CountExpectation = {kind: 'count', min: 400, max: 600, byMs: 9 * 3_600_000};

function counted(count: number, overrides: Partial<CountRecord> = {}): CountRecord {
  return {environment: 'prod', source: 'cron', businessDay: DAY, count, seenIn: 9, ...overrides};
}

function check(count: number, now: string, collectedAt: string, expectation = byNine) {
  return checkCounts(
    facts({
      environment: environment({expectations: [expectation]}),
      counts: [counted(count)],
      evidence: [evidence(collection({startedAt: at(collectedAt)}))],
    }),
    at(now),
  ).map(({kind, expected, found}) => [kind, expected, found]);
}

describe('a count below its minimum', () => {
  test.each([
    ['09:00:00', '09:00:00', []],
    ['09:00:01', '09:00:00', []],
    ['09:05:00', '09:00:01', [['short', 400, 399]]],
  ])('is at %s, collected at %s: %j', (now, collectedAt, expected) => {
    expect(check(399, now, collectedAt)).toEqual(expected);
  });

  test('is no longer short when it was reached late', () => {
    expect(check(400, '11:00', '10:59')).toEqual([]);
  });
});

test('a count above its maximum is an excess at once', () => {
  expect(check(601, '01:00', '00:59')).toEqual([['excess', 600, 601]]);
  expect(check(600, '01:00', '00:59')).toEqual([]);
});

test('waiting and held runs are not counted, runs of other jobs neither', () => {
  const own = environment({expectations: [{kind: 'count', job: 'EOD_*', max: 0}]});
  const runs = [
    run({job: 'EOD_A', startedAt: at('01:00')}),
    run({job: 'EOD_A', status: 'waiting'}),
    run({job: 'EOD_B', status: 'held'}),
    run({job: 'other', startedAt: at('01:00')}),
  ];
  const counts = [
    counted(2, {job: 'EOD_C'}),
    counted(4, {job: 'other'}),
    counted(8, {job: 'EOD_D', status: 'waiting'}),
  ];
  expect(checkCounts(facts({environment: own, runs, counts}), at('06:45'))).toMatchObject([
    {kind: 'excess', found: 3},
  ]);
});

test('a day off expects nothing', () => {
  const calendar = {
    name: 'uk',
    weekend: new Set([1]),
    daysOff: new Map(),
    workedDays: new Set<string>(),
    halfDays: new Map(),
  };
  const own = environment({calendar, expectations: [byNine]});
  const day = facts({environment: own, evidence: [evidence(collection({startedAt: at('10:00')}))]});
  expect(checkCounts(day, at('10:05'))).toEqual([]);
});
