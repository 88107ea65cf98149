import {render} from 'ink-testing-library';
import {expect, test, vi} from 'vitest';
import {ListView} from '../../../source/ui/components/list-view.tsx';
import type {Display} from '../../../source/ui/display.ts';
import {compileFilter} from '../../../source/ui/filter/compile-filter.ts';
import {DisplayContext} from '../../../source/ui/hooks/contexts.ts';
import type {List} from '../../../source/ui/hooks/use-list.ts';
import type {ListDefinition} from '../../../source/ui/list/list-definition.ts';
import {openTheme} from '../../../source/ui/paint/theme.ts';
import {NEW_LIST} from '../../../source/ui/state/list-state.ts';

type Row = {name: string};

const HEIGHT = 4;
const NO_FILTER = compileFilter('');
const ROWS: readonly Row[] = Array.from({length: 20}, (_, i) => ({name: `job ${i}`}));
const DISPLAY: Display = {
  columns: 20,
  rows: 10,
  theme: openTheme({name: 'none', colorDepth: 0}),
  isAscii: true,
  isLinear: false,
  now: 0,
};

function open(revision?: number) {
  let suffix = '';
  const text = vi.fn(({name}: Row) => `${name}${suffix}`);
  const definition: ListDefinition<Row> = {
    noun: 'jobs',
    columns: [{key: 'name', title: 'name', value: text}],
    keyOf: ({name}) => name,
    textOf: ({name}) => name,
    isProblem: () => false,
    states: [],
    emptyText: '',
  };
  const columns = definition.columns.map(column => ({column, width: 12}));
  const list = (index: number, top: number): List<Row> => ({
    state: NEW_LIST,
    definition,
    all: ROWS,
    shown: ROWS,
    matching: ROWS,
    visible: ROWS.slice(top, top + HEIGHT),
    top,
    index,
    current: ROWS[index],
    window: {keys: ROWS.map(({name}) => name), height: HEIGHT},
    columns,
    filter: NO_FILTER,
  });
  const element = (shown: List<Row>, own = revision, display: Partial<Display> = {}) => (
    <DisplayContext.Provider value={{...DISPLAY, ...display}}>
      <ListView list={shown} revision={own} />
    </DisplayContext.Provider>
  );
  const app = render(element(list(0, 0)));
  return {
    text,
    lines: () =>
      app
        .lastFrame()
        ?.split('\n')
        .map(line => line.trimEnd()),
    become: (next: string) => {
      suffix = next;
    },
    show: (index: number, top: number, own = revision, display: Partial<Display> = {}) =>
      app.rerender(element(list(index, top), own, display)),
  };
}

test('the window shows its rows below the headings, and which one is under the cursor', () => {
  const {show, lines} = open(1);
  show(3, 2);
  expect(lines()).toEqual(['  NAME', '  job 2', '> job 3', '  job 4', '  job 5']);
  show(2, 0);
  expect(lines()).toEqual(['  NAME', '  job 0', '  job 1', '> job 2', '  job 3']);
  show(19, 16);
  expect(lines()).toEqual(['  NAME', '  job 16', '  job 17', '  job 18', '> job 19']);
});

test('scrolling by a row paints what has come, the row under the cursor and the one that was', () => {
  const {show, text} = open(1);
  show(4, 1);
  text.mockClear();
  show(5, 2);
  expect(text.mock.calls.map(([{name}]) => name)).toEqual(['job 4', 'job 5']);
});

test.each([
  ['the clock', 1, {now: 5000}],
  ['what the rows say besides', 2, {}],
  ['the theme', 1, {theme: openTheme({name: 'dark', colorDepth: 8})}],
  ['the width of the screen', 1, {columns: 30}],
])('rows are painted anew with %s', (_title, revision, display) => {
  const {show, become, lines} = open(1);
  become('!');
  show(0, 0);
  expect(lines()?.[2]).toBe('  job 1');
  show(0, 0, revision, display);
  expect(lines()?.[2]).toBe('  job 1!');
});

test('rows of a list that does not tell when they change are painted at every frame', () => {
  const {show, become, lines} = open();
  become('!');
  show(1, 0);
  expect(lines()?.[3]).toBe('  job 2!');
});
