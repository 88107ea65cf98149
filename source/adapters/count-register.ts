import type {CountObservation} from '../domain/run.ts';

/**
 * Gathers an output's counts. Two numbers for the same day, job and status are added up: several of a scheduler's words
 * mean one status of ours, and of two equal keys the store would keep only the last.
 */
export function countRegister(): {add(count: CountObservation): void; finish(): CountObservation[]} {
  const counts = new Map<string, CountObservation>();
  return {
    add(count) {
      const key = JSON.stringify([count.businessDay, count.job, count.status]);
      const known = counts.get(key);
      if (known) known.count += count.count;
      else counts.set(key, {...count});
    },
    finish: () => [...counts.values()],
  };
}
