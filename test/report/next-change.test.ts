import {describe, expect, test} from 'vitest';
import {createAcknowledgement} from '../../source/domain/acknowledgement.ts';
import {formatInstant} from '../../source/domain/time.ts';
import {buildReport} from '../../source/report/build-report.ts';
import {judgeEnvironment} from '../../source/report/judge-environment.ts';
import {earlier, nextFactsChange} from '../../source/report/next-change.ts';
import type {EnvironmentFacts} from '../../source/report/read-facts.ts';
import {at, collection, environment, evidence, expectation, facts, run} from '../analysis/facts.ts';

const HOUR = 60 * 60_000;
const declared = environment({expectations: [expectation({maxRuntimeMs: HOUR})]});

type Given = Parameters<typeof facts>[0];

function factsOf(given: Given): EnvironmentFacts {
  return {...facts(given), totals: [], startedByNow: new Map()};
}

function judge(given: Given, now: number) {
  const own = factsOf(given);
  const judged = judgeEnvironment(own, now, {keepJobs: true});
  return {judged, verdicts: judged.jobs.flatMap(({slots}) => slots.map(({verdict}) => verdict))};
}

const held = createAcknowledgement({
  finding: 'missing:prod:backup:2026-11-23T02:00:00Z',
  kind: 'acknowledged',
  by: 'ops',
  at: at('02:50'),
  until: at('09:00'),
  note: '',
});

describe('the next change of a verdict', () => {
  // Due at 02:00, with half an hour of grace and an hour at most.
  test.each<[string, Given, string, string | undefined]>([
    ['pending until it is due', {}, '01:00', '02:00'],
    ['due until its grace is over', {}, '02:00', '02:30:00.001'],
    [
      'running until it may no longer',
      {runs: [run({status: 'running', startedAt: at('02:05')})]},
      '02:10',
      '03:05:00.001',
    ],
    [
      'excused for as long as its hold is acknowledged',
      {
        runs: [run({status: 'held'})],
        evidence: [evidence(collection())],
        acknowledgements: new Map([[held.finding, held]]),
      },
      '06:45',
      '09:00',
    ],
    ['ok for good', {runs: [run({startedAt: at('02:00'), endedAt: at('02:10')})]}, '06:45', undefined],
    ['missing until something new is known', {evidence: [evidence(collection())]}, '06:45', undefined],
    ['unknown until something new is known', {}, '06:45', undefined],
  ])('%s', (_, given, now, expected) => {
    const own = {environment: declared, ...given};
    const {judged, verdicts} = judge(own, at(now));
    const {changesAt} = judged;
    expect(changesAt && formatInstant(changesAt)).toBe(expected && formatInstant(at(expected)));
    if (changesAt === undefined) {
      expect(judge(own, at('23:59')).verdicts).toEqual(verdicts);
    } else {
      expect(judge(own, changesAt - 1).verdicts).toEqual(verdicts);
      const {acknowledgements: _gone, ...later} = own;
      expect(judge(given?.acknowledgements ? later : own, changesAt).verdicts).not.toEqual(verdicts);
    }
  });

  test('is that of the slot that changes first', () => {
    const hourly = expectation({
      timing: {kind: 'cron', expression: '0 * * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      graceMs: 90 * 60_000,
    });
    const {judged} = judge({environment: environment({expectations: [hourly]})}, at('06:45'));
    // 05:00 and its grace come before the slot of 07:00.
    expect(judged.changesAt).toBe(at('06:30') + HOUR / 2);
  });
});

describe('the next change of an environment', () => {
  const state = (given: Given, now: number) => {
    const own = factsOf(given);
    const input = {...judgeEnvironment(own, now), facts: own, lastGood: new Map(), collections: new Map()};
    const {environments, findings} = buildReport([input], now);
    return {state: environments[0]?.freshness.state, findings: findings.map(({kind}) => kind)};
  };
  const fresh = {environment: declared, evidence: [evidence(collection({startedAt: at('06:41')}))]};

  test('is when its data become stale', () => {
    const changesAt = nextFactsChange(factsOf(fresh), at('06:45')) ?? 0;
    expect(formatInstant(changesAt)).toBe('2026-11-23T06:51:01.001Z');
    expect(state(fresh, changesAt - 1)).toMatchObject({state: 'fresh'});
    expect(state(fresh, changesAt)).toMatchObject({state: 'stale'});
  });

  test('is when a number has to be reached', () => {
    const counted = {
      environment: environment({expectations: [{kind: 'count', min: 5, byMs: 9 * HOUR}]}),
      evidence: [evidence(collection({startedAt: at('09:30')}))],
    };
    const changesAt = nextFactsChange(factsOf(counted), at('08:00')) ?? 0;
    expect(changesAt).toBe(at('09:00') + 1);
    expect(state(counted, changesAt - 1).findings).toEqual([]);
    expect(state(counted, changesAt).findings).toEqual(['short']);
  });

  test('is when its day ends, and just after, when what had the whole day for it is judged', () => {
    expect(nextFactsChange(factsOf({}), at('23:00'))).toBe(at('24:00'));
    expect(nextFactsChange(factsOf({}), at('24:00'))).toBe(at('24:00') + 1);
  });

  test('is when what was acknowledged is no longer', () => {
    const snoozed = new Map([[held.finding, {...held, kind: 'snoozed' as const}]]);
    expect(nextFactsChange(factsOf({acknowledgements: snoozed}), at('03:00'))).toBe(held.until);
  });

  test('of a day long over never comes', () => {
    expect(nextFactsChange(factsOf({}), at('12:00', '2026-11-25'))).toBeUndefined();
  });
});

test.each([
  [undefined, undefined, undefined],
  [1, undefined, 1],
  [undefined, 2, 2],
  [1, 2, 1],
  [2, 1, 1],
])('the earlier of %s and %s is %s', (a, b, expected) => {
  expect(earlier(a, b)).toBe(expected);
});
