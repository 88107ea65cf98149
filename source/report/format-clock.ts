/** Instants for people, in the time of their environment. */
import type {EpochMs} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {formatLocal, localDay} from '../domain/zone.ts';

/** Where and when something is explained. */
export type Explainer = {zone: Zone; now: EpochMs};

/** `02:30` on the same local date as `now`, else `2026-11-22 02:30`. */
export function formatClock(instant: EpochMs, zone: Zone, now: EpochMs): string {
  const local = zone.toLocal(instant);
  const text = formatLocal(local);
  return localDay(local) === localDay(zone.toLocal(now)) ? text.slice(11, 16) : text.slice(0, 16);
}
