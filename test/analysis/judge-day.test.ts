import {describe, expect, test} from 'vitest';
import type {DayFacts} from '../../source/analysis/day-facts.ts';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import {addDays} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';
import {at, collection, DAY, environment, evidence, expectation, facts, run, traits} from './facts.ts';

function verdicts(day: DayFacts, now: number): Record<string, string[]> {
  return Object.fromEntries(
    [...judgeDay(day, now)].map(({job, slots}) => [job, slots.map(({verdict}) => verdict)]),
  );
}

const own = environment({expectations: [expectation({})]});
const otherSource = {name: 'syslog', adapter: 'cron', traits};

describe('missing needs a collection that', () => {
  const verdictWith = (...attempts: Parameters<typeof collection>[0][]) =>
    verdicts(
      facts({environment: own, evidence: attempts.length > 0 ? [evidence(...attempts.map(collection))] : []}),
      at('06:45'),
    ).backup;

  test('exists', () => {
    expect(verdictWith()).toEqual(['unknown']);
    expect(verdictWith({})).toEqual(['missing']);
  });

  test('began after the deadline', () => {
    expect(verdictWith({startedAt: at('02:30:00')})).toEqual(['unknown']);
    expect(verdictWith({startedAt: at('02:30:01')})).toEqual(['missing']);
  });

  test.each(['partial', 'exit', 'timeout', 'spawn', 'parse', 'cancelled'] as const)(
    'did not end with %s',
    outcome => {
      expect(verdictWith({startedAt: at('01:00')}, {outcome})).toEqual(['unknown']);
    },
  );

  test('succeeded, be it with an empty answer', () => {
    expect(verdictWith({outcome: 'empty'})).toEqual(['missing']);
  });

  test('stays good when a later attempt fails', () => {
    expect(verdictWith({}, {id: 10, startedAt: at('06:44'), outcome: 'timeout'})).toEqual(['missing']);
  });
});

describe('with several sources', () => {
  const two = {...own, sources: [...own.sources, otherSource]};
  const first = evidence(collection());
  const second = evidence(collection({id: 11, source: 'syslog'}));

  test('a job that none has ever shown is missing only when all have answered', () => {
    expect(verdicts(facts({environment: two, evidence: [first]}), at('06:45')).backup).toEqual(['unknown']);
    expect(verdicts(facts({environment: two, evidence: [first, second]}), at('06:45')).backup).toEqual([
      'missing',
    ]);
  });

  test('a job that one has shown before is missing on its evidence alone', () => {
    const jobs = [
      {environment: 'prod', job: 'backup', source: 'cron', firstDay: '2026-01-01', lastDay: '2026-11-22'},
    ];
    expect(verdicts(facts({environment: two, jobs, evidence: [first]}), at('06:45')).backup).toEqual([
      'missing',
    ]);
  });

  test('an expectation may name the source that counts', () => {
    const named = {...two, expectations: [expectation({source: 'syslog'})]};
    expect(verdicts(facts({environment: named, evidence: [first]}), at('06:45')).backup).toEqual(['unknown']);
  });
});

describe("at the business day's edges", () => {
  const evening = environment({
    expectations: [
      expectation({
        timing: {kind: 'cron', expression: '50 23 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      }),
    ],
  });
  const next = addDays(DAY, 1);
  const after = at('06:00', next);
  const bothDays = [
    evidence(collection({startedAt: after})),
    evidence(collection({id: 12, businessDay: next, startedAt: after})),
  ];

  test('a run after midnight is the late run of the evening before', () => {
    const late = run({businessDay: next, startedAt: at('00:21', next), endedAt: at('00:30', next)});
    const day = facts({environment: evening, evidence: bothDays, edgeRuns: new Map([['backup', [late]]])});
    expect(verdicts(day, after).backup).toEqual(['ok-late']);
  });

  test("the next day's own run is not taken for it", () => {
    const hourly = environment({
      expectations: [
        expectation({
          timing: {kind: 'cron', expression: '0 * * * *', timezone: 'Europe/London', policy: 'debian-cron'},
        }),
      ],
    });
    const midnight = run({businessDay: next, startedAt: at('00:00:05', next)});
    const day = facts({environment: hourly, evidence: bothDays, edgeRuns: new Map([['backup', [midnight]]])});
    expect(verdicts(day, after).backup?.at(-1)).toBe('missing');
    expect(verdicts(day, after).backup).toHaveLength(24);
  });

  test('a deadline on the next day needs that day collected, too', () => {
    const day = facts({environment: evening, evidence: bothDays.slice(0, 1)});
    expect(verdicts(day, after).backup).toEqual(['unknown']);
    expect(verdicts(facts({environment: evening, evidence: bothDays}), after).backup).toEqual(['missing']);
  });
});

test('each slot is judged by itself: one run of three leaves two missing', () => {
  const thrice = environment({
    expectations: [
      expectation({
        timing: {
          kind: 'times',
          timesMs: [1, 2, 3].map(hour => hour * 3_600_000),
          timezone: 'Europe/London',
          policy: 'debian-cron',
        },
      }),
    ],
  });
  const day = facts({
    environment: thrice,
    runs: [run({startedAt: at('02:00')})],
    evidence: [evidence(collection())],
  });
  expect(verdicts(day, at('06:45')).backup).toEqual(['missing', 'ok', 'missing']);
});

test('a slot on a day off is excused, and judged on a day that is worked instead', () => {
  const calendar = {
    name: 'uk',
    weekend: new Set([0, 6]),
    daysOff: new Map([[DAY, 'Founders’ day']]),
    workedDays: new Set<string>(),
    halfDays: new Map<string, number>(),
  };
  const day = (workedDays: Set<string>) =>
    facts({environment: {...own, calendar: {...calendar, workedDays}}, evidence: [evidence(collection())]});
  expect(verdicts(day(new Set()), at('06:45')).backup).toEqual(['excused']);
  expect(verdicts(day(new Set([DAY])), at('06:45')).backup).toEqual(['missing']);
});

test('a job seen waiting that vanishes at New Day without having run is missing', () => {
  const clock = {zone: openZone('Europe/London'), dayStartMs: 7 * 3_600_000};
  const planned = environment({
    clock,
    sources: [{name: 'cron', adapter: 'control-m', traits: {...traits, isPlan: true}}],
  });
  const waiting = run({runKey: 'A1#1', status: 'waiting'});
  const newDay = at('07:00', addDays(DAY, 1));
  const during = facts({
    environment: planned,
    runs: [waiting],
    evidence: [evidence(collection({startedAt: newDay - 60_000}))],
  });
  expect(verdicts(during, newDay - 1).backup).toEqual(['pending']);
  expect(verdicts(during, newDay + 60_000).backup).toEqual(['unknown']);
  const seenGone = facts({
    environment: planned,
    runs: [waiting],
    evidence: [evidence(collection({startedAt: newDay + 1}))],
  });
  expect(verdicts(seenGone, newDay + 60_000).backup).toEqual(['missing']);
});

test('runs that nobody expected are kept apart', () => {
  const byHand = run({job: 'by-hand', startedAt: at('03:00')});
  const [job] = judgeDay(facts({runs: [byHand]}), at('06:45'));
  expect(job).toMatchObject({slots: [], unscheduled: [byHand]});
});
