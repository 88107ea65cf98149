/**
 * Whether all runs of a job on a day can have been seen by a source that tells only each job's latest run: one that nobody saw
 * was hidden by the next, so that its absence says nothing.
 */
import {wereAllSeen} from '../../analysis/latest-runs.ts';
import type {Environment} from '../../domain/environment.ts';
import type {LearningRun} from '../../domain/learned.ts';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';
import type {LearningPlan} from './plan-learning.ts';

/** `runs` are those of the day, by start. */
export type Sight = (source: string | undefined, day: Day, runs: readonly LearningRun[]) => boolean;

export async function openSight(
  store: Pick<Store, 'readCompleteAnswers'>,
  {name, sources, staleAfterMs}: Environment,
  {days}: LearningPlan,
): Promise<Sight> {
  const own = sources.filter(({traits}) => traits.isLatestOnly && traits.hasRuns && !traits.isPlan);
  const [from, to] = [days.at(0)?.day, days.at(-1)?.day];
  if (own.length === 0 || from === undefined || to === undefined) return () => true;
  const all = await store.readCompleteAnswers({
    environment: name,
    sources: own.map(source => source.name),
    // The day before tells what there was until the first run.
    from: addDays(from, -1),
    to,
  });
  const latestOnly = new Map(own.map(source => [source.name, source.traits.hasHistory]));
  return (source, day, runs) => {
    if (source === undefined) return latestOnly.size === 0;
    const hasHistory = latestOnly.get(source);
    if (hasHistory === undefined) return true;
    const ofDay = all.get(source);
    const before = hasHistory ? [] : (ofDay?.get(addDays(day, -1)) ?? []);
    return wereAllSeen(runs, [...before, ...(ofDay?.get(day) ?? [])], staleAfterMs);
  };
}
