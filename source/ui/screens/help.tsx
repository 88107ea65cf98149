import {useMemo, useState} from 'react';
import {UNBROKEN} from '../components/detail-pane.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {BINDINGS} from '../keymap.ts';
import {COLUMN_GAP, MARGIN} from '../list/lay-out-columns.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import {wrap} from '../paint/fit.ts';
import type {HelpLine} from './help-rows.ts';
import {breakHelp, buildHelp} from './help-rows.ts';
import type {ScreenDefinition} from './screen.ts';

export const helpScreen: ScreenDefinition<'help'> = {crumb: () => 'Help', View};

/** Every key, every command and every sign; what applies where the operator came from comes first. */
function View({height}: {height: number}) {
  const {controller} = usePorts();
  const {columns, isAscii, isLinear} = useDisplay();
  // At the first render the keys are still those of the screen before.
  const [usable] = useState(() => new Set(BINDINGS.map(({action}) => action).filter(controller.canDo)));
  const {definition, room} = useMemo(() => defineHelp(columns), [columns]);
  const rows = useMemo(
    () =>
      breakHelp(
        buildHelp(action => usable.has(action), isAscii),
        text => wrap(text, isLinear ? UNBROKEN : room, isAscii),
      ),
    [usable, isAscii, isLinear, room],
  );
  const list = useList({rows, definition, height: height - HEADING_LINES});
  const {current} = list;
  useListPort(list, {title: 'help', copyText: () => current?.whole});
  return <ListingPane list={list} query={NO_QUESTION} height={height} />;
}

/** Every answer is at hand. */
const NO_QUESTION = {data: true, isLoading: false};

/** `room`: the cells that are left for the words. */
function defineHelp(screen: number): {definition: ListDefinition<HelpLine>; room: number} {
  const section = screen < 80 ? 0 : 12;
  const sign = screen < 60 ? 13 : screen < 80 ? 20 : 30;
  const room = screen - MARGIN - (section === 0 ? 0 : section + COLUMN_GAP) - sign - COLUMN_GAP;
  const columns: ListDefinition<HelpLine>['columns'] = [
    {
      key: 'section',
      // Without a title it is no column of the screen.
      ...(section === 0 ? {} : {title: 'about'}),
      width: section,
      value: row => row.section,
      text: row => row.section,
      tone: () => 'muted',
    },
    {
      key: 'sign',
      title: 'key',
      width: sign,
      value: row => row.sign,
      text: row => row.sign,
      tone: ({tone}) => tone,
    },
    {key: 'summary', title: 'what it does', width: room, value: ({summary}) => summary},
  ];
  const definition: ListDefinition<HelpLine> = {
    noun: 'lines',
    columns,
    keyOf: ({key}) => key,
    textOf: ({whole}) => whole,
    isProblem: () => false,
    states: [],
    emptyText: '',
  };
  return {definition, room};
}
