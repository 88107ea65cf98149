import {useMemo} from 'react';
import {DetailPane} from '../components/detail-pane.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {defineCollections, describeCollection} from './collections-list.ts';
import type {EnvironmentTabProps} from './environment-tab.tsx';
import {selectFindings, TAB_LINES, TabFrame, UNKNOWN_DAY} from './environment-tab.tsx';

/** The attempts to collect, newest first, and below them what the one under the cursor came to. */
export function CollectionsTab({place, report, actions, height}: EnvironmentTabProps) {
  const {store} = usePorts();
  const {isAscii} = useDisplay();
  const {environment} = place;
  const query = useDayQuery('collections', {environment});
  const {timezone, businessDay} = query.data ?? UNKNOWN_DAY;
  const definition = useMemo(
    () => defineCollections({isAscii}, {timezone, businessDay}),
    [isAscii, timezone, businessDay],
  );
  const detailLines = detailHeight(height);
  const listHeight = height - TAB_LINES - detailLines;
  const list = useList({rows: query.data?.rows, definition, height: listHeight - HEADING_LINES});
  const {current} = list;
  useListPort(list, {
    title: `${environment} collections`,
    actions: {
      ...actions,
      open: () => {
        if (current)
          store.dispatch({type: 'open', place: {screen: 'collection', environment, id: current.id}});
      },
    },
    environment: () => environment,
    findings: () => selectFindings(report, one => one.environment === environment && one.kind === 'blind'),
    copyText: () => current?.error ?? current?.stderrTail ?? undefined,
  });
  const texts = current ? describeCollection(current, {timezone, businessDay}, isAscii) : [];
  return (
    <TabFrame place={place} list={list} isCut={query.data?.isCut ?? false}>
      <ListingPane list={list} query={query} height={listHeight} />
      {detailLines > 0 && <DetailPane texts={texts} height={detailLines} />}
    </TabFrame>
  );
}

/** On a small screen the rows matter more. */
function detailHeight(height: number): number {
  if (height < 9) return 0;
  return height < 16 ? 3 : 6;
}
