/** What was learned of jobs, for people: read from the models, which only this loads the learner for. */

import {indexExpectations} from '../../analysis/expectations.ts';
import {describeModel} from '../../analysis/learning/learner.ts';
import type {Environment} from '../../domain/environment.ts';
import type {LearnedSchedule} from '../../domain/learned.ts';
import {LEARNER_VERSION} from '../../domain/learned.ts';
import {MINUTE_MS} from '../../domain/time.ts';
import type {JobModelRecord, Store} from '../../store/store.ts';
import type {Suggestion} from './suggest-expectations.ts';
import {suggestExpectations} from './suggest-expectations.ts';

export type LearnedJob = {job: string; learned: LearnedSchedule};

type Reader = Pick<Store, 'readModels' | 'readSchedules'>;

const JOBS_A_TURN = 500;

/** Every job that something was learned of, or those whose name `matches`. */
export async function* readLearnedJobs(
  store: Pick<Store, 'readModels'>,
  environment: Environment,
  matches: (job: string) => boolean = () => true,
): AsyncGenerator<LearnedJob> {
  const {name, clock, calendar} = environment;
  for (let after = 0; ; ) {
    const batch = await store.readModels({environment: name, after, limit: JOBS_A_TURN});
    for (const record of batch.filter(({job}) => matches(job))) {
      const model = readModel(record);
      if (model) yield {job: record.job, learned: describeModel(model, {clock, calendar})};
    }
    const last = batch.at(-1);
    if (!last || batch.length < JOBS_A_TURN) return;
    after = last.id;
  }
}

/** For the jobs that nothing else tells a schedule of. */
export async function* suggestFor(
  store: Reader,
  environment: Environment,
  matches: (job: string) => boolean,
): AsyncGenerator<Suggestion> {
  const {clock, calendar, expectations, name} = environment;
  const index = indexExpectations(expectations);
  const schedules = await store.readSchedules({environment: name});
  const discovered = new Set(schedules.filter(({goneSince}) => goneSince === undefined).map(({job}) => job));
  const isOpen = (job: string): boolean =>
    matches(job) && !discovered.has(job) && index.rulesOf(job).timed.length === 0;
  const context = {
    dayStartMinutes: clock.dayStartMs / MINUTE_MS,
    zone: clock.zone,
    hasCalendar: calendar !== undefined,
  };
  for await (const {job, learned} of readLearnedJobs(store, environment, isOpen))
    yield* suggestExpectations(job, learned, context);
}

function readModel({learned}: JobModelRecord): Parameters<typeof describeModel>[0] | undefined {
  return learned?.version === LEARNER_VERSION ? JSON.parse(learned.model) : undefined;
}
