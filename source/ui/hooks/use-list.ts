import type {RefObject} from 'react';
import {useEffect, useMemo, useRef} from 'react';
import type {Filter} from '../filter/compile-filter.ts';
import {compileFilter} from '../filter/compile-filter.ts';
import {arrangeRows} from '../list/arrange-rows.ts';
import type {LaidOutColumn} from '../list/lay-out-columns.ts';
import {fitColumns, measureColumns} from '../list/lay-out-columns.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import type {ListState, ListWindow} from '../state/list-state.ts';
import {cursorIndex, windowTop} from '../state/list-state.ts';
import {useDisplay, usePorts} from './contexts.ts';
import {useListState} from './use-list-state.ts';

/** A list as it stands: the rows that are shown, the one under the cursor, the window on them and its columns. */
export type List<Row> = {
  state: ListState;
  definition: ListDefinition<Row>;
  /** Every row there is, and those that the filters let through, in their order. */
  all: readonly Row[];
  shown: readonly Row[];
  /** Those that the filters let through, before any of them were folded. */
  matching: readonly Row[];
  /** The lines of the window. */
  visible: readonly Row[];
  top: number;
  index: number;
  current: Row | undefined;
  window: ListWindow;
  columns: readonly LaidOutColumn<Row>[];
  filter: Filter;
};

export type ListOptions<Row> = {
  rows: readonly Row[] | undefined;
  definition: ListDefinition<Row>;
  /** Rows of the window. */
  height: number;
  /** Several lists of one place remember their cursors apart. */
  name?: string;
  /** Makes one row of several among those that the filters let through. */
  fold?: (matching: readonly Row[]) => readonly Row[];
  /** A row below the list in the same columns: they are wide enough for it, too. */
  foot?: Row | undefined;
};

const NO_ROWS: readonly never[] = [];

export function useList<Row>({
  rows = NO_ROWS,
  definition,
  height,
  name,
  fold,
  foot,
}: ListOptions<Row>): List<Row> {
  const {state, key: listName} = useListState(name);
  const {columns: screen, isLinear} = useDisplay();
  const filter = useMemo(() => compileFilter(state.filter), [state.filter]);
  const {state: only, isProblemsOnly, sort} = state;
  const matching = useMemo(
    () => arrangeRows(rows, definition, {state: only, isProblemsOnly, sort}, filter),
    [rows, definition, only, isProblemsOnly, sort, filter],
  );
  const shown = useMemo(() => (fold ? fold(matching) : matching), [fold, matching]);
  const keys = useMemo(() => shown.map(definition.keyOf), [shown, definition]);
  const wanted = useMemo(
    () => measureColumns(definition.columns, foot === undefined ? rows : [...rows, foot]),
    [definition, rows, foot],
  );
  const columns = useMemo(() => (isLinear ? wanted : fitColumns(wanted, screen)), [wanted, screen, isLinear]);

  // Before the first move the cursor is on the first row that was seen there, wherever that goes.
  const pins = useRef(new Map<string, Cursor>());
  const held = state.key === undefined ? {...state, ...pins.current.get(listName)} : state;
  const window = {keys, height: Math.max(1, height)};
  const index = cursorIndex(held, keys);
  if (index >= 0) pins.current.set(listName, {key: keys[index], index});
  usePinOnLeaving(listName, pins);
  const top = windowTop(Math.max(0, index), state.line, window);
  return {
    state: held,
    definition,
    all: rows,
    shown,
    matching,
    visible: shown.slice(top, top + window.height),
    top,
    index,
    current: shown[index],
    window,
    columns,
    filter,
  };
}

type Cursor = Pick<ListState, 'key' | 'index'>;

/** Who comes back finds the cursor on the row where it was, also if it was never moved and the rows are in another order by then. */
function usePinOnLeaving(list: string, pins: RefObject<ReadonlyMap<string, Cursor>>): void {
  const {store} = usePorts();
  useEffect(
    () => () => {
      const cursor = pins.current.get(list);
      const change = (state: ListState): ListState =>
        state.key === undefined ? {...state, ...cursor} : state;
      if (cursor) store.dispatch({type: 'list', change, key: list});
    },
    [store, list, pins],
  );
}
