/** How far an environment can be trusted to be seen: outcome of the last attempt and age of the last answer, apart. */
import type {DayFacts} from '../analysis/day-facts.ts';
import type {Collection} from '../domain/collection.ts';
import {collectedAt, isAnswer} from '../domain/collection.ts';
import type {SourceEvidence} from '../domain/facts.ts';
import type {EpochMs} from '../domain/time.ts';
import {formatInstant, SECOND_MS} from '../domain/time.ts';
import type {CollectionEvidence, Freshness, FreshnessState, SourceFreshness} from './status-report.ts';

export type FreshnessFacts = Pick<DayFacts, 'environment' | 'day' | 'bounds' | 'evidence'>;

export function deriveFreshness(facts: FreshnessFacts, now: EpochMs): Freshness {
  const sources = facts.environment.sources.flatMap(({name, adapter, traits}) => {
    const item = facts.evidence.find(({source, businessDay}) => source === name && businessDay === facts.day);
    // What tells only of the present was never asked for a day that is over.
    if (!item && !traits.hasHistory && now >= facts.bounds.end) return [];
    return deriveSource({source: name, adapter}, item, facts, now);
  });
  // Nobody is blind to a day that has not begun.
  if (now < facts.bounds.start && sources.every(({collectedAt: at}) => at === null))
    return {state: 'fresh', collectedAt: null, ageSeconds: null, sources: []};
  const oldest = sources.toSorted((a, b) => (b.ageSeconds ?? Infinity) - (a.ageSeconds ?? Infinity)).at(0);
  return {
    state: worstState(sources),
    collectedAt: oldest?.collectedAt ?? null,
    ageSeconds: oldest?.ageSeconds ?? null,
    sources,
  };
}

function worstState(sources: readonly SourceFreshness[]): FreshnessState {
  const states = sources.map(({state}) => state);
  if (states.length === 0 || states.includes('blind')) return 'blind';
  return states.includes('stale') ? 'stale' : 'fresh';
}

function deriveSource(
  source: Pick<SourceFreshness, 'source' | 'adapter'>,
  item: SourceEvidence | undefined,
  {environment, bounds}: FreshnessFacts,
  now: EpochMs,
): SourceFreshness {
  const answer = item?.latestAnswer;
  const last = item ? describeCollection(item.latest) : null;
  if (!answer) return {...source, state: 'blind', collectedAt: null, ageSeconds: null, last};
  const answeredAt = collectedAt(answer);
  const ageMs = Math.max(0, now - answeredAt);
  // What was collected after the day's end does not age: the day changes no more.
  const isFinal = answer.startedAt >= bounds.end;
  const isFresh =
    isFinal || (ageMs <= environment.staleAfterMs && now < bounds.end + environment.staleAfterMs);
  return {
    ...source,
    state: isFresh ? 'fresh' : 'stale',
    collectedAt: formatInstant(answeredAt),
    ageSeconds: Math.round(ageMs / SECOND_MS),
    last,
  };
}

/**
 * Whether the last attempt failed although (or because) an answer may still be shown. One that we stopped ourselves (somebody
 * quit) says nothing of the source.
 */
export function hasFailed({last}: Pick<SourceFreshness, 'last'>): boolean {
  return last !== null && last.outcome !== 'cancelled' && !isAnswer(last.outcome);
}

/** Whether a source is among those for which an environment cannot be seen. */
export function isTroubled(source: SourceFreshness): boolean {
  return source.state === 'blind' || (source.state === 'stale' && hasFailed(source));
}

export function describeCollection(collection: Collection): CollectionEvidence {
  const {id, source, startedAt, durationMs, outcome, rows, rejected, error} = collection;
  return {
    id,
    source,
    startedAt: formatInstant(startedAt),
    durationMs,
    outcome,
    rows,
    rejected,
    error: error ?? null,
  };
}
