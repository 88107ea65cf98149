import type {EpochMs} from '../../domain/time.ts';
import {formatLocal, openZone} from '../../domain/zone.ts';

/** `06:41`, with the zone where there is room. */
export function formatHeaderTime(now: EpochMs, timezone: string, {isLong}: {isLong: boolean}): string {
  const time = formatLocal(openZone(timezone).toLocal(now)).slice(11, 16);
  return isLong ? `${time} ${timezone}` : time;
}
