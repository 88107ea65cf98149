import type {Answer, Params, QueryName} from '../backend.ts';
import type {QueryState} from '../data/query-cache.ts';
import {useAppState} from './contexts.ts';
import {useQuery} from './use-query.ts';

/** As `useQuery`, about the business day that is looked at. */
export function useDayQuery<Name extends QueryName>(
  name: Name,
  params: Omit<Params<Name>, 'day'>,
  isWanted = true,
): QueryState<Answer<Name>> {
  const {day} = useAppState();
  return useQuery(name, (day === undefined ? params : {...params, day}) as Params<Name>, isWanted);
}
