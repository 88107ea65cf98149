import {useCallback, useMemo} from 'react';
import {formatCount} from '../../domain/text.ts';
import {DetailPane} from '../components/detail-pane.tsx';
import {Line} from '../components/lines.tsx';
import {HEADING_LINES} from '../components/list-view.tsx';
import {ListingPane} from '../components/listing-pane.tsx';
import {useDisplay, usePorts} from '../hooks/contexts.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';
import type {List} from '../hooks/use-list.ts';
import {useList} from '../hooks/use-list.ts';
import {useListPort} from '../hooks/use-list-port.ts';
import {useListState} from '../hooks/use-list-state.ts';
import {describeList} from '../list/describe-list.ts';
import {fit} from '../paint/fit.ts';
import type {PlaceOf} from '../state/place.ts';
import {foldFindings} from './fold-findings.ts';
import {learnedJob, missingActions} from './missing-actions.ts';
import {describeFinding, formatTicket} from './missing-detail.ts';
import type {FindingRow} from './missing-rows.ts';
import {isShown} from './missing-rows.ts';
import type {ScreenDefinition} from './screen.ts';
import {useFindings} from './use-findings.ts';

export const missingScreen: ScreenDefinition<'missing'> = {
  crumb: ({environment}) => (environment === undefined ? 'Missing' : `Missing in ${environment}`),
  View,
};

/** The red list: what needs a person, worst first, and below it all that is known of the row under the cursor. */
function View({place, height}: {place: PlaceOf<'missing'>; height: number}) {
  const {store} = usePorts();
  const {now} = useDisplay();
  const report = useDayQuery('report', {});
  const {state, change} = useListState();
  const {every, definition} = useFindings(report.data, {
    environment: place.environment,
    state: state.state,
  });
  const rows = useMemo(() => every?.filter(row => isShown(row, state.state)), [every, state.state]);
  const {open} = state;
  const fold = useCallback((matching: readonly FindingRow[]) => foldFindings(matching, open), [open]);
  const detailLines = detailHeight(height);
  const listHeight = height - detailLines - 1;
  const list = useList({rows, definition, height: listHeight - HEADING_LINES, fold});
  const {current} = list;
  useListPort(list, {
    title: 'findings',
    actions: missingActions(store, current, change),
    environment: () => current?.environment ?? place.environment,
    findings: () => current?.findings ?? [],
    learned: () => learnedJob(current),
    copyText: () => current && formatTicket(current),
  });
  const detail = useMemo(() => (current ? describeFinding(current, now) : []), [current, now]);
  return (
    <>
      <ListingPane list={list} query={report} height={listHeight} />
      <Note list={list} every={every ?? []} />
      {detailLines > 0 && <DetailPane texts={detail} height={detailLines} />}
    </>
  );
}

/** How much is shown, and what is put aside. */
function Note({list, every}: {list: List<FindingRow>; every: readonly FindingRow[]}) {
  const {theme, columns, isAscii} = useDisplay();
  const hidden = every.filter(row => !isShown(row, list.state.state));
  const held = hidden.filter(({isHold}) => isHold).length;
  const parts = [
    describeList({...list, shown: list.matching}),
    ...(hidden.length > held ? [`${formatCount(hidden.length - held)} snoozed not shown`] : []),
    ...(held > 0 ? [`${formatCount(held)} held and acknowledged not shown`] : []),
    ...(hidden.length > 0 ? ['f shows them'] : []),
  ];
  return <Line text={theme.paint('muted', fit(` ${parts.join('; ')}`, columns, 'left', isAscii))} />;
}

/** On a small screen the rows matter more. */
function detailHeight(height: number): number {
  if (height < 10) return 0;
  return height < 18 ? 4 : 6;
}
