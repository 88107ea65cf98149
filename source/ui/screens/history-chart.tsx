import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {DifferenceItem, NumbersPage} from '../../report/pages/pages.ts';
import {TextPane} from '../components/text-pane.tsx';
import {useDisplay} from '../hooks/contexts.ts';
import {paintChart} from '../paint/chart.ts';
import {fit} from '../paint/fit.ts';
import type {GridRow} from './history-list.ts';
import {describeDifferences, describeLacking, describeTrend} from './trend-words.ts';

type Props = {
  row: GridRow;
  numbers: NumbersPage | undefined;
  /** Of an environment: what ran elsewhere only. */
  lacking: readonly DifferenceItem[];
  from: Day;
  height: number;
};

/** The daily totals of the row under the cursor, with the band of what is usual. */
export function HistoryChart({row, numbers, lacking, from, height}: Props) {
  const {theme, columns: width, isAscii} = useDisplay();
  const points = (row.totals ?? []).map((value, i) => {
    const day = addDays(from, i);
    const band = day === row.present ? null : row.usual?.[i];
    return {label: day.slice(5), value, low: band?.low ?? null, high: band?.high ?? null};
  });
  const isOpen = row.present !== null && row.present <= addDays(from, points.length - 1);
  const usual = row.usual ? ', and what is usual' : '';
  const soFar = isOpen ? `; ${row.present} so far` : '';
  const told = numbers
    ? [describeTrend(numbers), describeDifferences(numbers), describeLacking(lacking)].filter(
        text => text !== '',
      )
    : [];
  const title = fit(
    ` ${row.name}: runs a day${usual}${soFar}${told.map(text => `; ${text}`).join('')}`,
    width,
    'left',
    isAscii,
  );
  const chart = paintChart(points, {width, height: height - 1, unit: 'count', theme, isAscii});
  return <TextPane lines={[theme.paint('title', title), ...chart]} height={height} />;
}
