/** Learning after a collection: what finished since is learned of the environments that were collected. */
import type {TaskReport} from '../collect/collection-task.ts';
import type {Config} from '../config/config.ts';
import {prepareEnvironments} from '../config/prepare-environments.ts';
import {businessDayOf} from '../domain/business-day.ts';
import {isComplete} from '../domain/collection.ts';
import type {Environment} from '../domain/environment.ts';
import {LEARNER_VERSION} from '../domain/learned.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, MINUTE_MS} from '../domain/time.ts';
import {settleSettings} from '../report/learning/learn-settings.ts';
import type {LearningPlan} from '../report/learning/plan-learning.ts';
import {firstToLearn, planLearning} from '../report/learning/plan-learning.ts';
import type {LearnedState, Store} from '../store/store.ts';

export type LearningSubject = {
  config: Config;
  store: Store;
  now: EpochMs;
};

export type LearningOptions = {
  /** Days that were just answered completely. */
  answered?: readonly Day[];
  /** Everything from nothing. */
  isAnew?: boolean;
};

/** Of the environments of some tasks. Returns the names of those that learned something. */
export async function learnAfter(tasks: readonly TaskReport[], subject: LearningSubject): Promise<string[]> {
  const learned: string[] = [];
  for (const [name, own] of Map.groupBy(tasks, ({environment}) => environment)) {
    const answered = own
      .filter(({outcome}) => outcome !== undefined && isComplete(outcome))
      .map(({businessDay}) => businessDay);
    if ((await learn(name, subject, {answered: [...new Set(answered)]})) !== undefined) learned.push(name);
  }
  return learned;
}

/** Returns how many jobs were learned; undefined when there was nothing to learn, or when another process learns. */
export async function learn(
  name: string,
  subject: LearningSubject,
  {answered = [], isAnew = false}: LearningOptions = {},
): Promise<number | undefined> {
  const {config, store, now} = subject;
  const environments = config.environments.filter(environment => environment.name === name);
  const [configured] = environments;
  if (!configured?.isLearned) return undefined;
  const state = isAnew ? undefined : await store.readLearnedState(name);
  const planned = await plan({...subject, config: {...config, environments}}, state, answered);
  if (!planned) return undefined;
  return withLease(store, name, now, async () => {
    const {learnEnvironment} = await import('../report/learning/learn-environment.ts');
    return learnEnvironment({...planned, store, state, now});
  });
}

type Planned = {
  environment: Environment;
  plan: LearningPlan;
  settings: ReturnType<typeof settleSettings>;
};

async function plan(
  {config, store, now}: LearningSubject,
  state: LearnedState | undefined,
  answered: readonly Day[],
): Promise<Planned | undefined> {
  const [present] = await prepareEnvironments(config, [], store);
  if (!present) return undefined;
  const {name} = present;
  const seen = (await store.readJobs({environment: name})).map(({firstDay}) => firstDay);
  if (seen.length === 0) return undefined;
  const firstSeen = seen.reduce((first, day) => (day < first ? day : first));
  const today = businessDayOf(now, present.clock);
  const known = {environment: present, state, version: LEARNER_VERSION, firstSeen, answered, now};
  const from = firstToLearn(known);
  const settings = settleSettings(config.learn, present, await store.readShareOfJobs(name), seen.length);
  const evidence = await store.readEvidence({environment: name, from, to: addDays(today, -1)});
  const planned = planLearning({...known, settings: settings.fingerprint, evidence});
  if (!planned) return undefined;
  const [environment] = await prepareForLearning(config, store, planned.days.at(0)?.day ?? today, today);
  return environment && {environment, plan: planned, settings};
}

/** With the holidays that a learner looks back on (two years) and ahead. */
export function prepareForLearning(
  config: Config,
  store: Store,
  from: Day,
  today: Day,
): Promise<Environment[]> {
  return prepareEnvironments(config, yearsBetween(addDays(from, -730), addDays(today, 7)), store);
}

function yearsBetween(from: Day, to: Day): number[] {
  const first = Number(from.slice(0, 4));
  return Array.from({length: Number(to.slice(0, 4)) - first + 1}, (_, i) => first + i);
}

/** Two processes that learn the same would undo each other's work. */
async function withLease(
  store: Store,
  environment: string,
  now: EpochMs,
  work: () => Promise<number>,
): Promise<number | undefined> {
  const lease = {
    environment,
    // No source is called so: names have no blanks.
    source: 'what was learned',
    businessDay: '1970-01-01',
    holder: `learning-${process.pid}`,
  };
  const {granted} = await store.acquireLease({...lease, now, ttlMs: 15 * MINUTE_MS});
  if (!granted) return undefined;
  try {
    return await work();
  } finally {
    await store.releaseLease(lease);
  }
}
