import type {ScreenPort} from '../controller/screen-port.ts';
import type {Place} from '../state/place.ts';
import {usePorts} from './contexts.ts';

/** What tab and shift-tab do: the next tab takes this one's place. */
export function useTabs<Tab extends string>(
  tabs: readonly Tab[],
  active: Tab,
  placeOf: (tab: Tab) => Place,
): ScreenPort['actions'] {
  const {store} = usePorts();
  const step = (by: number) => () => {
    const tab = tabs[(tabs.indexOf(active) + by + tabs.length) % tabs.length];
    if (tab !== undefined) store.dispatch({type: 'replace', place: placeOf(tab)});
  };
  return {'next-tab': step(1), 'previous-tab': step(-1)};
}
