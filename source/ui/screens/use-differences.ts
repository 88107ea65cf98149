import {useCallback, useMemo, useSyncExternalStore} from 'react';
import type {DifferenceItem} from '../../report/pages/pages.ts';
import {useAppState, usePorts} from '../hooks/contexts.ts';

/** By environment, and empty until it is known. Asked for when the report is there: nothing waits for it. */
export type Differences = ReadonlyMap<string, readonly DifferenceItem[]>;

const NONE: Differences = new Map();

export function useDifferences(hasReport: boolean): Differences {
  const {queries} = usePorts();
  const {day} = useAppState();
  const observe = useCallback(
    (listener: () => void) =>
      hasReport ? queries.observe('differences', day === undefined ? {} : {day}, listener) : () => {},
    [queries, day, hasReport],
  );
  const {data} = useSyncExternalStore(observe, () =>
    queries.read('differences', day === undefined ? {} : {day}),
  );
  return useMemo(() => (data ? Map.groupBy(data.rows, ({environment}) => environment) : NONE), [data]);
}
