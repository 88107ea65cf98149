import type {QueryState} from '../data/query-cache.ts';
import type {List} from '../hooks/use-list.ts';
import {Notice} from './notice.tsx';

/** What stands where the rows would be: they are not there yet, cannot be read, do not match, or there are none. */
export function Placeholder<Row>({
  query,
  list: {all, state, definition},
  height,
  emptyText = definition.emptyText,
}: {
  query: QueryState<unknown>;
  list: List<Row>;
  height: number;
  emptyText?: string;
}) {
  if (query.data === undefined) {
    return query.error === undefined ? (
      <Notice text="Reading ..." height={height} />
    ) : (
      <Notice tone="bad" text={`${query.error}\n\nr tries again, esc goes back.`} height={height} />
    );
  }
  if (all.length === 0) return <Notice text={emptyText} height={height} />;
  const narrowing = [
    ...(state.filter === '' ? [] : [`filter "${state.filter}" (esc clears it)`]),
    ...(state.state === undefined ? [] : [`state ${state.state} (f goes on)`]),
    ...(state.isProblemsOnly ? ['problems only (p shows all)'] : []),
  ];
  return (
    <Notice
      text={`None of ${all.length} ${definition.noun} match: ${narrowing.join(', ')}.`}
      height={height}
    />
  );
}
