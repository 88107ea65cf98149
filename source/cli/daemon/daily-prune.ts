import {errorMessage} from '../../domain/errors.ts';
import {DAY_MS, HOUR_MS} from '../../domain/time.ts';
import type {Log} from './log.ts';
import type {StatusKeeper} from './status-keeper.ts';
import type {DaemonSubject} from './subject.ts';

/** Deletes what is older than the retention says, once a day and only when told to. Called whenever there is time. */
export type DailyPrune = (subject: DaemonSubject) => Promise<void>;

export function createDailyPrune({status, note}: StatusKeeper, log: Log): DailyPrune {
  let isPruning = false;
  let notBefore = 0;
  return async ({config, store, now, today}) => {
    const {prunedAt = Number.NEGATIVE_INFINITY} = status;
    // The clock has been set back since: to wait until it comes there again may take years.
    const wasAhead = prunedAt > now();
    const isDue =
      (wasAhead || now() >= prunedAt + DAY_MS) && (now() >= notBefore || notBefore > now() + HOUR_MS);
    if (!config.daemon?.prune || isPruning || !isDue) return;
    isPruning = true;
    notBefore = now() + HOUR_MS;
    const beganAt = performance.now();
    try {
      const {isDryRun: _, ...deleted} = await store.prune(config.retention, today(), false);
      note({prunedAt: now()});
      log('info', 'pruned', {...deleted, ms: Math.round(performance.now() - beganAt)});
    } catch (error) {
      log('error', 'prune-failed', {error: errorMessage(error)});
    }
    isPruning = false;
  };
}
