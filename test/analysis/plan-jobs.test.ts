import {describe, expect, test} from 'vitest';
import {planJobs} from '../../source/analysis/plan-jobs.ts';
import type {ScheduleRecord, Timing} from '../../source/domain/schedule.ts';
import {formatInstant} from '../../source/domain/time.ts';
import {at, environment, expectation, facts, run, traits} from './facts.ts';

function plan(...args: Parameters<typeof facts>): Record<string, string[]> {
  const plans = [...planJobs(facts(...args))].map(({job, slots}) => [
    job,
    slots.map(({dueAt}) => (dueAt === undefined ? '-' : formatInstant(dueAt).slice(11, 16))),
  ]);
  return Object.fromEntries(plans);
}

function schedule(overrides: Partial<ScheduleRecord> = {}): ScheduleRecord {
  return {
    job: 'rotate',
    timing: {kind: 'cron', expression: '0 1,13 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
    isActive: true,
    definition: '0 1,13 * * * rotate',
    source: 'crontab',
    knownSince: at('10:00'),
    ...overrides,
  };
}

const declared = (overrides: Parameters<typeof expectation>[0]) =>
  environment({expectations: [expectation(overrides)]});

describe('declared jobs', () => {
  test('have their slots although they were never seen', () => {
    expect(plan({environment: declared({})})).toEqual({backup: ['02:00']});
  });

  test('have slots on the business days that they name alone, and say so', () => {
    const lastMonday = declared({on: {weekdays: [{weekday: 1, nth: -2}]}});
    expect(plan({environment: declared({on: {weekdays: [{weekday: 2}]}})})).toEqual({backup: []});
    expect(plan({environment: lastMonday})).toEqual({backup: ['02:00']});
    const [job] = planJobs(facts({environment: declared({on: {businessDays: [16]}})}));
    expect(job?.slots).toMatchObject([
      {schedule: '0 2 * * * (Europe/London) on the 16th business day of the month'},
    ]);
  });

  test('given by a pattern are all known jobs that match', () => {
    const jobs = ['EOD_A', 'EOD_B', 'other'].map(job => ({
      environment: 'prod',
      job,
      firstDay: '2026-01-01',
      lastDay: '2026-11-20',
    }));
    expect(plan({environment: declared({job: 'EOD_*'}), jobs})).toEqual({EOD_A: ['02:00'], EOD_B: ['02:00']});
  });

  test('given by a pattern that matches nothing stand for themselves', () => {
    expect(plan({environment: declared({job: 'EOD_*'})})).toEqual({'EOD_*': ['02:00']});
  });

  test('win over what the scheduler reveals', () => {
    expect(plan({environment: declared({job: 'rotate'}), schedules: [schedule()]})).toEqual({
      rotate: ['02:00'],
    });
  });

  test('by exact name win over patterns, and the first pattern over later ones', () => {
    const at5 = {
      kind: 'cron',
      expression: '0 5 * * *',
      timezone: 'Europe/London',
      policy: 'debian-cron',
    } as const;
    const own = environment({
      expectations: [
        expectation({job: 'EOD_*'}),
        expectation({job: '*', timing: at5}),
        expectation({job: 'EOD_B', timing: at5}),
      ],
    });
    const runs = ['EOD_A', 'EOD_B', 'misc'].map(job => run({job}));
    expect(plan({environment: own, runs})).toEqual({EOD_A: ['02:00'], EOD_B: ['05:00'], misc: ['05:00']});
  });

  test('with several schedules have the slots of all, in order', () => {
    const at1: Timing = {
      kind: 'times',
      timesMs: [3_600_000],
      timezone: 'Europe/London',
      policy: 'debian-cron',
    };
    const own = environment({expectations: [expectation({}), expectation({timing: at1})]});
    expect(plan({environment: own})).toEqual({backup: ['01:00', '02:00']});
  });
});

describe('discovered schedules', () => {
  test('found at the first look count for the whole business day', () => {
    expect(plan({schedules: [schedule()]})).toEqual({rotate: ['01:00', '13:00']});
  });

  test('found at the first look do not count for days before', () => {
    expect(plan({day: '2026-11-22', schedules: [schedule()]})).toEqual({rotate: []});
  });

  test('that appeared later count from then on', () => {
    const old = schedule({job: 'old', knownSince: at('10:00', '2026-11-01')});
    expect(plan({schedules: [old, schedule()]})).toEqual({old: ['01:00', '13:00'], rotate: ['13:00']});
  });

  test('that are gone count until then', () => {
    const gone = schedule({knownSince: at('10:00', '2026-11-01'), goneSince: at('12:00')});
    expect(plan({schedules: [gone]})).toEqual({rotate: ['01:00']});
  });

  test('take grace and maximum from an expectation without a schedule', () => {
    const own = declared({job: 'rot*', timing: undefined, graceMs: 300_000, maxRuntimeMs: 7});
    const [planned] = planJobs(facts({environment: own, schedules: [schedule()]}));
    expect(planned?.slots[0]).toMatchObject({deadlineAt: at('01:05'), maxRuntimeMs: 7, origin: 'discovered'});
  });

  test('that the scheduler itself may start later have their grace after that', () => {
    const timing: Timing = {
      kind: 'on-calendar',
      expression: 'Mon 01:00',
      timezone: 'Europe/London',
      delayMs: 600_000,
    };
    const [planned] = planJobs(facts({schedules: [schedule({timing})]}));
    expect(planned?.slots).toMatchObject([
      {dueAt: at('01:00'), deadlineAt: at('01:40'), schedule: 'Mon 01:00 (Europe/London)'},
    ]);
  });

  test('that are switched off have paused slots', () => {
    const [planned] = planJobs(facts({schedules: [schedule({isActive: false})]}));
    expect(planned?.slots.map(({isPaused}) => isPaused)).toEqual([true, true]);
  });

  test('without a time make no slots', () => {
    expect(plan({schedules: [schedule({timing: {kind: 'none', reason: '@reboot'}})]})).toEqual({rotate: []});
  });
});

describe("a scheduler's plan", () => {
  const own = environment({
    sources: [{name: 'ctm', adapter: 'control-m', traits: {...traits, isPlan: true}}],
  });

  test('makes a slot of every entry, due by the end of the business day; reruns belong to their entry', () => {
    const runs = [
      run({runKey: 'A1#1', status: 'failed', scheduledAt: at('03:00'), startedAt: at('03:00')}),
      run({runKey: 'A1#2', startedAt: at('04:00')}),
      run({runKey: 'B1#1', job: 'late', status: 'waiting'}),
    ];
    const plans = [...planJobs(facts({environment: own, runs}))];
    expect(
      plans.map(({job, slots, entries}) => [
        job,
        slots.map(({dueAt}) => dueAt),
        entries?.map(({length}) => length),
      ]),
    ).toEqual([
      ['backup', [at('03:00')], [2]],
      ['late', [undefined], [1]],
    ]);
    expect(plans[0]?.slots[0]?.deadlineAt).toBe(at('24:00'));
  });

  test('gives way to a declared schedule', () => {
    const stricter = {...own, expectations: [expectation({})]};
    expect(plan({environment: stricter, runs: [run({runKey: 'A1#1', scheduledAt: at('03:00')})]})).toEqual({
      backup: ['02:00'],
    });
  });
});

test('a job that only ran has no slots: it is never missing', () => {
  expect(plan({runs: [run({job: 'by-hand'})]})).toEqual({'by-hand': []});
});
