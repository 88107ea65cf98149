/** What every component may reach: the state, the answers, the terminal, and who takes the keys. */
import {createContext, useContext, useSyncExternalStore} from 'react';
import type {Session} from '../backend.ts';
import type {Controller} from '../controller/controller.ts';
import type {QueryCache} from '../data/query-cache.ts';
import type {TrendsCache} from '../data/trends-cache.ts';
import type {Display} from '../display.ts';
import type {AppState} from '../state/app-state.ts';
import type {AppStore} from '../state/app-store.ts';

export type AppPorts = {
  store: AppStore;
  queries: QueryCache;
  trends: TrendsCache;
  controller: Controller;
  session: Session;
};

export const PortsContext = createContext<AppPorts | undefined>(undefined);
export const DisplayContext = createContext<Display | undefined>(undefined);

export function usePorts(): AppPorts {
  return required(useContext(PortsContext));
}

export function useDisplay(): Display {
  return required(useContext(DisplayContext));
}

export function useAppState(): AppState {
  const {store} = usePorts();
  return useSyncExternalStore(store.subscribe, store.read);
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a component of the screen stands outside of the app');
  return value;
}
