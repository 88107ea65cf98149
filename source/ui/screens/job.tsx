import {Tabs} from '../components/tabs.tsx';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useTabs} from '../hooks/use-tabs.ts';
import type {PlaceOf} from '../state/place.ts';
import {environmentOf, JOB_TABS} from '../state/place.ts';
import {JOB_HEAD_LINES, JobHead} from './job-head.tsx';
import type {JobTabProps} from './job-tabs.tsx';
import {ChangesTab, RunsTab, SlotsTab} from './job-tabs.tsx';
import {DaysTab, DurationsTab, SchedulesTab} from './job-views.tsx';
import type {ScreenDefinition} from './screen.ts';

export const jobScreen: ScreenDefinition<'job'> = {
  crumb: ({environment, job}, above) =>
    above && environmentOf(above) === environment ? job : `${environment}/${job}`,
  View,
};

const TABS: Record<PlaceOf<'job'>['tab'], (props: JobTabProps) => React.ReactNode> = {
  slots: SlotsTab,
  runs: RunsTab,
  days: DaysTab,
  durations: DurationsTab,
  schedules: SchedulesTab,
  changes: ChangesTab,
};

/** One job on the shown business day: how it stands and when it should run, and below it what the tab is about. */
function View({place, height}: {place: PlaceOf<'job'>; height: number}) {
  const {environment, job, tab} = place;
  const query = useDayQuery('job', {environment, job});
  const actions = useTabs(JOB_TABS, tab, next => ({...place, tab: next}));
  const Tab = TABS[tab];
  return (
    <>
      <JobHead page={query.data} />
      <Tabs tabs={JOB_TABS} active={tab} note={noteOf(place, query.data)} />
      <Tab
        key={tab}
        place={place}
        query={query}
        actions={actions}
        learned={() => (isLearned(query.data) ? {environment, job} : undefined)}
        height={height - JOB_HEAD_LINES - 1}
      />
    </>
  );
}

/** Whether nothing but its history says when it is due. */
function isLearned(page: JobTabProps['query']['data']): boolean {
  return page?.schedules.some(({origin, isInForce}) => origin === 'learned' && isInForce) ?? false;
}

function noteOf({environment}: PlaceOf<'job'>, page: JobTabProps['query']['data']): string {
  const seen = page?.firstDay ? `seen since ${page.firstDay}` : 'never seen';
  return page ? `${environment}, ${seen}` : environment;
}
