/** Facts as the screens get them: plain data, unknown values `null`. */
import type {DayFacts} from '../../analysis/day-facts.ts';
import type {Collection} from '../../domain/collection.ts';
import type {RunRecord} from '../../domain/run.ts';
import {durationOf} from '../../domain/run.ts';
import {cleanText} from '../../domain/text.ts';
import type {CollectionItem, PageDay, RunItem} from './pages.ts';

export function pageDayOf({
  environment,
  day,
  bounds,
}: Pick<DayFacts, 'environment' | 'day' | 'bounds'>): PageDay {
  return {
    environment: environment.name,
    timezone: environment.timezone,
    businessDay: day,
    dayStartsAt: bounds.start,
    dayEndsAt: bounds.end,
  };
}

export function runItem(environment: string, run: RunRecord): RunItem {
  return {
    environment,
    job: run.job,
    runKey: run.runKey,
    businessDay: run.businessDay,
    status: run.status,
    scheduledAt: run.scheduledAt ?? null,
    startedAt: run.startedAt ?? null,
    endedAt: run.endedAt ?? null,
    durationMs: durationOf(run) ?? null,
    exitCode: run.exitCode ?? null,
    message: run.message ?? null,
    seenIn: run.seenIn,
  };
}

export function collectionItem({exitCode, error, stderrTail, ...collection}: Collection): CollectionItem {
  return {
    ...collection,
    exitCode: exitCode ?? null,
    error: error === undefined ? null : cleanText(error),
    stderrTail: stderrTail ?? null,
  };
}

/** Collections by id, for what rests on one; `null` for none and for one that was pruned. */
export type FindCollection = (id: number | undefined) => CollectionItem | null;

export function collectionFinder(collections: readonly Collection[]): FindCollection {
  const byId = new Map(collections.map(collection => [collection.id, collectionItem(collection)]));
  return id => (id === undefined ? null : (byId.get(id) ?? null));
}
