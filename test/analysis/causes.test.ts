import {describe, expect, test} from 'vitest';
import {type CauseKind, causeFinder} from '../../source/analysis/causes.ts';
import type {DayFacts} from '../../source/analysis/day-facts.ts';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import type {ScheduleRecord} from '../../source/domain/schedule.ts';
import {at, collection, DAY, environment, evidence, expectation, facts, run, traits} from './facts.ts';

const NOW = at('06:40');
const crontab = {
  name: 'crontab',
  adapter: 'crontab',
  traits: {...traits, hasRuns: false, hasSchedules: true},
};
const sources = [{name: 'cron', adapter: 'cron', traits}, crontab];
const seen = (job: string) => ({
  environment: 'prod',
  job,
  source: 'cron',
  firstDay: '2026-01-01',
  lastDay: DAY,
});

function schedule(overrides: Partial<ScheduleRecord> = {}): ScheduleRecord {
  return {
    job: 'backup',
    timing: {kind: 'cron', expression: '0 2 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
    isActive: true,
    definition: '0 2 * * * backup',
    source: 'crontab',
    knownSince: at('10:00', '2026-11-01'),
    ...overrides,
  };
}

/** The causes of the first slot of `backup`. */
function causesOf(overrides: Parameters<typeof facts>[0], missingDue = [at('02:00')]) {
  const own: DayFacts = facts({
    environment: environment({sources, expectations: [expectation()]}),
    jobs: [seen('backup'), seen('other')],
    evidence: [evidence(collection())],
    ...overrides,
  });
  const slot = [...judgeDay(own, NOW)].find(({job}) => job === 'backup')?.slots[0];
  if (!slot) throw new Error('backup has no slot');
  return causeFinder(own, missingDue, NOW)(slot);
}

test.each<[string, Parameters<typeof facts>[0], CauseKind[]]>([
  ['a run has started', {runs: [run({startedAt: at('02:00'), status: 'failed'})]}, []],
  ['held in the scheduler', {runs: [run({status: 'held', scheduledAt: at('02:00')})]}, ['held']],
  ['waiting there', {runs: [run({status: 'waiting', scheduledAt: at('02:00')})]}, ['waiting']],
  ['left the scheduler', {schedules: [schedule({goneSince: at('20:00', '2026-11-22')})]}, ['gone']],
  ['still listed when it was due', {schedules: [schedule({goneSince: at('03:00')})]}, []],
  ['switched off', {schedules: [schedule({isActive: false})]}, ['switched-off']],
  [
    'without a next start',
    {schedules: [schedule({timing: {kind: 'none', reason: 'none', isStranded: true}})]},
    ['no-next-start'],
  ],
  [
    'at another time in the scheduler',
    {
      schedules: [
        schedule({
          timing: {kind: 'cron', expression: '0 3 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
        }),
      ],
    },
    ['rescheduled'],
  ],
  [
    'at another time that is within its grace',
    {
      schedules: [
        schedule({
          timing: {kind: 'cron', expression: '15 2 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
        }),
      ],
    },
    [],
  ],
  ['in no list', {schedules: [schedule({job: 'other'})]}, ['not-listed']],
  ['a name that was never seen', {jobs: [seen('other')]}, ['never-seen']],
  ['never collected', {evidence: []}, ['not-known']],
])('%s', (_title, overrides, kinds) => {
  expect(causesOf(overrides).map(({kind}) => kind)).toEqual(kinds);
});

describe('company', () => {
  const others = (time: string) => [run({job: 'other', startedAt: at(time)})];

  test.each([
    ['01:44:59', []],
    ['01:45', ['scheduler-up']],
    ['02:30', ['scheduler-up']],
    ['02:30:01', []],
  ])('that started at %s', (time, kinds) => {
    expect(causesOf({runs: others(time)}).map(({kind}) => kind)).toEqual(kinds);
  });

  test('without any start, and with other misses, speaks of the scheduler', () => {
    const causes = causesOf({runs: others('05:00')}, [at('01:50'), at('02:00'), at('02:10'), at('06:00')]);
    expect(causes).toEqual([
      {kind: 'scheduler-down', from: at('01:45'), to: at('02:30'), missing: 2, sources: ['cron']},
    ]);
  });

  test('is not looked for where the scheduler says why', () => {
    const held = run({status: 'held', scheduledAt: at('02:00')});
    expect(causesOf({runs: [held]}, [at('02:00'), at('02:10')]).map(({kind}) => kind)).toEqual(['held']);
  });
});

test('a plan entry that was waiting when its day ended was removed by the new day', () => {
  const plan = {name: 'ctm', adapter: 'control-m', traits: {...traits, isPlan: true}};
  const own = facts({
    environment: environment({sources: [plan]}),
    runs: [run({status: 'waiting', runKey: '7#1'})],
    evidence: [evidence(collection({source: 'ctm', startedAt: at('00:10', '2026-11-24')}))],
  });
  const now = at('06:40', '2026-11-24');
  const [slot] = [...judgeDay(own, now)].flatMap(({slots}) => slots);
  expect(slot?.verdict).toBe('missing');
  expect(slot && causeFinder(own, [], now)(slot)).toMatchObject([{kind: 'new-day'}]);
});
