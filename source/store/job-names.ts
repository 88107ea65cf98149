/** Names that a scheduler forgets: where it tells a job's runs by number once the job is gone, the last name known is kept here. */
import type {Observations} from '../domain/observations.ts';
import type {RunObservation} from '../domain/run.ts';
import type {Connection} from './connection.ts';
import {readCache} from './value-cache.ts';
import type {CollectionScope} from './write-runs.ts';

const MOST_NAMES = 10_000;

/** Remembers the names of now, and gives the runs of numbers without one the last name known. Inside the caller's transaction. */
export function restoreJobNames(
  connection: Connection,
  {env, source}: Pick<CollectionScope, 'env' | 'source'>,
  {runs, jobNames}: Pick<Observations, 'runs' | 'jobNames'>,
): RunObservation[] {
  if (!jobNames) return runs;
  const key = `job-names ${env} ${source}`;
  const names = readNames(connection, key);
  const before = JSON.stringify([...names]);
  for (const [number, name] of jobNames.byNumber) names.set(number, name);
  // The last ones given are the ones that may still be asked for.
  const present = JSON.stringify([...names].slice(-MOST_NAMES));
  if (present !== before)
    connection.command<[string, string]>('INSERT OR REPLACE INTO cache VALUES (?, ?)').run(key, present);
  return runs.map(run => {
    const job = names.get(jobNames.nameless.get(run.runKey) ?? '');
    return job === undefined ? run : {...run, job};
  });
}

function readNames(connection: Connection, key: string): Map<string, string> {
  const kept = readCache(connection, key);
  const names = new Map<string, string>();
  for (const entry of Array.isArray(kept) ? kept : []) {
    const [number, name] = Array.isArray(entry) ? entry : [];
    if (typeof number === 'string' && typeof name === 'string') names.set(number, name);
  }
  return names;
}
