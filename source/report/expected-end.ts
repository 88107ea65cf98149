/** When a run will probably end, from how long the job usually takes. */
import type {DurationBand} from '../domain/learned.ts';
import type {RunRecord} from '../domain/run.ts';
import type {JudgedSlot} from '../domain/slot.ts';
import type {EpochMs} from '../domain/time.ts';

/** Undefined for what does not run, of what too little is known, and when it has taken longer than ever. */
export function expectedEnd(
  {run, duration}: Pick<JudgedSlot, 'run' | 'duration'>,
  now: EpochMs,
): EpochMs | undefined {
  return run && duration ? expectedEndOfRun(run, duration, now) : undefined;
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
