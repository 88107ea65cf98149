/** When a run will probably end, from how long the job usually takes. */
import type {DurationBand} from '../domain/learned.ts';
import type {RunRecord} from '../domain/run.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';

/**
 * Of what runs, and of what is to come: a run that is not due yet ends its usual time after it is due, one that is due and has
 * not come at the earliest the usual time from now. Undefined for what is over or missing, of what too little is known, and
 * when it has taken longer than ever.
 */
export function expectedEnd(
  {run, duration, verdict, dueAt}: Pick<JudgedSlot, 'run' | 'duration' | 'verdict' | 'dueAt'>,
  now: EpochMs,
): EpochMs | undefined {
  if (!duration) return undefined;
  const isToCome = verdict === 'pending' || verdict === 'due';
  if (isToCome) return dueAt === undefined ? undefined : Math.max(dueAt, now) + duration.usualMs;
  return run && expectedEndOfRun(run, duration, now);
}

/** Past its usual time a run ends any time, but not before now and most likely before the longest that it took. */
export function expectedEndOfRun(
  {status, startedAt}: RunRecord,
  {usualMs, longMs}: DurationBand,
  now: EpochMs,
): EpochMs | undefined {
  if (status !== 'running' || startedAt === undefined) return undefined;
  return [startedAt + usualMs, startedAt + longMs].find(end => end > now);
}
