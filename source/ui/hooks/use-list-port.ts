import type {ScreenPort} from '../controller/screen-port.ts';
import {exportList} from '../list/export-list.ts';
import {listActions, sortableColumns} from '../list/list-actions.ts';
import type {List} from './use-list.ts';
import {useListState} from './use-list-state.ts';
import {useScreenPort} from './use-screen-port.ts';

export type ListPort = Partial<ScreenPort> & {
  /** What an export of the list is called; absent = its noun. */
  title?: string;
  /** The list's name, as given to `useList`. */
  name?: string;
};

/** Says what the keys do on a screen that is a list: all that lists do, and what this one adds. */
export function useListPort<Row>(list: List<Row>, {title, name, actions, ...port}: ListPort): void {
  const {key, change} = useListState(name);
  useScreenPort({
    exported: () => exportList(list, title),
    ...port,
    actions: {...listActions(list, change), ...actions},
    list: {key, filter: list.state.filter, sortable: sortableColumns(list)},
  });
}
