/** Which sources to collect now, from the configuration and what the database knows of earlier attempts. */
import type {CollectionTask} from '../collect/collection-task.ts';
import type {PlanOptions} from '../collect/plan-collection.ts';
import type {Config} from '../config/config.ts';
import type {SourceEvidence} from '../domain/facts.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import type {Store} from '../store/store.ts';

export type PlanSubject = {
  config: Config;
  store: Store;
  /** By this host's calendar. */
  today: Day;
};

export async function planTasks(subject: PlanSubject, options: PlanOptions): Promise<CollectionTask[]> {
  const {planCollection} = await import('../collect/plan-collection.ts');
  const asked = options.days?.toSorted() ?? [];
  return planCollection(
    subject.config,
    await readEvidence(subject, {from: asked.at(0), to: asked.at(-1)}),
    options,
  );
}

/** When something will be due if nothing is collected until then. */
export async function findNextDue(
  subject: PlanSubject,
  options: Pick<PlanOptions, 'now' | 'platform' | 'pace' | 'isBusy'>,
): Promise<EpochMs | undefined> {
  const {nextDueAt} = await import('../collect/plan-collection.ts');
  return nextDueAt(subject.config, await readEvidence(subject, {}), options);
}

/** A zone ahead is a day ahead of this host's calendar, one behind a day behind; yesterday is asked for as well. */
function readEvidence(
  {store, today}: PlanSubject,
  {from = addDays(today, -2), to = addDays(today, 1)}: {from?: Day | undefined; to?: Day | undefined},
): Promise<SourceEvidence[]> {
  return store.readEvidence({from, to});
}
