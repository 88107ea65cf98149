import type {EpochMs} from '../../domain/time.ts';
import {openZone} from '../../domain/zone.ts';
import {formatClock} from '../../report/format-clock.ts';

/** An instant for people, in its environment's own time; the date only where it is not today's. `-` when unknown. */
export function formatLocalTime(instant: EpochMs | undefined, timezone: string, now: EpochMs): string {
  return instant === undefined ? '-' : formatClock(instant, openZone(timezone), now);
}
