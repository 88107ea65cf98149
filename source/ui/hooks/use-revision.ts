import {useRef} from 'react';

/** Counts how often `value` was another object than before. */
export function useRevision(value: unknown): number {
  const seen = useRef({value, revision: 0});
  if (seen.current.value !== value) seen.current = {value, revision: seen.current.revision + 1};
  return seen.current.revision;
}
