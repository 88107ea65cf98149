import {listOf, shownPlace} from '../state/app-state.ts';
import type {ListState} from '../state/list-state.ts';
import {listKey} from '../state/place.ts';
import {useAppState, usePorts} from './contexts.ts';

export type ListStateHandle = {
  state: ListState;
  key: string;
  change(change: (list: ListState) => ListState): void;
};

/** What the list of the shown place (or its list of this name) remembers. */
export function useListState(name?: string): ListStateHandle {
  const {store} = usePorts();
  const app = useAppState();
  const place = listKey(shownPlace(app));
  const key = name === undefined ? place : `${place} ${name}`;
  return {
    key,
    state: listOf(app, key),
    change: change => store.dispatch({type: 'list', change, key}),
  };
}
