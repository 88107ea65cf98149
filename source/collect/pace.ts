/**
 * The beat of unattended collection. Each source has instants of its own, a refresh interval apart, on a grid that is fixed
 * in time: counted from the last collection, each would begin a little later than the one before it. An environment's
 * place on the grid comes from its name and its host, so that neither all environments of a host nor all hosts of a cluster
 * ask at the same second (as Prometheus spreads its scrapes).
 */
import type {EpochMs} from '../domain/time.ts';

/** Where on the grid an environment stands: a fraction of the interval, 0 up to 1. */
export type Pace = {phaseOf(environment: string): number};

/** At a business day's start nothing is known of it yet: that is mended within this time. */
const DAY_START_SPREAD_MS = 30_000;

export function createPace(host: string): Pace {
  return {phaseOf: environment => hash(`${host}/${environment}`) / 2 ** 32};
}

/**
 * Since when an attempt does for the grid instant that has last passed. Half an interval before it: what an operator has
 * collected shortly before need not be collected again.
 */
export function wantedSince(now: EpochMs, intervalMs: number, phase: number): EpochMs {
  return lastBeat(now, intervalMs, phase) - intervalMs / 2;
}

/** The first grid instant for which an attempt that began at `attemptedAt` no longer does. */
export function nextBeat(attemptedAt: EpochMs, intervalMs: number, phase: number): EpochMs {
  return lastBeat(attemptedAt + intervalMs / 2, intervalMs, phase) + intervalMs;
}

/** When a source that has never been asked for a business day is, at the earliest. */
export function firstBeat(dayStart: EpochMs, intervalMs: number, phase: number): EpochMs {
  return dayStart + Math.floor(phase * Math.min(intervalMs, DAY_START_SPREAD_MS));
}

function lastBeat(now: EpochMs, intervalMs: number, phase: number): EpochMs {
  const offsetMs = Math.floor(phase * intervalMs);
  return Math.floor((now - offsetMs) / intervalMs) * intervalMs + offsetMs;
}

/** FNV-1a, 32 bits, with murmur3's last step: names that differ in their last letter alone are spread as well. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
