import {formatDuration, MINUTE_MS, SECOND_MS} from '../../domain/time.ts';

/** A time that goes on, in milliseconds: in steps, because what changes every second is not read. `-` when unknown. */
export function formatAge(ageMs: number | null): string {
  if (ageMs === null) return '-';
  const age = Math.max(0, ageMs);
  const step = age < MINUTE_MS ? 5 * SECOND_MS : MINUTE_MS;
  return formatDuration(Math.floor(age / step) * step);
}
