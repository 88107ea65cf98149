/**
 * Answers by question. Outcome and activity are separate, as in TanStack Query: while a question is asked again, and when
 * that fails, the old answer stays, with the error beside it.
 */
import {errorMessage} from '../../domain/errors.ts';
import type {Answer, Backend, Params, QueryName} from '../backend.ts';

export type QueryState<Data> = {
  data?: Data;
  error?: string;
  isLoading: boolean;
  /** The data is what was known some time ago, until the first answer has come. */
  isRemembered?: boolean;
};

export type QueryCache = {
  read<Name extends QueryName>(name: Name, params: Params<Name>): QueryState<Answer<Name>>;
  /** Asks (unless the answer is there and current) and tells of every change until it is called off. */
  observe<Name extends QueryName>(name: Name, params: Params<Name>, listener: () => void): () => void;
  /** Puts an answer that came without a question. One that is only remembered is asked for as soon as somebody looks. */
  put<Name extends QueryName>(
    name: Name,
    params: Params<Name>,
    data: Answer<Name>,
    options?: {isRemembered?: boolean},
  ): void;
  /** Every answer is old now: those that somebody looks at are asked for again. */
  invalidate(): void;
};

type Entry = {
  state: QueryState<unknown>;
  ask: () => Promise<unknown>;
  listeners: Set<() => void>;
  isStale: boolean;
};

/** Answers that nobody looks at any more; one may hold ten thousand jobs. */
const MOST_IDLE = 12;
const NOT_ASKED: QueryState<never> = {isLoading: true};

export function createQueryCache(backend: Pick<Backend, 'ask'>): QueryCache {
  const entries = new Map<string, Entry>();

  const tell = (entry: Entry, state: QueryState<unknown>): void => {
    entry.state = state;
    for (const listener of entry.listeners) listener();
  };
  const refresh = async (entry: Entry): Promise<void> => {
    // Asked again while the answer is on its way: it is asked once more when that has come.
    if (entry.state.isLoading && entry.state !== NOT_ASKED) return;
    tell(entry, {...entry.state, isLoading: true});
    do {
      entry.isStale = false;
      const next = await settle(entry.ask);
      const {isStale} = entry;
      const {data, isRemembered} = entry.state;
      const kept = 'error' in next && isRemembered ? {isRemembered} : {};
      tell(entry, {data, ...kept, ...next, isLoading: isStale && entry.listeners.size > 0});
    } while (entry.isStale && entry.listeners.size > 0);
  };
  const forgetIdle = (): void => {
    const idle = [...entries].filter(([, {listeners}]) => listeners.size === 0);
    for (const [key] of idle.slice(0, -MOST_IDLE)) entries.delete(key);
  };
  const entryOf = <Name extends QueryName>(name: Name, params: Params<Name>): Entry => {
    const key = queryKey(name, params);
    const known = entries.get(key);
    if (known) return known;
    const entry: Entry = {
      state: NOT_ASKED,
      ask: () => backend.ask(name, params),
      listeners: new Set(),
      isStale: true,
    };
    entries.set(key, entry);
    return entry;
  };

  return {
    read: (name, params) => (entries.get(queryKey(name, params))?.state ?? NOT_ASKED) as QueryState<never>,
    observe(name, params, listener) {
      const entry = entryOf(name, params);
      entry.listeners.add(listener);
      if (entry.isStale) void refresh(entry);
      return () => {
        entry.listeners.delete(listener);
        forgetIdle();
      };
    },
    put(name, params, data, {isRemembered = false} = {}) {
      const entry = entryOf(name, params);
      entry.isStale = isRemembered;
      tell(entry, {data, isLoading: false, ...(isRemembered && {isRemembered})});
    },
    invalidate() {
      for (const entry of entries.values()) {
        entry.isStale = true;
        if (entry.listeners.size > 0) void refresh(entry);
      }
    },
  };
}

async function settle(ask: () => Promise<unknown>): Promise<{data: unknown} | {error: string}> {
  try {
    return {data: await ask()};
  } catch (error) {
    return {error: errorMessage(error)};
  }
}

function queryKey(name: QueryName, params: object): string {
  return `${name} ${JSON.stringify(params, Object.keys(params).sort())}`;
}
