/** What was known at an instant: only what collections that had ended by then had seen. */
import type {EpochMs} from '../domain/time.ts';
import type {Connection} from './connection.ts';

/** Whether a collection (by id) had ended by the instant. */
export type IsKnown = (collection: number) => boolean;

/**
 * Ids are given in the order in which collections were stored, which is nearly, but not always, the order of their ends:
 * each is looked up, once. A pruned collection is taken for as old as the next one that is still there.
 */
export function knownAtInstant(connection: Connection, instant: EpochMs): IsKnown {
  const known = new Map<number, boolean>();
  const next = connection.rows<[number], [ended: number]>(
    'SELECT ended FROM collection WHERE id >= ? ORDER BY id LIMIT 1',
  );
  return id => {
    let isKnown = known.get(id);
    if (isKnown === undefined) {
      const row = next.get(id);
      isKnown = row !== undefined && row[0] <= instant;
      known.set(id, isKnown);
    }
    return isKnown;
  };
}
