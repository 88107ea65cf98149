import {expect, test} from 'vitest';
import {findDrift} from '../../source/analysis/drift.ts';
import type {ScheduleRecord} from '../../source/domain/schedule.ts';
import {at, environment, expectation, facts, traits} from './facts.ts';

const NOW = at('06:40');
const sources = [
  {name: 'cron', adapter: 'cron', traits},
  {name: 'crontab', adapter: 'crontab', traits: {...traits, hasRuns: false, hasSchedules: true}},
];

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

function drift(schedules: ScheduleRecord[], declared: ReturnType<typeof expectation>[] = [], now = NOW) {
  const own = environment({sources, expectations: declared});
  return findDrift(facts({environment: own, schedules}), now).map(({kind, job, isDeclared}) => [
    kind,
    job,
    isDeclared,
  ]);
}

const stranded = {kind: 'none', reason: 'the timer has no next start', isStranded: true} as const;

test.each<[string, ScheduleRecord[], ReturnType<typeof expectation>[], unknown[]]>([
  ['a declared job in force is none', [schedule()], [expectation()], []],
  ['an undeclared job is none where nothing is declared', [schedule()], [], []],
  [
    'an undeclared job is one where others are',
    [schedule({job: 'mail'})],
    [expectation()],
    [['undeclared', 'mail', false]],
  ],
  [
    'a pattern without a schedule names a job',
    [schedule({job: 'mail'})],
    [expectation(), expectation({job: 'm*', timing: undefined})],
    [],
  ],
  [
    'a declared job that left is one however long ago',
    [schedule({goneSince: at('02:00', '2026-11-02')})],
    [expectation()],
    [['gone', 'backup', true]],
  ],
  [
    'an undeclared job that left yesterday is one',
    [schedule({goneSince: at('02:00', '2026-11-22')})],
    [],
    [['gone', 'backup', false]],
  ],
  [
    'an undeclared job that left long ago is none',
    [schedule({goneSince: at('02:00', '2026-11-02')})],
    [],
    [],
  ],
  [
    'a job that got another time has not left',
    [schedule({goneSince: at('02:00')}), schedule({knownSince: at('02:00'), definition: '0 3 * * * backup'})],
    [expectation()],
    [],
  ],
  [
    'a job that is switched off is one',
    [schedule({isActive: false})],
    [],
    [['switched-off', 'backup', false]],
  ],
  [
    'a job of two lines is not switched off by one',
    [schedule({isActive: false}), schedule({definition: 'b'})],
    [],
    [],
  ],
  [
    'a timer without a next start is one',
    [schedule({timing: stranded})],
    [],
    [['no-next-start', 'backup', false]],
  ],
  ['@reboot is none', [schedule({timing: {kind: 'none', reason: '@reboot'}})], [], []],
  [
    'what a source that is no longer configured listed is none',
    [schedule({source: 'old', goneSince: at('02:00')})],
    [expectation()],
    [],
  ],
  ['what was learned later than now is none', [schedule({isActive: false, knownSince: at('07:00')})], [], []],
])('%s', (_title, schedules, declared, expected) => {
  expect(drift(schedules, declared)).toEqual(expected);
});

const cron = (expression: string, timezone = 'Europe/London', delayMs?: number) => ({
  kind: 'cron' as const,
  expression,
  timezone,
  policy: 'debian-cron' as const,
  ...(delayMs !== undefined && {delayMs}),
});
const lists = (...timings: ScheduleRecord['timing'][]): ScheduleRecord[] =>
  timings.map(timing => schedule({timing}));
const daily = expectation();
const OTHER_TIME = [['rescheduled', 'backup', true]];

test.each<[string, ScheduleRecord[], Parameters<typeof expectation>[0], unknown[]]>([
  ['an hour later', lists(cron('0 3 * * *')), {}, OTHER_TIME],
  ['in another zone', lists(cron('0 2 * * *', 'Asia/Tokyo')), {}, OTHER_TIME],
  ['on other days', lists(cron('0 2 * * 1-5')), {}, OTHER_TIME],
  [
    'only on a weekday that comes within eight days',
    lists(cron('0 2 * * 0')),
    {timing: cron('0 2 * * 1')},
    OTHER_TIME,
  ],
  ['at the end of its grace', lists(cron('30 2 * * *')), {}, []],
  ['a minute after its grace', lists(cron('31 2 * * *')), {}, OTHER_TIME],
  ['as early as it may be', lists(cron('59 1 * * *')), {}, []],
  ['earlier than it may be', lists(cron('58 1 * * *')), {}, OTHER_TIME],
  ['early, but with a delay of its own', lists(cron('30 1 * * *', 'Europe/London', 45 * 60_000)), {}, []],
  ['more often than it is declared', lists(cron('0 * * * *')), {}, []],
  ['at the declared time by another line', lists(cron('0 3 * * *'), cron('0 2 * * *')), {}, []],
  [
    'in another form',
    lists({kind: 'on-calendar', expression: '*-*-* 02:00', timezone: 'Europe/London'}),
    {},
    [],
  ],
  ['only next, which is all that it tells', lists({kind: 'instants', dueAt: [at('03:00')]}), {}, []],
  ['at no time that it tells', lists(cron('0 3 * * *'), {kind: 'none', reason: '@reboot'}), {}, []],
])('a job that the scheduler starts %s', (_title, schedules, changes, expected) => {
  expect(drift(schedules, [expectation({...daily, ...changes})])).toEqual(expected);
});

test.each([
  ['on which the scheduler does not start it', '0 2 * * 1', [['rescheduled', 'backup', true]]],
  ['on which the scheduler starts it too', '0 2 * * *', []],
])('a declared day %s', (_, expression, expected) => {
  const timing = {kind: 'cron', expression, timezone: 'Europe/London', policy: 'debian-cron'} as const;
  // The last business day of November is a Monday, the first of December a Tuesday.
  expect(drift([schedule({timing})], [expectation({timing, on: {businessDays: [-1]}})])).toEqual([]);
  const daily = expectation({on: {businessDays: [1, -1]}});
  expect(drift([schedule({timing})], [daily])).toEqual(expected);
});

test('a declared time on days off alone has not been rescheduled', () => {
  const weekdays = {
    name: 'weekdays',
    weekend: new Set([0, 6]),
    daysOff: new Map(),
    workedDays: new Set<string>(),
    halfDays: new Map(),
  };
  const own = environment({sources, expectations: [daily], calendar: weekdays});
  expect(findDrift(facts({environment: own, schedules: lists(cron('0 2 * * 1-5'))}), NOW)).toEqual([]);
  expect(findDrift(facts({environment: own, schedules: lists(cron('0 2 * * 2-5'))}), NOW)).toMatchObject([
    {kind: 'rescheduled', unmetAt: at('02:00', '2026-11-30')},
  ]);
});

test('a past day has the drift that it ended with', () => {
  const schedules = [schedule({goneSince: at('02:00', '2026-11-24')})];
  expect(drift(schedules, [expectation()], at('12:00', '2026-11-25'))).toEqual([]);
});
