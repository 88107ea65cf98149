/** A schedule's timing as JSON text, the same text for the same timing. Announced instants are kept apart. */
import type {Timing} from '../domain/schedule.ts';

/** Fixes which properties are written, and their order. */
const PROPERTIES = ['kind', 'expression', 'timesMs', 'timezone', 'policy', 'reason', 'delayMs', 'isStranded'];

export function encodeTiming(timing: Timing): string {
  return JSON.stringify(timing, PROPERTIES);
}

export function decodeTiming(text: string, readInstants: () => number[]): Timing {
  const timing: Timing = JSON.parse(text);
  return timing.kind === 'instants' ? {kind: 'instants', dueAt: readInstants()} : timing;
}
