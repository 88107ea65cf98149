import {useMemo} from 'react';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import type {TrendsAbout} from '../data/trends-cache.ts';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {useTrends} from '../hooks/use-trends.ts';
import type {EnvironmentTabProps} from './environment-tab.tsx';
import {explainEmpty, selectFindings, TAB_LINES, TabFrame, UNKNOWN_DAY} from './environment-tab.tsx';
import {JOB_DAYS} from './job-days.ts';
import {defineJobs, worstFirst} from './jobs-list.ts';

/** Every job of the day, worst first. What is costly to know is asked for the rows on the screen alone. */
export function JobsTab({place, report, actions, height}: EnvironmentTabProps) {
  const {store, trends} = usePorts();
  const {day} = useAppState();
  const {isAscii, theme, columns} = useDisplay();
  const {environment} = place;
  const query = useDayQuery('jobs', {environment});
  const about = useMemo(
    (): TrendsAbout => ({environment, ...(day === undefined ? {} : {day}), days: JOB_DAYS}),
    [environment, day],
  );
  const {timezone, businessDay} = query.data ?? UNKNOWN_DAY;
  const definition = useMemo(
    () =>
      defineJobs({isAscii, theme, columns}, {timezone, businessDay, trendOf: job => trends.of(about, job)}),
    [isAscii, theme, columns, timezone, businessDay, trends, about],
  );
  const rows = useMemo(() => query.data?.rows.toSorted(worstFirst), [query.data]);
  const list = useList({rows, definition, height: height - TAB_LINES - HEADING_LINES});
  const revision = useTrends(about, list, ({job}) => job);
  const {current} = list;
  useListPort(list, {
    title: `${environment} jobs`,
    actions: {
      ...actions,
      open: () => {
        if (!current) return;
        const tab = current.slots === 0 ? 'runs' : 'slots';
        store.dispatch({type: 'open', place: {screen: 'job', environment, job: current.job, tab}});
      },
    },
    environment: () => environment,
    findings: () =>
      selectFindings(report, one => one.environment === environment && one.job === current?.job),
    copyText: () => current?.job,
  });
  return (
    <TabFrame place={place} list={list}>
      <ListingPane
        list={list}
        revision={revision}
        query={query}
        height={height - TAB_LINES}
        {...explainEmpty(report, environment, {isOfRuns: true})}
      />
    </TabFrame>
  );
}
