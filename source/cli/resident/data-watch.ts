/** Notices what other processes write: collections of other operators' screens and of cron, and what they acknowledge. */
import type {EpochMs} from '../../domain/time.ts';
import type {Store} from '../../store/store.ts';

export type DataWatch = {
  /** What is written from now on is new. */
  begin(): Promise<void>;
  /** This collection is known of. */
  account(collection: number): void;
  /** The environments of which something was written since the last look. Costs next to nothing when nothing was. */
  look(): Promise<ReadonlySet<string> | 'all'>;
};

/** Of more than so many collections at once it does not matter which. */
const MOST_COLLECTIONS = 500;

export function createDataWatch(store: () => Store, now: () => EpochMs): DataWatch {
  let version: number | undefined;
  let newest = 0;
  let accounted = new Set<number>();
  let notes: ReadonlyMap<string, string> = new Map();

  const readNew = async (limit: number): Promise<ReadonlySet<string> | 'all'> => {
    const collections = await store().readCollections({limit});
    const unseen = collections.filter(({id}) => id > newest);
    newest = Math.max(newest, ...unseen.map(({id}) => id));
    const unknown = unseen.filter(({id}) => !accounted.has(id));
    accounted = new Set();
    return unseen.length === limit ? 'all' : new Set(unknown.map(({environment}) => environment));
  };

  const readChangedNotes = async (): Promise<ReadonlySet<string>> => {
    const before = notes;
    const entries = await store().readAcknowledgements({at: now()});
    notes = new Map(
      [...Map.groupBy(entries, ({environment}) => environment)].map(([name, own]) => [
        name,
        JSON.stringify(own),
      ]),
    );
    return new Set([...before.keys(), ...notes.keys()].filter(name => before.get(name) !== notes.get(name)));
  };

  return {
    async begin() {
      version = await store().readDataVersion();
      await readNew(1);
      await readChangedNotes();
    },
    account: collection => accounted.add(collection),
    async look() {
      const present = await store().readDataVersion();
      if (present === version) return new Set();
      version = present;
      const collected = await readNew(MOST_COLLECTIONS);
      const noted = await readChangedNotes();
      return collected === 'all' ? 'all' : collected.union(noted);
    },
  };
}
