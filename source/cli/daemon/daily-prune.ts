import {errorMessage} from '../../domain/errors.ts';
import type {EpochMs} from '../../domain/time.ts';
import {addDays, DAY_MS, HOUR_MS} from '../../domain/time.ts';
import type {Log} from './log.ts';
import type {StatusKeeper} from './status-keeper.ts';
import type {DaemonSubject} from './subject.ts';

/** Somewhere something ran within so many days; else the clock may be wrong, and what it calls old is not. */
const LONGEST_PAUSE_DAYS = 35;

/** Deletes what is older than the retention says, once a day and only when told to. Called whenever there is time. */
export type DailyPrune = (subject: DaemonSubject) => Promise<void>;

export function createDailyPrune({status, note}: StatusKeeper, log: Log): DailyPrune {
  let isPruning = false;
  let triedAt = Number.NEGATIVE_INFINITY;
  return async ({config, store, now, today}) => {
    const {prunedAt = Number.NEGATIVE_INFINITY} = status;
    const isRecent = wasWithin(prunedAt, DAY_MS, now()) || wasWithin(triedAt, HOUR_MS, now());
    if (!config.daemon?.prune || isPruning || isRecent) return;
    isPruning = true;
    triedAt = now();
    const beganAt = performance.now();
    try {
      const lastDay = await store.readLastDay(today());
      const isPause = lastDay !== undefined && addDays(lastDay, LONGEST_PAUSE_DAYS) < today();
      if (isPause) log('warn', 'prune-held-back', {countedFrom: lastDay, today: today()});
      const {isDryRun: _, ...deleted} = await store.prune(
        config.retention,
        isPause ? lastDay : today(),
        false,
      );
      note({prunedAt: now()});
      log('info', 'pruned', {...deleted, ms: Math.round(performance.now() - beganAt)});
    } catch (error) {
      log('error', 'prune-failed', {error: errorMessage(error)});
    }
    isPruning = false;
  };
}

/** What seems to be later than now was before the clock was set back, nobody knows how long ago. */
function wasWithin(at: EpochMs, ms: number, now: EpochMs): boolean {
  return at <= now && now < at + ms;
}
