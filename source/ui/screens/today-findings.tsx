import {useMemo} from 'react';
import {formatCount} from '../../domain/text.ts';
import type {StatusReport} from '../../report/status-report.ts';
import {TextPane} from '../components/text-pane.tsx';
import {useDisplay} from '../hooks/contexts.ts';
import {fitColumns, measureColumns} from '../list/lay-out-columns.ts';
import type {ListColumn} from '../list/list-definition.ts';
import {paintHeadings, paintRow} from '../list/paint-list.ts';
import {fit} from '../paint/fit.ts';
import {foldFindings} from './fold-findings.ts';
import type {FindingRow} from './missing-rows.ts';
import {useFindings} from './use-findings.ts';

/** The headings, two rows and how many more there are: below this it is not worth its place. */
export const LOWEST_FINDINGS_PANE = 4;

const COLUMNS = new Set(['kind', 'job', 'environment', 'businessDay', 'due', 'overdueSeconds']);
/** Looked at, worst first: many more than there is room for, and few enough for the first frame. */
const MOST_LOOKED_AT = 300;

/** Below the environments, where there is room: which jobs it is that are missing or have failed, the worst of all first; what nobody has acknowledged. */
export function TodayFindings({report, height}: {report: StatusReport | undefined; height: number}) {
  const display = useDisplay();
  const {theme, columns: screen, isAscii} = display;
  const open = useMemo(
    () => report?.findings.filter(({acknowledgement}) => !acknowledgement) ?? [],
    [report],
  );
  const worst = useMemo(
    () => report && {...report, findings: open.slice(0, MOST_LOOKED_AT), holds: []},
    [report, open],
  );
  const {every, definition} = useFindings(worst);
  const rows = useMemo(() => foldFindings(every ?? [], []), [every]);
  const shown = rows.slice(0, rows.length > height - 1 ? height - 2 : height - 1);
  const wanted = useMemo(
    () => measureColumns(chooseColumns(definition.columns), rows.slice(0, height)),
    [definition, rows, height],
  );
  const columns = useMemo(() => fitColumns(wanted, screen), [wanted, screen]);
  if (rows.length === 0) return <TextPane lines={[]} height={height} />;
  const more = rows.length - shown.length + Math.max(0, open.length - MOST_LOOKED_AT);
  const lines = [
    paintHeadings(columns, undefined, display),
    ...shown.map(row => paintRow(row, columns, false, display)),
    ...(more > 0
      ? [theme.paint('muted', fit(`  and ${formatCount(more)} more: 2 shows all`, screen, 'left', isAscii))]
      : []),
  ];
  return <TextPane lines={lines} height={height} />;
}

/** The list's own, and in place of when it was seen why it is there. */
function chooseColumns(columns: readonly ListColumn<FindingRow>[]): ListColumn<FindingRow>[] {
  return [
    ...columns
      .filter(({key}) => COLUMNS.has(key))
      .map(column => (column.key === 'job' ? {...column, most: 44, isElastic: false} : column)),
    {
      key: 'why',
      title: 'why',
      width: 24,
      yields: 8,
      isElastic: true,
      value: ({explanation}) => explanation,
    },
  ];
}
