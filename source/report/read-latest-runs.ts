/** Reads what judging asks of sources that tell only each job's latest run. */
import type {DayFacts} from '../analysis/day-facts.ts';
import type {LatestRunFacts} from '../analysis/latest-runs.ts';
import {addDays} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import type {Moment} from './read-facts.ts';

type Known = Pick<DayFacts, 'environment' | 'day' | 'bounds' | 'schedules' | 'forecasts'>;

/** Undefined where nothing can be missing, and no number too small, on their account. */
export async function readLatestRuns(
  store: Store,
  {environment, day, bounds, schedules, forecasts}: Known,
  {now, knownAt}: Moment,
): Promise<LatestRunFacts | undefined> {
  const {name, sources, expectations} = environment;
  const own = sources.filter(({traits}) => traits.hasRuns && traits.isLatestOnly);
  const isExpecting =
    schedules.length > 0 ||
    forecasts.has(day) ||
    (environment.countAlarmsPerYear ?? 0) > 0 ||
    expectations.some(rule => rule.kind === 'count' || rule.timing || rule.runs);
  if (own.length === 0 || !isExpecting) return undefined;
  const next = addDays(day, 1);
  const named = own.map(source => source.name);
  const answers = await store.readCompleteAnswers({
    environment: name,
    sources: named,
    // The day before tells what there was until the first run.
    from: addDays(day, -1),
    to: next,
    knownAt,
  });
  // A source that can be asked for a day tells the runs of that day alone.
  const isPresent = own.some(({traits}) => !traits.hasHistory);
  const laterRuns =
    isPresent && now >= bounds.end
      ? await store.readRunsStarted(name, next, bounds.end, Number.MAX_SAFE_INTEGER, knownAt)
      : new Map();
  return {answers, laterRuns};
}
