import {useMemo} from 'react';
import type {DifferenceItem} from '../../report/pages/pages.ts';
import {useDayQuery} from '../hooks/use-day-query.ts';

/** By environment, and empty until it is known. Asked for when the report is there: nothing waits for it. */
export type Differences = ReadonlyMap<string, readonly DifferenceItem[]>;

const NONE: Differences = new Map();

export function useDifferences(hasReport: boolean): Differences {
  const {data} = useDayQuery('differences', {}, hasReport);
  return useMemo(() => (data ? Map.groupBy(data.rows, ({environment}) => environment) : NONE), [data]);
}
