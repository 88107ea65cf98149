import type {ReactNode} from 'react';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useTabs} from '../hooks/use-tabs.ts';
import type {EnvironmentTab, PlaceOf} from '../state/place.ts';
import {ENVIRONMENT_TABS} from '../state/place.ts';
import {CollectionsTab} from './environment-collections.tsx';
import {CountsTab} from './environment-counts.tsx';
import {EnvironmentHead, headLines} from './environment-head.tsx';
import {JobsTab} from './environment-jobs.tsx';
import {RunsTab} from './environment-runs.tsx';
import type {EnvironmentTabProps} from './environment-tab.tsx';
import type {ScreenDefinition} from './screen.ts';

export const environmentScreen: ScreenDefinition<'environment'> = {
  crumb: ({environment}) => environment,
  View,
};

const TABS: Record<EnvironmentTab, (props: EnvironmentTabProps) => ReactNode> = {
  jobs: JobsTab,
  runs: RunsTab,
  collections: CollectionsTab,
  counts: CountsTab,
};

/** One environment on the shown business day: how it stands and how well it is seen, and below it what the tab is about. */
function View({place, height}: {place: PlaceOf<'environment'>; height: number}) {
  const {environment, tab} = place;
  const report = useDayQuery('report', {});
  const actions = useTabs(ENVIRONMENT_TABS, tab, next => ({...place, tab: next}));
  const lines = headLines(height);
  const Tab = TABS[tab];
  return (
    <>
      <EnvironmentHead environment={environment} report={report} lines={lines} />
      <Tab
        key={JSON.stringify([environment, tab])}
        place={place}
        report={report.data}
        actions={actions}
        height={height - lines}
      />
    </>
  );
}
