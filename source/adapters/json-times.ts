/** The times of a JSON record. */
import type {EpochMs} from '../domain/time.ts';
import {textOf} from './json-record.ts';
import {isNoTime, type ReadTime} from './timestamps.ts';

/**
 * Reads values by the names they go by; those that say that there is no time (yet) are undefined. Returns the reason when one is
 * neither.
 */
export function readTimes<Name extends string>(
  values: Readonly<Record<Name, unknown>>,
  readTime: ReadTime,
): {[time in Name]?: EpochMs} | string {
  const times: {[time in Name]?: EpochMs} = {};
  for (const name in values) {
    const text = textOf(values[name]) ?? '';
    if (isNoTime(text) || text.startsWith(GO_ZERO)) continue;
    const instant = readTime(text);
    if (instant === undefined) return `${name} "${text}" is not a time`;
    times[name] = instant;
  }
  return times;
}

/** Go's zero time, which programs written in Go print for "not yet": `0001-01-01T00:00:00Z`. */
const GO_ZERO = '0001-01-01';
