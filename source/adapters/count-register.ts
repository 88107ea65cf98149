import type {CountObservation} from '../domain/run.ts';
import {createTextIndex, type TextIndex} from './text-index.ts';

/**
 * Gathers an output's counts, which become its own. Two numbers for the same day, job and status are added up: several of a scheduler's words
 * mean one status of ours, and of two equal keys the store would keep only the last.
 */
export function countRegister(): {add(count: CountObservation): void; finish(): CountObservation[]} {
  const counts: CountObservation[] = [];
  const groups = new Map<string, Group>();
  return {
    add(count) {
      const {businessDay, job, status} = count;
      const groupKey = status === undefined ? businessDay : `${businessDay} ${status}`;
      let group = groups.get(groupKey);
      if (!group) {
        group = {jobs: createTextIndex(), counts: []};
        groups.set(groupKey, group);
      }
      // No job has an empty name.
      const number = group.jobs.numberOf(job ?? '');
      const known = group.counts[number];
      if (known) {
        known.count += count.count;
        return;
      }
      group.counts.push(count);
      counts.push(count);
    },
    finish: () => counts,
  };
}

/** The counts of one day and status, by the numbers of their jobs. */
type Group = {jobs: TextIndex; counts: CountObservation[]};
