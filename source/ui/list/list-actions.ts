/** What the keys do on every list: move, filter, sort, step from problem to problem. */
import type {ScreenPort} from '../controller/screen-port.ts';
import type {List} from '../hooks/use-list.ts';
import type {ListState, Move} from '../state/list-state.ts';
import {cycleSort, cycleState, moveCursor, seek} from '../state/list-state.ts';

type Change = (change: (list: ListState) => ListState) => void;
/** Tells the operator what came of a key that changes nothing. */
type Say = (text: string) => void;

export function listActions<Row>(list: List<Row>, change: Change, say: Say): ScreenPort['actions'] {
  const {definition, shown, window, state} = list;
  // The cursor stands where it is seen, also before it was moved for the first time.
  const held = (current: ListState): ListState => ({...current, key: current.key ?? state.key});
  const move = (by: Move) => () => change(current => moveCursor(held(current), by, window));
  const toProblem = (direction: 1 | -1) => () => {
    if (shown.some(definition.isProblem))
      change(current => seek(held(current), direction, window, isProblemAt));
    else say(`none of these ${definition.noun} has a problem`);
  };
  const isProblemAt = (index: number): boolean => {
    const row = shown[index];
    return row !== undefined && definition.isProblem(row);
  };
  const sortable = sortableColumns(list);
  return {
    down: move({kind: 'by', rows: 1}),
    up: move({kind: 'by', rows: -1}),
    'page-down': move({kind: 'page', pages: 1}),
    'page-up': move({kind: 'page', pages: -1}),
    'half-page-down': move({kind: 'page', pages: 0.5}),
    'half-page-up': move({kind: 'page', pages: -0.5}),
    top: move({kind: 'to', index: 0}),
    bottom: move({kind: 'end'}),
    'next-problem': toProblem(1),
    'previous-problem': toProblem(-1),
    'problems-only': () => change(current => ({...current, isProblemsOnly: !current.isProblemsOnly})),
    sort: () => change(current => ({...held(current), sort: cycleSort(current.sort, sortable)})),
    'reverse-sort': () => change(current => ({...held(current), sort: reverse(current.sort, sortable)})),
    ...(definition.states.length > 0 && {
      'cycle-state': () => {
        const states = statesOf(list);
        if (states.length === 0) say(`none of these ${definition.noun} has a state to choose`);
        else change(current => ({...current, state: cycleState(current.state, states)}));
      },
    }),
  };
}

/** Only what occurs, so that no key leads through empty lists; and what is in force, until it is left. */
function statesOf<Row>({definition, all, state}: List<Row>): string[] {
  return definition.states
    .filter(({name, test}) => definition.hidesRows || name === state.state || all.some(test))
    .map(({name}) => name);
}

export function sortableColumns<Row>({columns}: Pick<List<Row>, 'columns'>): string[] {
  return columns.filter(({column}) => !column.draw || column.sortBy).map(({column}) => column.key);
}

/** Reversing what is in its own order begins with the first column. */
function reverse(sort: ListState['sort'], columns: readonly string[]): ListState['sort'] {
  const [first] = columns;
  if (sort) return {...sort, isDescending: !sort.isDescending};
  return first === undefined ? undefined : {column: first, isDescending: true};
}
