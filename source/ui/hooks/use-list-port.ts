import type {ScreenPort} from '../controller/screen-port.ts';
import {exportList} from '../list/export-list.ts';
import {listActions, sortableColumns} from '../list/list-actions.ts';
import {usePorts} from './contexts.ts';
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
  const {controller} = usePorts();
  const {key, change} = useListState(name);
  useScreenPort({
    exported: () => exportList(list, title),
    ...port,
    actions: {...listActions(list, change, text => controller.say('info', text)), ...actions},
    list: {
      key,
      filter: list.state.filter,
      cursor: list.state.key ?? list.window.keys[list.index],
      sortable: sortableColumns(list),
    },
  });
}
