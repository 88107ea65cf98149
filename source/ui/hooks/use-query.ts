import {useCallback, useSyncExternalStore} from 'react';
import type {Answer, Params, QueryName} from '../backend.ts';
import type {QueryState} from '../data/query-cache.ts';
import {usePorts} from './contexts.ts';

/** The answer to a question, kept up to date as long as it is shown; not asked for while it is not wanted. */
export function useQuery<Name extends QueryName>(
  name: Name,
  params: Params<Name>,
  isWanted = true,
): QueryState<Answer<Name>> {
  const {queries} = usePorts();
  const key = JSON.stringify(params);
  const observe = useCallback(
    (listener: () => void) => (isWanted ? queries.observe(name, JSON.parse(key), listener) : () => {}),
    [queries, name, key, isWanted],
  );
  return useSyncExternalStore(observe, () => queries.read(name, params));
}
