import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import {TextPane} from '../components/text-pane.tsx';
import {useDisplay} from '../hooks/contexts.ts';
import {paintChart} from '../paint/chart.ts';
import {fit} from '../paint/fit.ts';
import type {GridRow} from './history-list.ts';

/** The daily totals of the row under the cursor, with the band of what is usual. */
export function HistoryChart({row, from, height}: {row: GridRow; from: Day; height: number}) {
  const {theme, columns: width, isAscii} = useDisplay();
  const points = (row.totals ?? []).map((value, i) => ({
    label: addDays(from, i).slice(5),
    value,
    low: row.usual?.[i]?.low ?? null,
    high: row.usual?.[i]?.high ?? null,
  }));
  const title = fit(
    ` ${row.name}: runs a day${row.usual ? ', and what is usual' : ''}`,
    width,
    'left',
    isAscii,
  );
  const chart = paintChart(points, {width, height: height - 1, unit: 'count', theme, isAscii});
  return <TextPane lines={[theme.paint('title', title), ...chart]} height={height} />;
}
