import {useMemo} from 'react';
import {DetailLines} from '../components/detail-pane.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {useDisplay} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {defineCounts, describeChecks} from './counts-list.ts';
import type {EnvironmentTabProps} from './environment-tab.tsx';
import {explainEmpty, selectFindings, TAB_LINES, TabFrame} from './environment-tab.tsx';

const ABOUT_NUMBERS: ReadonlySet<string> = new Set(['short', 'excess', 'anomaly']);

/** What is expected of numbers, and below it what the sources count. */
export function CountsTab({place, report, actions, height}: EnvironmentTabProps) {
  const {isAscii} = useDisplay();
  const {environment} = place;
  const query = useDayQuery('counts', {environment});
  const definition = useMemo(() => defineCounts({isAscii}), [isAscii]);
  const most = height < 10 ? 1 : 4;
  const checks = query.data ? describeChecks(query.data.checks, query.data, {isAscii, most}) : [];
  const listHeight = height - TAB_LINES - checks.length;
  const list = useList({rows: query.data?.rows, definition, height: listHeight - HEADING_LINES});
  const {current} = list;
  useListPort(list, {
    title: `${environment} counts`,
    actions,
    environment: () => environment,
    findings: () =>
      selectFindings(report, one => one.environment === environment && ABOUT_NUMBERS.has(one.kind)),
    copyText: () =>
      current && [current.source, current.job ?? '', current.status ?? '', current.count].join(' '),
  });
  return (
    <TabFrame place={place} list={list}>
      <DetailLines texts={checks} />
      <ListingPane
        list={list}
        query={query}
        height={listHeight}
        {...explainEmpty(report, environment, {isOfRuns: false})}
      />
    </TabFrame>
  );
}
