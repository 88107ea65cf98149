/** What was expected, before each day had begun, of jobs without a schedule. */
import type {DayFacts} from '../analysis/day-facts.ts';
import {learnedEdgeRules} from '../analysis/learned-slots.ts';
import {dayBounds} from '../domain/business-day.ts';
import type {Environment} from '../domain/environment.ts';
import {matchAny} from '../domain/glob.ts';
import type {EpochMs} from '../domain/time.ts';
import {addDays, HOUR_MS} from '../domain/time.ts';
import type {Store} from '../store/store.ts';

/** Longer than any learned slot reaches over the start of its day: until then the day after takes none of this day's runs. */
const NEAR_END_MS = 2 * HOUR_MS;

/** Of a day and, as far as they matter, its neighbours; without the jobs that are silenced by now. */
export async function readForecasts(
  store: Store,
  {name, clock, isLearned, silence, expectations}: Environment,
  {day, bounds}: Pick<DayFacts, 'day' | 'bounds'>,
  now: EpochMs,
): Promise<Pick<DayFacts, 'forecasts' | 'edgeRules'>> {
  if (!isLearned) return {forecasts: new Map(), edgeRules: expectations};
  const isSilent = matchAny(silence);
  const forecasts = await store.readForecasts({
    environment: name,
    from: addDays(day, -1),
    to: now < bounds.end - NEAR_END_MS ? day : addDays(day, 1),
    ...(silence.length > 0 && {isWanted: job => !isSilent(job)}),
  });
  return {
    forecasts,
    edgeRules: [...expectations, ...learnedEdgeRules(forecasts, of => dayBounds(of, clock))],
  };
}
