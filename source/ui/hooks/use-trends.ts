import {useEffect, useSyncExternalStore} from 'react';
import type {TrendsAbout} from '../data/trends-cache.ts';
import {usePorts} from './contexts.ts';
import type {List} from './use-list.ts';

/**
 * Asks for the trends of the rows in the list's window, and a page around it; draws anew when one of those in the window has
 * come. The cells read them from the cache. Answers with a number that changes when they are to be read again.
 */
export function useTrends<Row>(
  about: TrendsAbout,
  {shown, visible, top, window}: Pick<List<Row>, 'shown' | 'visible' | 'top' | 'window'>,
  jobOf: (row: Row) => string,
): number {
  const {trends} = usePorts();
  const seen = visible.map(jobOf);
  const revision = useSyncExternalStore(trends.subscribe, () => trends.revision(about, seen));
  useEffect(() => {
    const near = shown.slice(Math.max(0, top - window.height), top + 2 * window.height);
    trends.want(about, seen, near.map(jobOf));
  });
  return revision;
}
