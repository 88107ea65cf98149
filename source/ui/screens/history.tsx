import {useMemo} from 'react';
import {Placeholder} from '../components/placeholder.tsx';
import {Tabs} from '../components/tabs.tsx';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {useListState} from '../hooks/use-list-state.ts';
import {useTabs} from '../hooks/use-tabs.ts';
import {useTrends} from '../hooks/use-trends.ts';
import {describeList} from '../list/describe-list.ts';
import {toggleOpen} from '../state/list-state.ts';
import type {Place, PlaceOf} from '../state/place.ts';
import {HISTORY_SPANS} from '../state/place.ts';
import {HistoryBody} from './history-body.tsx';
import {GRID_HEADER_LINES} from './history-grid.tsx';
import type {GridRow} from './history-list.ts';
import {defineHistory} from './history-list.ts';
import type {ScreenDefinition} from './screen.ts';
import {useHistory} from './use-history.ts';

export const historyScreen: ScreenDefinition<'history'> = {
  crumb: ({environment}) => (environment === undefined ? 'History' : `${environment} history`),
  View,
};

/** Below this the grid has the whole place. */
const LOWEST_WITH_CHART = 20;
/** More of them where the grid leaves them over. */
const CHART_LINES = {least: 10, most: 20};
/** The tabs, and the words for the cell under the cursor. */
const OTHER_LINES = 2;
/** In the list's folds: whether the cells show how many instead of letters. */
const LEVELS = 'levels';
const TABS = HISTORY_SPANS.map(String);
/** Environments come with all their days. */
const NO_JOBS = {shown: [], visible: [], top: 0, window: {keys: [], height: 0}};

/**
 * Environments, or the jobs of one, by days. The shown business day (of each environment, the one that
 * it is in) is the cursor's column: any day can be opened as it was.
 */
function View({place, height}: {place: PlaceOf<'history'>; height: number}) {
  const {store} = usePorts();
  const {environment, days} = place;
  const {day: chosen} = useAppState();
  const {isLinear} = useDisplay();
  const {query, read, about} = useHistory(place);
  const definition = useMemo(
    () => defineHistory(environment === undefined ? 'environments' : 'jobs', read, query.data?.from),
    [environment, read, query.data?.from],
  );
  const chartLines = height >= LOWEST_WITH_CHART ? chartHeight(height, query.data?.rows.length ?? 0) : 0;
  const gridLines = height - chartLines - OTHER_LINES;
  const list = useList({rows: query.data?.rows, definition, height: gridLines - GRID_HEADER_LINES});
  const {state, change} = useListState();
  useTrends(about, environment === undefined ? NO_JOBS : list, ({name}) => name);
  const tabs = useTabs(TABS, String(days), next => ({...place, days: spanOf(next)}));
  const row = list.current && read(list.current);
  useListPort(list, {
    title: `history ${environment ?? ''} ${days} days`,
    actions: {
      ...tabs,
      open: () => row && store.dispatch({type: 'open', place: placeBelow(place, row)}),
      fold: () => change(one => toggleOpen(one, LEVELS)),
    },
    titles: {fold: state.open.includes(LEVELS) ? 'letters' : 'numbers'},
    environment: () => environment ?? row?.name,
    copyText: () => row?.name,
  });
  return (
    <>
      <Tabs tabs={TABS} active={String(days)} note={`days; ${describeList(list)}`} />
      {query.data && row ? (
        <HistoryBody
          place={place}
          from={query.data.from}
          to={query.data.to}
          rows={list.visible.map(read)}
          cursor={{row: list.index - list.top, day: chosen ?? row.present ?? query.data.to}}
          isPresent={chosen === undefined}
          showsTotals={state.open.includes(LEVELS)}
          gridHeight={gridLines + 1}
          chartHeight={isLinear ? 0 : chartLines}
        />
      ) : (
        <Placeholder query={query} list={list} height={height - 1} />
      )}
    </>
  );
}

function chartHeight(height: number, rows: number): number {
  const left = height - OTHER_LINES - GRID_HEADER_LINES - rows - 1;
  return Math.max(CHART_LINES.least, Math.min(CHART_LINES.most, left));
}

function placeBelow({environment, days}: PlaceOf<'history'>, {name}: GridRow): Place {
  return environment === undefined
    ? {screen: 'history', environment: name, days}
    : {screen: 'job', environment, job: name, tab: 'slots'};
}

function spanOf(text: string): PlaceOf<'history'>['days'] {
  return HISTORY_SPANS.find(span => String(span) === text) ?? 30;
}
