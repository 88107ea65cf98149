import {DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS} from '../domain/time.ts';

const UNITS: readonly [pattern: RegExp, ms: number][] = [
  [/^(?:usec|us|µs|μs)$/, 0.001],
  [/^(?:msec|ms)$/, 1],
  [/^(?:seconds?|sec|s)$/, SECOND_MS],
  [/^(?:minutes?|min|m)$/, MINUTE_MS],
  [/^(?:hours?|hr|h)$/, HOUR_MS],
  [/^(?:days?|d)$/, DAY_MS],
  [/^(?:weeks?|w)$/, 7 * DAY_MS],
  [/^(?:months?|M)$/, 30.44 * DAY_MS],
  [/^(?:years?|y)$/, 365.25 * DAY_MS],
];

/** A time span of systemd (systemd.time(7)), such as `1h 30min` or `90` (seconds), in milliseconds; undefined when it is none. */
export function parseTimeSpan(text: string): number | undefined {
  if (text.trim() === 'infinity') return Number.POSITIVE_INFINITY;
  const parts = [...text.matchAll(/\s*(\d+(?:\.\d+)?)\s*([a-zµμ]*)/gi)];
  const isWhole =
    parts.length > 0 && parts.reduce((length, [part]) => length + part.length, 0) === text.trimEnd().length;
  if (!isWhole) return undefined;
  let total = 0;
  for (const [, number, unit = ''] of parts) {
    const ms = unit === '' ? SECOND_MS : UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (ms === undefined) return undefined;
    total += Number(number) * ms;
  }
  return total;
}
