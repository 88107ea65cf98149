/** Which finished business days an environment can learn now, and how completely its sources told of each. Pure. */
import {businessDayOf, dayBounds} from '../../domain/business-day.ts';
import {settleTime} from '../../domain/day-edges.ts';
import type {Environment, EnvironmentSource} from '../../domain/environment.ts';
import type {SourceEvidence} from '../../domain/facts.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays, DAY_MS} from '../../domain/time.ts';
import type {LearnedState} from '../../store/store.ts';

/** A finished day with the names of the sources that told all of it. Of the others the absence of runs says nothing. */
export type LearnableDay = {day: Day; observed: ReadonlySet<string>};

export type LearningPlan = {
  /** `rebuild`: from nothing, because there is nothing yet, of another learner, or without days that came later. */
  mode: 'update' | 'rebuild';
  /** Ascending. Empty when only what is expected has to be derived anew. */
  days: LearnableDay[];
};

export type LearningFacts = {
  environment: Environment;
  state: LearnedState | undefined;
  /** Of the learner at hand, and what it forecasts with now. */
  version: number;
  settings: string;
  /** The first day on which one of the environment's jobs was seen. */
  firstSeen: Day;
  /** From the first day to be learned up to yesterday. */
  evidence: readonly SourceEvidence[];
  /** Days that were just answered completely. */
  answered: readonly Day[];
  now: EpochMs;
};

/** Older days say nothing of today: two years and what the calendar of a second year needs. */
const MOST_DAYS = 800;
/** So many days that came after later ones had been learned are worth beginning anew; fewer stay unknown. */
const WORTH_REBUILDING = 7;

/** The first day that is not learned yet: of nothing learned, the first that there is. */
export function firstToLearn({
  state,
  version,
  environment,
  firstSeen,
  now,
  answered,
}: Omit<LearningFacts, 'evidence' | 'settings'>): Day {
  const last = state?.days.at(-1);
  if (last !== undefined && !mustRebuild(state, version, answered)) return addDays(last, 1);
  const earliest = addDays(businessDayOf(now, environment.clock), -MOST_DAYS);
  return firstSeen > earliest ? firstSeen : earliest;
}

/** Undefined when there is nothing to do. */
export function planLearning(facts: LearningFacts): LearningPlan | undefined {
  const {environment, state, version, settings, answered, now} = facts;
  const mode = mustRebuild(state, version, answered) ? 'rebuild' : 'update';
  const yesterday = addDays(businessDayOf(now, environment.clock), -1);
  const observe = createObserver(facts);
  const days: LearnableDay[] = [];
  for (let day = firstToLearn(facts); day <= yesterday; day = addDays(day, 1)) {
    const observed = observe(day);
    if (!observed) break;
    days.push({day, observed});
  }
  if (mode === 'rebuild') return days.length > 0 ? {mode, days} : undefined;
  return days.length > 0 || state?.settings !== settings ? {mode, days} : undefined;
}

function mustRebuild(
  state: LearnedState | undefined,
  version: number,
  answered: readonly Day[],
): state is undefined {
  const last = state?.days.at(-1);
  if (!state || last === undefined || state.version !== version) return true;
  const known = new Set(state.days);
  return answered.filter(day => day <= last && !known.has(day)).length >= WORTH_REBUILDING;
}

/** The sources that told all of a day; undefined while one of them still may. */
function createObserver({
  environment,
  evidence,
  now,
}: LearningFacts): (day: Day) => ReadonlySet<string> | undefined {
  const {clock, sources, expectations, staleAfterMs} = environment;
  const known = new Map(evidence.map(item => [`${item.businessDay} ${item.source}`, item.latestComplete]));
  const settleMs = settleTime(expectations);
  const tellers = sources.filter(({traits}) => traits.hasRuns);

  const hasTold = ({name, traits}: EnvironmentSource, day: Day): boolean | undefined => {
    const {end} = dayBounds(day, clock);
    const startedAt = known.get(`${day} ${name}`)?.startedAt ?? Number.NEGATIVE_INFINITY;
    // What tells only of the present was asked for the last time shortly before the day's end.
    if (!traits.hasHistory) return startedAt >= end - staleAfterMs;
    if (startedAt >= end + settleMs) return true;
    // Yesterday is collected once more when its last runs had the time to end.
    return now < end + DAY_MS ? undefined : startedAt >= end;
  };

  return day => {
    const told = tellers.map(source => ({name: source.name, hasTold: hasTold(source, day)}));
    if (told.some(source => source.hasTold === undefined)) return undefined;
    return new Set(told.filter(source => source.hasTold).map(({name}) => name));
  };
}
