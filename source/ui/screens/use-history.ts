import {useCallback, useMemo} from 'react';
import type {Day} from '../../domain/time.ts';
import {addDays} from '../../domain/time.ts';
import type {HistoryPage, HistoryRow} from '../../report/pages/pages.ts';
import type {QueryState} from '../data/query-cache.ts';
import type {TrendsAbout} from '../data/trends-cache.ts';
import {useAppState, usePorts} from '../hooks/contexts.ts';
import {useQuery} from '../hooks/use-query.ts';
import type {PlaceOf} from '../state/place.ts';
import type {GridRow} from './history-list.ts';

export type History = {
  query: QueryState<HistoryPage>;
  /** A row with what is known of it by now: a job's days are read when it comes on the screen. */
  read: (row: HistoryRow) => GridRow;
  about: TrendsAbout;
};

/** The days up to the present one; when the shown business day lies before them, those up to it. */
export function useHistory({environment, days}: PlaceOf<'history'>): History {
  const {queries, trends} = usePorts();
  const {day} = useAppState();
  const report = queries.read('report', {}).data;
  const until = isBefore(day, report?.businessDay, days) ? day : undefined;
  const query = useQuery('history', {
    days,
    ...(environment === undefined ? {} : {environment}),
    ...(until === undefined ? {} : {day: until}),
  });
  const about = useMemo(
    () => ({environment: environment ?? '', days, ...(until === undefined ? {} : {day: until})}),
    [environment, days, until],
  );
  const presentDays = useMemo(
    () => new Map(report?.environments.map(({name, businessDay}) => [name, businessDay])),
    [report],
  );
  const read = useCallback(
    (row: HistoryRow): GridRow => {
      const present = presentDays.get(environment ?? row.name) ?? null;
      if (environment === undefined) return {...row, usual: null, present};
      const trend = trends.of(about, row.name);
      return {...row, usual: null, present, marks: trend?.marks ?? null, totals: trend?.runs ?? null};
    },
    [environment, trends, about, presentDays],
  );
  return {query, read, about};
}

function isBefore(day: Day | undefined, present: Day | undefined, days: number): boolean {
  return day !== undefined && present !== undefined && day < addDays(present, 1 - days);
}
