/** The tabs of a job that are lists: its expected runs, its runs, the changes of its verdicts. */
import {useMemo} from 'react';
import type {JobPage} from '../../report/pages/pages.ts';
import type {Finding} from '../../report/status-report.ts';
import {DetailPane} from '../components/detail-pane.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import type {ScreenPort} from '../controller/screen-port.ts';
import type {QueryState} from '../data/query-cache.ts';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import type {PlaceOf} from '../state/place.ts';
import {isoOrNull} from '../text/instants.ts';
import {defineChanges} from './changes-list.ts';
import {openRun} from './open-run.ts';
import {defineRuns} from './runs-list.ts';
import {defineSlots} from './slots-list.ts';

export type JobTabProps = {
  place: PlaceOf<'job'>;
  query: QueryState<JobPage>;
  /** What every tab lets the keys do. */
  actions: ScreenPort['actions'];
  learned: NonNullable<ScreenPort['learned']>;
  height: number;
};

/** Below the slots: the whole sentence that their row has no room for. */
const DETAIL_LINES = 4;
const LOWEST_WITH_DETAIL = 10;
const UNKNOWN_PAGE = {timezone: 'UTC', businessDay: ''};

export function SlotsTab({place, query, actions, learned, height}: JobTabProps) {
  const {store} = usePorts();
  const {isAscii} = useDisplay();
  const {timezone, businessDay} = query.data ?? UNKNOWN_PAGE;
  const definition = useMemo(
    () => defineSlots({isAscii}, {timezone, businessDay}),
    [isAscii, timezone, businessDay],
  );
  const detailLines = height < LOWEST_WITH_DETAIL ? 0 : DETAIL_LINES;
  const listHeight = height - detailLines;
  const list = useList({rows: query.data?.slots, definition, height: listHeight - HEADING_LINES});
  const findings = useJobFindings(place);
  useListPort(list, {
    learned,
    title: `${place.job} slots`,
    actions: {...actions, open: () => openRun(store, list.current?.runs.at(-1))},
    findings: () => findings.filter(({due}) => due === isoOrNull(list.current?.dueAt ?? null)),
    copyText: () => list.current?.explanation,
  });
  return (
    <>
      <ListingPane list={list} query={query} height={listHeight} />
      {detailLines > 0 && (
        <DetailPane
          texts={list.current ? [{text: list.current.explanation, tone: 'plain'}] : []}
          height={detailLines}
        />
      )}
    </>
  );
}

export function RunsTab({place, query, actions, learned, height}: JobTabProps) {
  const {store} = usePorts();
  const {isAscii} = useDisplay();
  const {timezone, businessDay} = query.data ?? UNKNOWN_PAGE;
  const {job} = place;
  const definition = useMemo(
    () => defineRuns({isAscii}, {timezone, businessDay, job}),
    [isAscii, timezone, businessDay, job],
  );
  const list = useList({rows: query.data?.runs, definition, height: height - HEADING_LINES});
  const findings = useJobFindings(place);
  useListPort(list, {
    learned,
    title: `${job} runs`,
    actions: {...actions, open: () => openRun(store, list.current)},
    findings: () => findings,
    copyText: () => list.current?.runKey,
  });
  return <ListingPane list={list} query={query} height={height} />;
}

export function ChangesTab({place, query, actions, learned, height}: JobTabProps) {
  const {store} = usePorts();
  const {isAscii} = useDisplay();
  const {timezone, businessDay} = query.data ?? UNKNOWN_PAGE;
  const definition = useMemo(
    () => defineChanges({isAscii}, {timezone, businessDay}),
    [isAscii, timezone, businessDay],
  );
  const list = useList({rows: query.data?.changes, definition, height: height - HEADING_LINES});
  const {environment} = place;
  useListPort(list, {
    learned,
    title: `${place.job} changes`,
    actions: {
      ...actions,
      open: () => {
        const id = list.current?.collection?.id;
        if (id !== undefined) store.dispatch({type: 'open', place: {screen: 'collection', environment, id}});
      },
    },
  });
  return <ListingPane list={list} query={query} height={height} />;
}

/** What needs a person of this job: what acknowledging is about wherever the job is shown. */
export function useJobFindings({
  environment,
  job,
}: Pick<PlaceOf<'job'>, 'environment' | 'job'>): readonly Finding[] {
  const report = useDayQuery('report', {});
  return useMemo(
    () => report.data?.findings.filter(one => one.environment === environment && one.job === job) ?? [],
    [report.data, environment, job],
  );
}
