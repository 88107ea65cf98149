/** Wall-clock times as the simulated schedulers write them. */
import type {EpochMs} from '../domain/time.ts';
import {MINUTE_MS} from '../domain/time.ts';
import type {Zone} from '../domain/zone.ts';
import {formatLocal} from '../domain/zone.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `20261123064000`, as Control-M writes a time. */
export function compactTime(instant: EpochMs, zone: Zone): string {
  return formatLocal(zone.toLocal(instant)).replace(/\D/g, '');
}

/** `2026-11-23 06:40:00`. */
export function plainTime(instant: EpochMs, zone: Zone): string {
  return formatLocal(zone.toLocal(instant));
}

/** `2026-11-23T06:40:00+0900`, Slurm's `%Y-%m-%dT%H:%M:%S%z`. */
export function offsetTime(instant: EpochMs, zone: Zone): string {
  const offset = zone.offsetAt(instant) / MINUTE_MS;
  const minutes = Math.abs(offset);
  const digits = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, '0');
  return `${plainTime(instant, zone).replace(' ', 'T')}${offset < 0 ? '-' : '+'}${digits}`;
}

/** `Nov 23 06:40:00`, a day below ten with a space before it: RFC 3164. */
export function syslogTime(instant: EpochMs, zone: Zone): string {
  const [date = '', time = ''] = plainTime(instant, zone).split(' ');
  const [, month, day] = date.split('-').map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${String(day).padStart(2, ' ')} ${time}`;
}
