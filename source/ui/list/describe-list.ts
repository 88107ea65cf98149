import {formatCount} from '../../domain/text.ts';
import type {List} from '../hooks/use-list.ts';
import type {ListState} from '../state/list-state.ts';

/** Whether some rows may be left out. */
export function isNarrowed({filter, state, isProblemsOnly}: ListState): boolean {
  return filter !== '' || state !== undefined || isProblemsOnly;
}

/** `12 of 10,000 jobs, /pay, failed, problems only`: how much is shown, and what narrows it. */
export function describeList<Row>({all, shown, state, definition: {noun}}: List<Row>): string {
  const {filter, state: only, isProblemsOnly} = state;
  const total = `${formatCount(all.length)} ${all.length === 1 ? noun.replace(/s$/, '') : noun}`;
  return [
    shown.length === all.length ? total : `${formatCount(shown.length)} of ${total}`,
    ...(filter === '' ? [] : [`/${filter}`]),
    ...(only === undefined ? [] : [only]),
    ...(isProblemsOnly ? ['problems only'] : []),
  ].join(', ');
}
