import {describe, expect, test} from 'vitest';
import type {SourceEvidence} from '../../../source/domain/facts.ts';
import {addDays} from '../../../source/domain/time.ts';
import type {LearningFacts} from '../../../source/report/learning/plan-learning.ts';
import {firstToLearn, planLearning} from '../../../source/report/learning/plan-learning.ts';
import {at, collection, DAY, environment, evidence, traits} from '../../analysis/facts.ts';

const YESTERDAY = addDays(DAY, -1);

/** A complete answer for a day that began at a time of the day after. */
function told(day: string, time: string, changes: Partial<SourceEvidence> = {}): SourceEvidence {
  const startedAt = at(time, addDays(day, 1));
  const item = evidence(collection({startedAt, businessDay: day}));
  return {...item, businessDay: day, ...changes};
}

const state = (...days: string[]) => ({version: 1, settings: 's', summary: '{}', days});

function known(changes: Partial<LearningFacts> = {}): LearningFacts {
  return {
    environment: environment(),
    state: undefined,
    version: 1,
    settings: 's',
    firstSeen: addDays(DAY, -3),
    evidence: [],
    answered: [],
    now: at('06:40'),
    ...changes,
  };
}

const daysOf = (facts: LearningFacts) =>
  planLearning(facts)?.days.map(({day, observed}) => [day, [...observed].join()]);

describe('a finished day', () => {
  test.each([
    ['00:59', undefined],
    ['01:00', [[YESTERDAY, 'cron']]],
  ])(
    'answered at %s after its end is learned as %j: its last runs must have had their time',
    (time, days) => {
      const facts = known({state: state(addDays(DAY, -2)), evidence: [told(YESTERDAY, time)]});
      expect(daysOf(facts)).toEqual(days);
    },
  );

  test('that nobody answered is learned as not known when it is a day old, and holds up nothing', () => {
    const facts = known({evidence: [told(addDays(DAY, -3), '05:00'), told(YESTERDAY, '05:00')]});
    expect(daysOf(facts)).toEqual([
      [addDays(DAY, -3), 'cron'],
      [addDays(DAY, -2), ''],
      [YESTERDAY, 'cron'],
    ]);
  });

  test('of a source that tells only of the present was last asked shortly before its end', () => {
    const sources = [{name: 'cron', adapter: 'cron', traits: {...traits, hasHistory: false}}];
    const own = environment({sources});
    const lastAt = (time: string) =>
      known({
        environment: own,
        state: state(addDays(DAY, -2)),
        evidence: [
          {...told(YESTERDAY, '00:00'), latestComplete: collection({startedAt: at(time, YESTERDAY)})},
        ],
      });
    expect(daysOf(lastAt('23:50'))).toEqual([[YESTERDAY, 'cron']]);
    expect(daysOf(lastAt('23:49'))).toEqual([[YESTERDAY, '']]);
  });
});

describe('learning anew', () => {
  const all = [3, 2, 1].map(ago => told(addDays(DAY, -ago), '05:00'));

  test('begins with the first day that was seen, at most some two years ago', () => {
    expect(firstToLearn(known())).toBe(addDays(DAY, -3));
    expect(firstToLearn(known({firstSeen: '2010-01-01'}))).toBe(addDays(DAY, -800));
    expect(planLearning(known({evidence: all}))?.mode).toBe('rebuild');
  });

  test.each([
    ['another learner', {state: {...state(YESTERDAY), version: 0}}, 'rebuild'],
    ['six older days', {answered: [20, 21, 22, 23, 24, 25]}, undefined],
    ['seven older days', {answered: [20, 21, 22, 23, 24, 25, 26]}, 'rebuild'],
    ['other settings', {settings: 'other'}, 'update'],
    ['nothing new', {}, undefined],
  ])('because of %s', (_, changes, mode) => {
    const answered = 'answered' in changes ? changes.answered.map(ago => addDays(DAY, -ago)) : [];
    const facts = known({state: state(YESTERDAY), evidence: all, ...changes, answered});
    expect(planLearning(facts)?.mode).toBe(mode);
  });
});
