import type {QueryState} from '../data/query-cache.ts';
import type {ListViewProps} from './list-view.tsx';
import {ListView} from './list-view.tsx';
import {Placeholder} from './placeholder.tsx';

/** A list, or what stands in its place; `height` lines with the headings. */
export function ListingPane<Row>({
  list,
  revision,
  query,
  height,
  emptyText,
}: ListViewProps<Row> & {
  query: QueryState<unknown>;
  height: number;
  /** What to say when there is nothing at all; absent = what the list says. */
  emptyText?: string;
}) {
  if (list.shown.length === 0)
    return (
      <Placeholder query={query} list={list} height={height} {...(emptyText !== undefined && {emptyText})} />
    );
  return <ListView list={list} revision={revision} />;
}
