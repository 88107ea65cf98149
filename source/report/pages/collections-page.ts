/** The attempts to collect a business day: the evidence, and what went wrong. */
import type {Collection} from '../../domain/collection.ts';
import type {EpochMs} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {CollectionFilter, Store} from '../../store/store.ts';
import type {JudgedDay} from '../read-report.ts';
import {collectionItem, pageDayOf} from './page-items.ts';
import type {CollectionPage, CollectionsPage} from './pages.ts';
import {MOST_COLLECTIONS} from './pages.ts';

/**
 * The attempts about this day, whenever they were made, and those made during it about the day before (which is collected
 * once more after its end). Newest first.
 */
export async function readCollectionsPage(
  store: Store,
  {facts}: Pick<JudgedDay, 'facts'>,
  knownAt?: EpochMs,
  most = MOST_COLLECTIONS,
): Promise<CollectionsPage> {
  const {environment, day, bounds} = facts;
  const before = addDays(day, -1);
  const filter: CollectionFilter = {environment: environment.name, knownAt, limit: most + 1};
  const own = await store.readCollections({...filter, from: day, to: day});
  const earlier = await store.readCollections({...filter, from: before, to: before});
  const made = ({startedAt}: Collection): boolean => startedAt >= bounds.start && startedAt < bounds.end;
  const all = [...own, ...earlier.filter(made)].sort((a, b) => b.id - a.id);
  return {...pageDayOf(facts), rows: all.slice(0, most).map(collectionItem), isCut: all.length > most};
}

/** One attempt and the lines of it that could not be read. */
export async function readCollectionPage(
  store: Store,
  id: number,
  knownAt?: EpochMs,
): Promise<CollectionPage> {
  const [collection] = await store.readCollections({ids: [id], knownAt});
  if (!collection) return {collection: null, rejected: []};
  return {collection: collectionItem(collection), rejected: await store.readRejectedLines(id)};
}
