import {useMemo, useRef} from 'react';
import {compileFilter} from '../filter/compile-filter.ts';
import {arrangeRows} from '../list/arrange-rows.ts';
import type {LaidOutColumn} from '../list/lay-out-columns.ts';
import {fitColumns, measureColumns} from '../list/lay-out-columns.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import type {ListState, ListWindow} from '../state/list-state.ts';
import {cursorIndex, windowTop} from '../state/list-state.ts';
import {useDisplay} from './contexts.ts';
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
};

const NO_ROWS: readonly never[] = [];

export function useList<Row>({rows = NO_ROWS, definition, height, name, fold}: ListOptions<Row>): List<Row> {
  const {state} = useListState(name);
  const {columns: screen, isAscii} = useDisplay();
  const filter = useMemo(() => compileFilter(state.filter), [state.filter]);
  const matching = useMemo(
    () => arrangeRows(rows, definition, state, filter),
    [rows, definition, state.state, state.isProblemsOnly, state.sort, filter],
  );
  const shown = useMemo(() => (fold ? fold(matching) : matching), [fold, matching]);
  const keys = useMemo(() => shown.map(definition.keyOf), [shown, definition]);
  const wanted = useMemo(() => measureColumns(definition.columns, rows), [definition, rows, isAscii]);
  const columns = useMemo(() => fitColumns(wanted, screen), [wanted, screen]);

  // Before the first move the cursor is on the first row that was seen there, wherever that goes.
  const pinned = useRef<string>(undefined);
  const held =
    state.key === undefined && pinned.current !== undefined ? {...state, key: pinned.current} : state;
  const window = {keys, height: Math.max(1, height)};
  const index = cursorIndex(held, keys);
  pinned.current = keys[index];
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
  };
}
