import type {CountObservation} from '../domain/run.ts';
import {createTextIndex} from './text-index.ts';

/**
 * Gathers an output's counts. Two numbers for the same day, job and status are added up: several of a scheduler's words
 * mean one status of ours, and of two equal keys the store would keep only the last.
 */
export function countRegister(): {add(count: CountObservation): void; finish(): CountObservation[]} {
  const counts: CountObservation[] = [];
  const keys = createTextIndex();
  return {
    add(count) {
      const {businessDay, job, status} = count;
      // No clean name has a line end, and a day without a job is another key than one with a job without a name.
      const key = `${status ?? ''}\n${businessDay}${job === undefined ? '' : `\n${job}`}`;
      const known = counts[keys.numberOf(key)];
      if (known) known.count += count.count;
      else counts.push({...count});
    },
    finish: () => counts,
  };
}
