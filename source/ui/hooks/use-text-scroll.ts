import type {ScreenPort} from '../controller/screen-port.ts';
import {useListState} from './use-list-state.ts';

/** Lets a text that is longer than its place be read with the keys of a list. */
export function useTextScroll(lines: number, height: number): {top: number; actions: ScreenPort['actions']} {
  const {state, change} = useListState();
  const last = Math.max(0, lines - height);
  const top = Math.min(state.index, last);
  const to = (target: number) => () =>
    change(list => ({...list, index: Math.max(0, Math.min(last, target))}));
  const by = (step: number) => () =>
    change(list => ({...list, index: Math.max(0, Math.min(last, Math.min(list.index, last) + step))}));
  return {
    top,
    actions: {
      down: by(1),
      up: by(-1),
      'page-down': by(height - 1),
      'page-up': by(1 - height),
      'half-page-down': by(height >>> 1),
      'half-page-up': by(-(height >>> 1)),
      top: to(0),
      bottom: to(last),
    },
  };
}
