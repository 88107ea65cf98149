import {useMemo} from 'react';
import {Line} from '../components/lines.tsx';
import {HEADING_LINES, ListView} from '../components/list-view.tsx';
import {Placeholder} from '../components/placeholder.tsx';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {paintRow} from '../list/paint-list.ts';
import type {ScreenDefinition} from './screen.ts';
import {defineEnvironments, totalRow, worstFirst} from './today-list.ts';

export const todayScreen: ScreenDefinition<'today'> = {crumb: () => 'Today', View};

/** One row an environment, worst first; the totals stand at the foot. */
function View({height}: {height: number}) {
  const {store} = usePorts();
  const display = useDisplay();
  const {theme, isAscii} = display;
  const report = useDayQuery('report', {});
  const definition = useMemo(
    () => defineEnvironments({theme, isAscii}, () => store.read().now),
    [theme, isAscii, store],
  );
  const rows = useMemo(() => report.data?.environments.toSorted(worstFirst), [report.data]);
  const total = useMemo(() => report.data && totalRow(report.data), [report.data]);
  const list = useList({rows, definition, height: height - HEADING_LINES - 1});
  const environment = list.current?.name;
  useListPort(list, {
    actions: {
      open: () => {
        if (environment !== undefined)
          store.dispatch({type: 'open', place: {screen: 'environment', environment, tab: 'jobs'}});
      },
    },
    environment: () => environment,
    findings: () => report.data?.findings.filter(finding => finding.environment === environment) ?? [],
    copyText: () => environment,
  });
  if (list.shown.length === 0) return <Placeholder query={report} list={list} height={height} />;
  return (
    <>
      <ListView list={list} />
      <Line text={total ? theme.paint('strong', paintRow(total, list.columns, false, display)) : ''} />
    </>
  );
}
