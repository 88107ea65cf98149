/** Holds the state: whoever shows it is told of every change. */
import type {AppAction, AppState} from './app-state.ts';
import {reduceApp} from './app-state.ts';

export type AppStore = {
  read(): AppState;
  dispatch(action: AppAction): void;
  subscribe(listener: () => void): () => void;
};

export function createAppStore(initial: AppState): AppStore {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    read: () => state,
    dispatch(action) {
      const next = reduceApp(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
