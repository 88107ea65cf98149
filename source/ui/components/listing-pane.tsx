import type {QueryState} from '../data/query-cache.ts';
import type {List} from '../hooks/use-list.ts';
import {ListView} from './list-view.tsx';
import {Placeholder} from './placeholder.tsx';

/** A list, or what stands in its place; `height` lines with the headings. */
export function ListingPane<Row>({
  list,
  query,
  height,
}: {
  list: List<Row>;
  query: QueryState<unknown>;
  height: number;
}) {
  if (list.shown.length === 0) return <Placeholder query={query} list={list} height={height} />;
  return <ListView list={list} />;
}
