import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import {dayBounds} from '../../source/domain/business-day.ts';
import type {Environment} from '../../source/domain/environment.ts';
import type {JobExpectation} from '../../source/domain/expectation.ts';
import {addDays, HOUR_MS, MINUTE_MS, SECOND_MS} from '../../source/domain/time.ts';
import {openZone} from '../../source/domain/zone.ts';
import {collectedAround, factsAmong, judgeBackup, runsAt} from './days.ts';
import {at, DAY, environment, expectation, facts, run, traits} from './facts.ts';

const NEXT = addDays(DAY, 1);
const BEFORE = addDays(DAY, -1);
/** The evening after: every deadline of both days has passed. */
const LATER = at('22:00', NEXT);

function cron(expression: string, overrides: Partial<JobExpectation> = {}): Environment {
  const timing = {kind: 'cron', expression, timezone: 'Europe/London', policy: 'debian-cron'} as const;
  return environment({expectations: [expectation({timing, ...overrides})]});
}

function judge(own: Environment, day: string, starts: number[], now = LATER) {
  return judgeBackup(factsAmong(own, day, runsAt(own, ...starts)), now);
}

describe('a job due at midnight', () => {
  const midnight = cron('0 0 * * *');
  const onTime = at('00:00:02');

  test.each([
    ['23:58:59', DAY, 'a rerun of the day that ends'],
    ['23:59:00', NEXT, 'early for the next day, from its margin on'],
    ['23:59:30', NEXT, 'early for the next day'],
    ['23:59:59', NEXT, 'early for the next day'],
  ])('started at %s belongs to %s: %s', (time, owner) => {
    const starts = [onTime, at(time)];
    const own = judge(midnight, DAY, starts);
    const next = judge(midnight, NEXT, starts);
    const start = `23T${time}`;
    expect([own.unscheduled, next.unscheduled]).toEqual([[], []]);
    expect(own.slots).toEqual([
      owner === DAY ? `23T00:00:00 ok 23T00:00:02 ${start}` : '23T00:00:00 ok 23T00:00:02',
    ]);
    expect(next.slots).toEqual([owner === NEXT ? `24T00:00:00 ok-early ${start}` : '24T00:00:00 missing']);
  });

  test('that began early is not good for the day that it began on', () => {
    expect(judge(midnight, DAY, [at('23:59:30')]).slots).toEqual(['23T00:00:00 missing']);
  });

  test('that began early and was started again after midnight has both runs', () => {
    const starts = [at('23:59:30'), at('00:10', NEXT)];
    expect(judge(midnight, NEXT, starts).slots).toEqual(['24T00:00:00 ok-early 23T23:59:30 24T00:10:00']);
    expect(judge(midnight, DAY, starts)).toEqual({slots: ['23T00:00:00 missing'], unscheduled: []});
  });

  test('and discovered, not declared, has the same margin', () => {
    const own = environment();
    const schedules = [
      {
        job: 'backup',
        timing: {kind: 'cron', expression: '0 0 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
        isActive: true,
        definition: '0 0 * * * backup',
        source: 'crontab',
        knownSince: at('10:00', BEFORE),
      } as const,
    ];
    const runs = runsAt(own, at('23:59:30'));
    expect(judgeBackup(factsAmong(own, NEXT, runs, {schedules}), LATER).slots).toEqual([
      '24T00:00:00 ok-early 23T23:59:30',
    ]);
    expect(judgeBackup(factsAmong(own, DAY, runs, {schedules}), LATER)).toEqual({
      slots: ['23T00:00:00 missing'],
      unscheduled: [],
    });
  });
});

describe('a late run after midnight', () => {
  const evening = cron('50 23 * * *');

  test.each([
    ['00:19:59', 'ok'],
    ['00:20:00', 'ok'],
    ['00:20:01', 'ok-late'],
    ['00:59:59', 'ok-late'],
  ])('at %s belongs to the evening before alone: %s', (time, verdict) => {
    const starts = [at(time, NEXT)];
    expect(judge(evening, DAY, starts)).toEqual({
      slots: [`23T23:50:00 ${verdict} 24T${time}`],
      unscheduled: [],
    });
    expect(judge(evening, NEXT, starts, at('06:00', NEXT))).toEqual({
      slots: ['24T23:50:00 pending'],
      unscheduled: [],
    });
  });

  test('an hour after the day’s end is a run that nobody expected', () => {
    const starts = [at('01:00:00', NEXT)];
    expect(judge(evening, DAY, starts)).toEqual({slots: ['23T23:50:00 missing'], unscheduled: []});
    expect(judge(evening, NEXT, starts).unscheduled).toEqual(['24T01:00:00']);
  });

  test('that failed is one failure, not two', () => {
    const failed = runsAt(evening, at('00:05', NEXT)).map(late => ({...late, status: 'failed' as const}));
    expect(judgeBackup(factsAmong(evening, DAY, failed), LATER).slots).toEqual([
      '23T23:50:00 failed 24T00:05:00',
    ]);
    expect(judgeBackup(factsAmong(evening, NEXT, failed), LATER).unscheduled).toEqual([]);
  });

  test('of a job with a longer grace may come later, whatever the graces of other jobs', () => {
    const timing = {
      kind: 'cron',
      expression: '50 23 * * *',
      timezone: 'Europe/London',
      policy: 'debian-cron',
    } as const;
    const slow = environment({
      expectations: [expectation({timing}), expectation({timing, job: 'slow', graceMs: 2 * HOUR_MS})],
    });
    const runs = runsAt(slow, at('03:00', NEXT)).flatMap(late => [late, {...late, job: 'slow'}]);
    const unscheduled = (day: string): string[] =>
      [...judgeDay(factsAmong(slow, day, runs), LATER)].flatMap(job =>
        job.unscheduled.length > 0 ? job.job : [],
      );
    expect(unscheduled(NEXT)).toEqual(['backup']);
    const [backup, other] = [...judgeDay(factsAmong(slow, DAY, runs), LATER)].map(
      ({slots}) => slots[0]?.verdict,
    );
    expect([backup, other]).toEqual(['missing', 'ok-late']);
  });
});

test('a run soon after midnight is no rerun of what was due, and done, the morning before', () => {
  const morning = cron('0 2 * * *');
  const starts = [at('02:00:01'), at('00:30', NEXT)];
  expect(judge(morning, DAY, starts).slots).toEqual(['23T02:00:00 ok 23T02:00:01']);
  expect(judge(morning, NEXT, starts).unscheduled).toEqual(['24T00:30:00']);
});

test('each of two runs around midnight of a job that runs every five minutes is in one day', () => {
  const often = cron('*/5 * * * *');
  const starts = [at('23:55:01'), at('23:59:30'), at('00:05:01', NEXT)];
  expect(judge(often, DAY, starts).slots.slice(-2)).toEqual([
    '23T23:50:00 missing',
    '23T23:55:00 ok 23T23:55:01',
  ]);
  expect(judge(often, NEXT, starts).slots.slice(0, 3)).toEqual([
    '24T00:00:00 ok-early 23T23:59:30',
    '24T00:05:00 ok 24T00:05:01',
    '24T00:10:00 missing',
  ]);
});

describe('with a business day that starts at 06:00', () => {
  const london = openZone('Europe/London');
  const clock = {zone: london, dayStartMs: 6 * HOUR_MS};
  const own = {...cron('0 6 * * *'), clock};

  test('a run half a minute before six is the next business day’s', () => {
    const starts = [at('06:00:02'), at('05:59:30', NEXT)];
    expect(judge(own, DAY, starts)).toEqual({slots: ['23T06:00:00 ok 23T06:00:02'], unscheduled: []});
    expect(judge(own, NEXT, starts)).toEqual({
      slots: ['24T06:00:00 ok-early 24T05:59:30'],
      unscheduled: [],
    });
  });

  test('midnight is no edge', () => {
    const midnight = {...cron('0 0 * * *'), clock};
    expect(judge(midnight, DAY, [at('23:59:30')]).slots).toEqual(['24T00:00:00 ok-early 23T23:59:30']);
    expect(judge(midnight, NEXT, [at('23:59:30')]).unscheduled).toEqual([]);
  });

  test('a run soon after six is the late run of 05:50', () => {
    const early = {...cron('50 5 * * *'), clock};
    const starts = [at('06:30', NEXT)];
    expect(judge(early, DAY, starts).slots).toEqual(['24T05:50:00 ok-late 24T06:30:00']);
    expect(judge(early, NEXT, starts).unscheduled).toEqual([]);
  });
});

describe('on days on which clocks change', () => {
  // In Cairo they change at midnight: 2026-04-24 begins at 01:00 local time (22:00 UTC), 2026-10-29 has 25 hours.
  const cairo = openZone('Africa/Cairo');
  const cairoAt = (expression: string): Environment => ({
    ...environment({
      timezone: 'Africa/Cairo',
      clock: {zone: cairo, dayStartMs: 0},
      expectations: [
        expectation({timing: {kind: 'cron', expression, timezone: 'Africa/Cairo', policy: 'debian-cron'}}),
      ],
    }),
  });

  test.each(['2026-04-24', '2026-10-30'])(
    'the day that begins at the change of %s has its own early run',
    day => {
      const own = cairoAt('0 0 * * *');
      const {start} = dayBounds(day, own.clock);
      const starts = [start - 30 * SECOND_MS];
      const later = start + 40 * HOUR_MS;
      expect(judge(own, day, starts, later).slots.map(words)).toEqual(['ok-early']);
      expect(judge(own, addDays(day, -1), starts, later).slots.map(words)).toEqual(['missing']);
    },
  );

  const words = (slot: string): string | undefined => slot.split(' ')[1];

  // In October 23:50 comes twice and cron goes by the first: 70 minutes before the day's end.
  test.each([
    ['2026-04-24', 25, 'ok-late'],
    ['2026-04-24', 5, 'ok'],
    ['2026-10-30', 15, 'ok-late'],
    ['2026-10-30', 20, 'missing'],
  ])('the evening before the change of %s, a run %i minutes after it: %s', (day, minutes, verdict) => {
    const own = cairoAt('50 23 * * *');
    const {start} = dayBounds(day, own.clock);
    const starts = [start + minutes * MINUTE_MS];
    const later = start + 20 * HOUR_MS;
    expect(judge(own, addDays(day, -1), starts, later).slots.map(words)).toEqual([verdict]);
    expect(judge(own, day, starts, later).unscheduled).toHaveLength(verdict === 'missing' ? 1 : 0);
  });
});

describe('what a scheduler says of the day wins:', () => {
  const hourly = cron('0 * * * *');

  test('a run of this day that began after its end belongs to its last slot, not to the next day’s', () => {
    const ordered = run({startedAt: at('00:00:30', NEXT), businessDay: DAY});
    const own = judgeBackup(factsAmong(hourly, DAY, [ordered]), LATER);
    expect(own.slots.at(-1)).toBe('23T23:00:00 ok-late 24T00:00:30');
    expect(judgeBackup(factsAmong(hourly, NEXT, [ordered]), LATER).slots[0]).toBe('24T00:00:00 missing');
  });

  test('the plan of a scheduler has its own runs, whenever they began', () => {
    const planned = environment({
      sources: [{name: 'cron', adapter: 'control-m', traits: {...traits, isPlan: true}}],
    });
    const runs = [
      run({runKey: 'A1#1', startedAt: at('23:59:30'), businessDay: DAY}),
      run({runKey: 'A2#1', startedAt: at('00:05', NEXT), businessDay: NEXT}),
    ];
    const verdicts = [BEFORE, DAY, NEXT].map(day => judgeBackup(factsAmong(planned, day, runs), LATER));
    expect(verdicts.map(({slots, unscheduled}) => [slots.length, unscheduled.length])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
  });
});

test('a discovered schedule has no slot on the day before it was first seen, which could take a run', () => {
  const own = environment();
  const schedules = [
    {
      job: 'backup',
      timing: {kind: 'cron', expression: '50 23 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
      isActive: true,
      definition: '50 23 * * * backup',
      source: 'crontab',
      knownSince: at('10:00', NEXT),
    } as const,
  ];
  const runs = runsAt(own, at('00:05', NEXT));
  expect(judgeBackup(factsAmong(own, DAY, runs, {schedules}), LATER)).toEqual({slots: [], unscheduled: []});
  expect(judgeBackup(factsAmong(own, NEXT, runs, {schedules}), LATER).unscheduled).toEqual(['24T00:05:00']);
});

describe('the absence of an early run is known only', () => {
  const midnight = cron('0 0 * * *');
  const now = at('00:40');
  const collected = (dayBeforeAt: number, hasHistory = true) => {
    const own = {...midnight, sources: [{name: 'cron', adapter: 'cron', traits: {...traits, hasHistory}}]};
    const [, ...rest] = collectedAround(DAY, now);
    const [before] = collectedAround(DAY, dayBeforeAt);
    const known = before ? [before, ...rest] : rest;
    return judgeBackup(facts({environment: own, evidence: known}), now).slots;
  };

  test('when the day before was collected after its end', () => {
    expect(collected(at('00:00') - 1)).toEqual(['23T00:00:00 unknown']);
    expect(collected(at('00:00'))).toEqual(['23T00:00:00 missing']);
  });

  test('but what tells only of the present cannot be asked for it', () => {
    expect(collected(at('00:00') - 1, false)).toEqual(['23T00:00:00 missing']);
  });
});

test('a deadline at the day’s very end is met by a run that starts then: the next day must be known', () => {
  const own = cron('30 23 * * *');
  const onlyOwnDay = collectedAround(DAY, LATER).filter(({businessDay}) => businessDay <= DAY);
  expect(judgeBackup(factsAmong(own, DAY, [], {evidence: onlyOwnDay}), LATER).slots).toEqual([
    '23T23:30:00 unknown',
  ]);
  expect(judge(own, DAY, []).slots).toEqual(['23T23:30:00 missing']);
  expect(judge(own, DAY, [at('00:00', NEXT)]).slots).toEqual(['23T23:30:00 ok 24T00:00:00']);
});

test('every run is in one slot or unscheduled, on one day, whichever days are judged', () => {
  const start = fc
    .integer({min: 0, max: 3 * 24 * 60})
    .map(minute => at('00:00', BEFORE) + minute * MINUTE_MS);
  // Minutes of the day near both of the edges that are tried, and far from them.
  const times = fc.uniqueArray(fc.constantFrom(0, 1, 5, 30, 345, 359, 360, 361, 720, 1410, 1430, 1439), {
    minLength: 1,
  });
  const rules = fc.record({
    times,
    graceMs: fc.constantFrom(0, 10 * MINUTE_MS, 3 * HOUR_MS),
    earlyMarginMs: fc.constantFrom(0, MINUTE_MS, 20 * MINUTE_MS),
    dayStartMs: fc.constantFrom(0, 6 * HOUR_MS),
  });
  fc.assert(
    fc.property(
      rules,
      fc.uniqueArray(start, {maxLength: 12}),
      ({times: minutes, dayStartMs, ...rule}, starts) => {
        const timing = {
          kind: 'times',
          timesMs: minutes.map(minute => minute * MINUTE_MS),
          timezone: 'Europe/London',
          policy: 'debian-cron',
        } as const;
        const clock = {zone: openZone('Europe/London'), dayStartMs};
        const own = environment({clock, expectations: [expectation({timing, ...rule})]});
        const runs = runsAt(own, ...starts);
        const days = Array.from({length: 6}, (_, index) => addDays(DAY, index - 3));
        const judged = days.flatMap(day => [...judgeDay(factsAmong(own, day, runs), LATER + 24 * HOUR_MS)]);
        const seen = judged.flatMap(({slots, unscheduled}) => [
          ...slots.flatMap(slot => slot.runs),
          ...unscheduled,
        ]);
        expect(seen.map(({runKey}) => runKey).sort()).toEqual(runs.map(({runKey}) => runKey).sort());
      },
    ),
    {seed: 1, numRuns: 1000},
  );
});
