import {describe, expect, test} from 'vitest';
import {judgeDay} from '../../source/analysis/judge-day.ts';
import type {SourceTraits} from '../../source/domain/environment.ts';
import type {CompleteAnswer} from '../../source/domain/facts.ts';
import type {RunRecord} from '../../source/domain/run.ts';
import type {JudgedSlot} from '../../source/domain/slot.ts';
import {addDays} from '../../source/domain/time.ts';
import {at, collection, DAY, environment, evidence, expectation, facts, run, traits} from './facts.ts';

const NEXT = addDays(DAY, 1);
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
