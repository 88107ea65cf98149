/** What a list remembers: where its cursor is (by key, so that it stays on its row when rows come and go) and what it shows. */

export type Sort = {column: string; isDescending: boolean};

export type ListState = {
  /** Key of the row under the cursor; absent = the first row. */
  key?: string | undefined;
  /** Where that row was when the cursor came to it: where the cursor stays when the row is gone. */
  index: number;
  /** The line of the window that the cursor is on. */
  line: number;
  filter: string;
  /** Name of the state filter in force; absent = all. */
  state?: string | undefined;
  isProblemsOnly: boolean;
  /** Absent = the list's own order. */
  sort?: Sort | undefined;
  /** Keys of the folded rows that are open. */
  open: readonly string[];
};

export const NEW_LIST: ListState = {
  index: 0,
  line: 0,
  filter: '',
  isProblemsOnly: false,
  open: [],
};

export type Move =
  | {kind: 'by'; rows: number}
  | {kind: 'page'; pages: number}
  | {kind: 'to'; index: number}
  | {kind: 'end'};

/** The visible rows' keys in order, and how many rows the window shows. */
export type ListWindow = {keys: readonly string[]; height: number};

/** Index of the row under the cursor; -1 for an empty list. */
export function cursorIndex({key, index}: Pick<ListState, 'key' | 'index'>, keys: readonly string[]): number {
  if (keys.length === 0) return -1;
  // Mostly nothing has moved: ten thousand keys are compared only when something has.
  if (key === undefined || keys[index] === key) return Math.min(index, keys.length - 1);
  const found = keys.indexOf(key);
  return found === -1 ? Math.min(index, keys.length - 1) : found;
}

/** First visible row: the cursor stays on its line of the window, as far as the list reaches. */
export function windowTop(index: number, line: number, {keys, height}: ListWindow): number {
  const top = index - Math.min(line, Math.max(0, height - 1));
  return Math.max(0, Math.min(top, keys.length - height));
}

export function moveCursor(list: ListState, move: Move, window: ListWindow): ListState {
  const {keys, height} = window;
  const from = cursorIndex(list, keys);
  if (from === -1) return list;
  const line = from - windowTop(from, list.line, window);
  const to = Math.max(0, Math.min(keys.length - 1, target(move, from, window)));
  // A page takes the window with it, a step moves inside it until it meets the edge.
  const wanted = move.kind === 'page' ? line : line + to - from;
  return {...list, key: keys[to], index: to, line: Math.max(0, Math.min(height - 1, wanted))};
}

function target(move: Move, from: number, {keys, height}: ListWindow): number {
  switch (move.kind) {
    case 'by':
      return from + move.rows;
    case 'page':
      return from + Math.trunc(move.pages * Math.max(1, height - 1));
    case 'to':
      return move.index;
    case 'end':
      return keys.length - 1;
  }
}

/** To the next (or previous) row for which `isWanted`, round the end. Unchanged when there is none. */
export function seek(
  list: ListState,
  direction: 1 | -1,
  window: ListWindow,
  isWanted: (index: number) => boolean,
): ListState {
  const count = window.keys.length;
  const from = cursorIndex(list, window.keys);
  for (let step = 1; step <= count; step++) {
    const index = (((from + step * direction) % count) + count) % count;
    if (isWanted(index)) return moveCursor(list, {kind: 'to', index}, window);
  }
  return list;
}

/** The next column to sort by, then the list's own order again. */
export function cycleSort(sort: Sort | undefined, columns: readonly string[]): Sort | undefined {
  const column = columns[sort === undefined ? 0 : columns.indexOf(sort.column) + 1];
  return column === undefined ? undefined : {column, isDescending: false};
}

/** The next state filter, then none. */
export function cycleState(state: string | undefined, states: readonly string[]): string | undefined {
  return states[state === undefined ? 0 : states.indexOf(state) + 1];
}

export function toggleOpen(list: ListState, key: string, isOpen = !list.open.includes(key)): ListState {
  const others = list.open.filter(other => other !== key);
  return {...list, open: isOpen ? [...others, key] : others};
}
