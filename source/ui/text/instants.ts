/** Instants for people, in an environment's own time. Written once an instant: rows are painted at every key. */
import {createBoundedCache} from '../../domain/bounded-cache.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {formatInstant} from '../../domain/time.ts';
import {formatLocal, openZone} from '../../domain/zone.ts';

const written = createBoundedCache<string>(4000, () => 1);

/** Cells that `formatTime` takes at most. */
export const TIME_CELLS = 11;

/** `06:41:12` on the business day that is shown, `11-20 06:41` on another; `-` when unknown. */
export function formatTime(instant: EpochMs | null, timezone: string, day: Day): string {
  const local = formatDateTime(instant, timezone);
  return local.startsWith(day) ? local.slice(11) : local.slice(5, 16) || local;
}

/** `11-20 06:41`, whatever the day that is shown. */
export function formatDayTime(instant: EpochMs, timezone: string): string {
  return formatDateTime(instant, timezone).slice(5, 16);
}

/** `2026-11-20 06:41:12`; `-` when unknown. */
export function formatDateTime(instant: EpochMs | null, timezone: string): string {
  if (instant === null) return '-';
  return written.get(`${instant} ${timezone}`, () => formatLocal(openZone(timezone).toLocal(instant)));
}

/** For exports: ISO 8601 in UTC. */
export function isoOrNull(instant: EpochMs | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
