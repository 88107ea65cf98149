import {useMemo} from 'react';
import {UNBROKEN} from '../components/detail-pane.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {useQuery} from '../hooks/use-query.ts';
import {COLUMN_GAP, MARGIN} from '../list/lay-out-columns.ts';
import type {ListDefinition} from '../list/list-definition.ts';
import {wrap} from '../paint/fit.ts';
import type {PlaceOf} from '../state/place.ts';
import type {CollectionLine} from './collection-rows.ts';
import {buildCollectionLines, COLLECTION_PARTS} from './collection-rows.ts';
import {selectFindings} from './environment-tab.tsx';
import type {ScreenDefinition} from './screen.ts';

export const collectionScreen: ScreenDefinition<'collection'> = {crumb: ({id}) => `collection ${id}`, View};

const LABEL_CELLS = 12;

const DEFINITION: ListDefinition<CollectionLine> = {
  noun: 'lines',
  keyOf: ({key}) => key,
  textOf: ({label, text}) => `${label} ${text}`,
  isProblem: ({part}) => part === 'error' || part === 'rejected',
  states: COLLECTION_PARTS.map(name => ({name, test: ({part}) => part === name})),
  emptyText: 'This collection is not kept (any more).',
  columns: [
    {key: 'part', value: ({part}) => part},
    {
      key: 'label',
      title: 'what',
      width: LABEL_CELLS,
      value: ({label}) => label,
      text: ({label}) => label,
      tone: () => 'muted',
    },
    {key: 'text', title: 'says', isElastic: true, value: ({text}) => text, tone: ({tone}) => tone},
  ],
};

/** Everything of one attempt: how it ended, what the command complained of, and the lines that could not be read. */
function View({place, height}: {place: PlaceOf<'collection'>; height: number}) {
  const {session} = usePorts();
  const {columns, isAscii, isLinear} = useDisplay();
  const {environment, id} = place;
  const query = useQuery('collection', {id});
  const report = useDayQuery('report', {});
  const found = report.data?.environments.find(({name}) => name === environment);
  const timezone = found?.timezone ?? session.timezone;
  const room = isLinear ? UNBROKEN : columns - MARGIN - LABEL_CELLS - COLUMN_GAP;
  const rows = useMemo(
    () =>
      query.data &&
      buildCollectionLines(query.data, {timezone, isAscii, wrap: text => wrap(text, room, isAscii)}),
    [query.data, timezone, isAscii, room],
  );
  const list = useList({rows, definition: DEFINITION, height: height - HEADING_LINES});
  useListPort(list, {
    title: `collection ${id}`,
    environment: () => environment,
    findings: () =>
      selectFindings(report.data, one => one.environment === environment && one.kind === 'blind'),
    copyText: () => list.current?.text,
  });
  return <ListingPane list={list} query={query} height={height} />;
}
