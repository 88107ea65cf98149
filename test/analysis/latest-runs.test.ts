import {describe, expect, test} from 'vitest';
import {judgeNumber} from '../../source/analysis/count-checks.ts';
import {judgeDayCount} from '../../source/analysis/counts/day-count.ts';
import {expectCount} from '../../source/analysis/counts/expect-count.ts';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import {wereAllSeen} from '../../source/analysis/latest-runs.ts';
import type {SourceTraits} from '../../source/domain/environment.ts';
import type {CompleteAnswer} from '../../source/domain/facts.ts';
import type {RunRecord} from '../../source/domain/run.ts';
import type {JudgedSlot} from '../../source/domain/slot.ts';
import {addDays} from '../../source/domain/time.ts';
import {series} from './counts/weeks.ts';
import {at, collection, DAY, environment, evidence, expectation, facts, run, traits} from './facts.ts';

const NEXT = addDays(DAY, 1);
/** An answer of the day that was asked for when it was over. */
const AFTER = 'after its end';
const present = {...traits, hasHistory: false, isLatestOnly: true} as const;

type Situation = {
  schedule?: string;
  answers: string[];
  runs?: Partial<RunRecord>[];
  /** Of the next business day: answers and starts. */
  next?: {answers?: string[]; runs?: string[]};
  now?: number;
  own?: SourceTraits;
};

function judge({
  schedule = '0 2 * * *',
  answers,
  runs = [],
  next,
  now = at('10:00'),
  own = present,
}: Situation): JudgedSlot[] {
  const timing = {
    kind: 'cron',
    expression: schedule,
    timezone: 'Europe/London',
    policy: 'debian-cron',
  } as const;
  const complete = (times: string[], day: string, firstId: number): CompleteAnswer[] =>
    times.map((time, i) => ({id: firstId + i, startedAt: at(time, day)}));
  const [today, tomorrow] = [complete(answers, DAY, 1), complete(next?.answers ?? [], NEXT, 100)];
  const collected = (list: CompleteAnswer[], businessDay: string) =>
    list.length === 0
      ? []
      : [evidence(...list.map(answer => collection({...answer, source: 'autosys', businessDay})))];
  const later = (next?.runs ?? []).map(time => run({businessDay: NEXT, startedAt: at(time, NEXT)}));
  const day = facts({
    environment: environment({
      expectations: [expectation({timing})],
      sources: [{name: 'autosys', adapter: 'autosys', traits: own}],
    }),
    runs: runs.map(changes => run(changes)),
    evidence: [...collected(today, DAY), ...collected(tomorrow, NEXT)],
    latestRuns: {
      answers: new Map([
        [
          'autosys',
          new Map([
            [DAY, today],
            [NEXT, tomorrow],
          ]),
        ],
      ]),
      laterRuns: new Map([['backup', later]]),
    },
  });
  return [...judgeDay(day, now)].flatMap(({slots}) => slots);
}

const started = (time: string, changes: Partial<RunRecord> = {}): Partial<RunRecord> => ({
  startedAt: at(time),
  ...changes,
});

describe('a slot of 02:00 to 02:30 without a run, where only latest runs are told', () => {
  const unseen = 'autosys tells only the latest run of each job and was not asked between';
  test.each<[string, Situation, string | number]>([
    ['is missing when nothing has run since', {answers: ['06:41']}, 1],
    [
      'is not known when the run of 09:00 was the first thing seen',
      {schedule: '0 2,9 * * *', answers: ['09:40'], runs: [started('09:00')]},
      `${unseen} the deadline and the run of 09:00`,
    ],
    [
      'is missing when it was asked between the deadline and the next run',
      {schedule: '0 2,9 * * *', answers: ['02:30:01', '09:40'], runs: [started('09:00')]},
      1,
    ],
    [
      'is not known when it was asked at the deadline and not after it',
      {schedule: '0 2,9 * * *', answers: ['02:30', '09:40'], runs: [started('09:00')]},
      `${unseen} the deadline and the run of 09:00`,
    ],
    [
      'is not known when it was asked as the next run began',
      {schedule: '0 2,9 * * *', answers: ['09:00', '09:40'], runs: [started('09:00')]},
      `${unseen} the deadline and the run of 09:00`,
    ],
    [
      'is missing by the last answer before the next run, whatever came after that',
      {
        schedule: '0 2,9 * * *',
        answers: ['03:00', '08:55', '09:10', '09:40'],
        runs: [started('09:00'), started('09:30')],
      },
      2,
    ],
    [
      'is missing when what is shown since is only waiting',
      {schedule: '0 2,9 * * *', answers: ['08:30'], runs: [started('02:00:30', {status: 'waiting'})]},
      1,
    ],
    [
      'is not proved missing by an answer from before its deadline',
      {answers: ['02:10']},
      'autosys was last collected before the deadline, at 2026-11-23T02:10:00Z',
    ],
  ])('%s', (_, situation, expected) => {
    const [slot] = judge(situation);
    const wanted =
      typeof expected === 'number'
        ? {verdict: 'missing', evidence: expected}
        : {verdict: 'unknown', reason: expected};
    expect(slot).toMatchObject(wanted);
  });
});

describe('a slot whose grace reaches over the next', () => {
  const every = {schedule: '*/10 2 * * *', now: at('02:45')};
  const verdictsOf = (answers: string[], runs: string[]): unknown[] =>
    judge({...every, answers, runs: runs.map(time => started(time))}).map(
      ({verdict, reason, evidence: id}) => [verdict, verdict === 'ok' ? null : (reason ?? id)],
    );

  test('is missing when it was asked just before the next took its turn', () => {
    expect(
      verdictsOf(['02:01', '02:09:30', '02:11', '02:41'], ['02:10:05', '02:20', '02:30', '02:40']).at(0),
    ).toEqual(['missing', 2]);
  });

  test('is not known when the next run may have hidden it', () => {
    expect(verdictsOf(['02:01', '02:11', '02:41'], ['02:10:05', '02:20', '02:30', '02:40']).at(0)).toEqual([
      'unknown',
      'autosys tells only the latest run of each job and was not asked between 02:09 and the run of 02:10',
    ]);
  });
});

describe('a slot near the end of the business day', () => {
  const late = {schedule: '50 23 * * *', answers: ['23:40'], now: at('08:00', NEXT)};
  test.each<[string, Situation['next'], string]>([
    ['is missing by an answer of the next day', {answers: ['00:21']}, 'missing'],
    ['is not known when a run of the next day hid it', {answers: ['07:00'], runs: ['06:00']}, 'unknown'],
    [
      'is missing when it was asked before the run of the next day',
      {answers: ['00:21', '07:00'], runs: ['06:00']},
      'missing',
    ],
    ['is not known without an answer of the next day', {}, 'unknown'],
  ])('%s', (_, next, verdict) => {
    expect(judge({...late, next}).map(slot => slot.verdict)).toEqual([verdict]);
  });
});

describe('of a plan', () => {
  const plan = {...traits, isPlan: true, isLatestOnly: true} as const;
  test.each([
    ['the first run of an entry hides none', '00x7a#1', 'missing'],
    ['a rerun hides the one before', '00x7a#2', 'unknown'],
  ])('%s', (_, runKey, verdict) => {
    const [slot] = judge({
      schedule: '0 2,9 * * *',
      answers: ['09:40'],
      runs: [started('09:00', {runKey})],
      own: plan,
    });
    expect(slot?.verdict).toBe(verdict);
  });
});

test('a source that tells all runs hides none', () => {
  const [slot] = judge({schedule: '0 2,9 * * *', answers: ['09:40'], runs: [started('09:00')], own: traits});
  expect(slot?.verdict).toBe('missing');
});

describe('all runs of a day were seen', () => {
  test.each<[string, string[], string[], boolean]>([
    ['when there were none', [], [], true],
    ['when it was asked shortly before each', ['01:55', '08:57'], ['02:00', '09:00'], true],
    ['when the run before was the last thing that could be hidden', ['01:55'], ['02:00', '02:08'], true],
    ['not when it was never asked before the first', ['09:10'], ['09:00'], false],
    ['not when it was asked long before one of them', ['01:55', '02:05'], ['02:00', '09:00'], false],
    ['not when it was asked only as the run began', ['09:00'], ['09:00'], false],
  ])('%s', (_, answers, runs, expected) => {
    const complete = answers.map((time, id) => ({id, startedAt: at(time)}));
    expect(
      wereAllSeen(
        runs.map(time => ({startedAt: at(time)})),
        complete,
        10 * 60_000,
      ),
    ).toBe(expected);
  });
});

describe('a number of runs that was not reached, where only latest runs are told', () => {
  /** `backup` ran at 02:00 and 09:00; six runs are wanted by 09:30. */
  const situation = (answers: string[], own: SourceTraits = present, owner = 'autosys') => {
    const complete = answers.map((time, id) => ({
      id,
      startedAt: time === AFTER ? at('00:00:01', NEXT) : at(time),
    }));
    return facts({
      environment: environment({
        countAlarmsPerYear: 1,
        sources: [{name: 'autosys', adapter: 'autosys', traits: own}],
      }),
      runs: ['02:00', '09:00'].map(time => run(started(time))),
      jobs: [{environment: 'prod', job: 'backup', source: owner, firstDay: DAY, lastDay: DAY}],
      evidence: [
        evidence(...complete.map(answer => collection({...answer, source: 'autosys', businessDay: DAY}))),
      ],
      latestRuns: {answers: new Map([['autosys', new Map([[DAY, complete]])]]), laterRuns: new Map()},
    });
  };
  const seen = ['01:55', '08:57', '09:40'];
  const unseen = ['01:55', '09:40'];
  const check = {found: 2, min: 6, job: 'backup', deadlineAt: at('09:30')};

  test('is short when every run was asked for shortly before', () => {
    expect(judgeNumber(check, situation(seen), at('10:00'))).toMatchObject({kind: 'short', evidence: 2});
  });

  test('is not known when others may have been hidden', () => {
    expect(judgeNumber(check, situation(unseen), at('10:00'))).toEqual({
      kind: 'unknown',
      reason: 'autosys tells only the latest run of each job and was not asked often enough to have seen all',
    });
  });

  test('is short all the same where a source tells of all runs, or plans them, and where only other jobs were hidden', () => {
    const {isLatestOnly: _, ...all} = present;
    for (const own of [
      situation(unseen, all),
      situation(unseen, {...present, isPlan: true}),
      situation(unseen, present, 'cron'),
    ])
      expect(judgeNumber(check, own, at('10:00'))).toMatchObject({kind: 'short'});
    expect(judgeNumber({...check, job: 'load*'}, situation(unseen), at('10:00'))).toMatchObject({
      kind: 'short',
    });
  });

  test('is no anomaly when others may have been hidden', () => {
    const past = series(84, place => 40 + (place % 3));
    const expected = expectCount(past, 84) ?? null;
    const judged = (answers: string[]) =>
      judgeDayCount(situation(answers), {expected, shift: null, pace: []})?.direction;
    // After the day's end: nothing more can come.
    expect(judged([...seen, AFTER])).toBe('short');
    expect(judged([...unseen, AFTER])).toBeUndefined();
  });
});
