import {useMemo} from 'react';
import {Line} from '../components/lines.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {Placeholder} from '../components/placeholder.tsx';
import {TextPane} from '../components/text-pane.tsx';
import {useAppState, useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {useListState} from '../hooks/use-list-state.ts';
import {useRevision} from '../hooks/use-revision.ts';
import {describeList, isNarrowed} from '../list/describe-list.ts';
import {paintRow} from '../list/paint-list.ts';
import {fit} from '../paint/fit.ts';
import type {ScreenDefinition} from './screen.ts';
import {LOWEST_FINDINGS_PANE, TodayFindings} from './today-findings.tsx';
import {defineEnvironments, oddities} from './today-list.ts';
import {totalRow, worstFirst} from './today-numbers.ts';
import {useDifferences} from './use-differences.ts';

export const todayScreen: ScreenDefinition<'today'> = {crumb: () => 'Today', View};

const TOTAL_LINES = 1;
/** How much of the list is shown, when that is not all. */
const NOTE_LINES = 1;

/** One row an environment, worst first, and the totals below; where there is room the worst findings of all of them. */
function View({height}: {height: number}) {
  const {store} = usePorts();
  const display = useDisplay();
  const {theme, isAscii, isLinear} = display;
  const collecting = useRevision(useAppState().activities);
  const report = useDayQuery('report', {});
  const differences = useDifferences(report.data !== undefined && !report.isRemembered);
  const definition = useMemo(
    () =>
      defineEnvironments(
        {theme, isAscii},
        {
          now: () => store.read().now,
          // Not for a screen reader: it changes from second to second.
          activityOf: name =>
            isLinear ? undefined : store.read().activities.find(({environment}) => environment === name),
        },
        report.data && oddities(report.data, differences),
      ),
    [theme, isAscii, isLinear, store, report.data, differences],
  );
  const rows = useMemo(() => report.data?.environments.toSorted(worstFirst), [report.data]);
  const total = useMemo(() => report.data && totalRow(report.data), [report.data]);
  const isNarrow = isNarrowed(useListState().state);
  const most = height - HEADING_LINES - TOTAL_LINES - (isNarrow ? NOTE_LINES : 0);
  // Of all rows, so that nothing moves when a filter leaves some of them out.
  const listLines = Math.max(1, Math.min(most, rows?.length ?? 0));
  const list = useList({rows, definition, height: listLines, foot: total});
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
  if (isLinear && list.all.length > 0)
    return <ListingPane list={list} query={report} height={HEADING_LINES + listLines} />;
  const rest = height - HEADING_LINES - listLines - TOTAL_LINES;
  const note = isNarrow ? fit(` ${describeList(list)}`, display.columns, 'left', isAscii) : '';
  if (list.all.length === 0) return <Placeholder query={report} list={list} height={height} />;
  return (
    <>
      <ListingPane list={list} revision={collecting} query={report} height={HEADING_LINES + listLines} />
      <Line text={total ? theme.paint('strong', paintRow(total, list.columns, false, display)) : ''} />
      {rest > 0 && <Line text={theme.paint('muted', note)} />}
      {rest > LOWEST_FINDINGS_PANE ? (
        <TodayFindings report={report.data} height={rest - NOTE_LINES} />
      ) : (
        <TextPane lines={[]} height={rest - NOTE_LINES} />
      )}
    </>
  );
}
