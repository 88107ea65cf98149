import {useMemo} from 'react';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import type {EnvironmentTabProps} from './environment-tab.tsx';
import {explainEmpty, selectFindings, TAB_LINES, TabFrame, UNKNOWN_DAY} from './environment-tab.tsx';
import {openRun} from './open-run.ts';
import {defineRuns} from './runs-list.ts';

/** The runs of the day, newest first. */
export function RunsTab({place, report, actions, height}: EnvironmentTabProps) {
  const {store} = usePorts();
  const {isAscii} = useDisplay();
  const {environment} = place;
  const query = useDayQuery('runs', {environment});
  const {timezone, businessDay} = query.data ?? UNKNOWN_DAY;
  const definition = useMemo(
    () => defineRuns({isAscii}, {timezone, businessDay}),
    [isAscii, timezone, businessDay],
  );
  const list = useList({rows: query.data?.rows, definition, height: height - TAB_LINES - HEADING_LINES});
  const {current} = list;
  useListPort(list, {
    title: `${environment} runs`,
    actions: {...actions, open: () => openRun(store, current)},
    environment: () => environment,
    findings: () =>
      selectFindings(
        report,
        one => one.environment === environment && one.job === current?.job && one.runKey === current.runKey,
      ),
    copyText: () => current && `${current.job} ${current.runKey}`,
  });
  return (
    <TabFrame place={place} list={list} isCut={query.data?.isCut ?? false}>
      <ListingPane
        list={list}
        query={query}
        height={height - TAB_LINES}
        {...explainEmpty(report, environment, {isOfRuns: true})}
      />
    </TabFrame>
  );
}
