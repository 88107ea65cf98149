/** Of a job that runs every n days, whatever the calendar says: n, and how often it ran when it was due. */
import type {LearnedBasis} from '../../domain/learned.ts';
import {ascending} from '../../domain/quantile.ts';
import {NOT_KNOWN, RAN} from './day-states.ts';

/** So many of the distances between two runs are the usual one. */
const USUAL_SHARE = 0.6;

/** Of `states[start, end)`. No fixed dates when the distances differ. */
export function deriveInterval(states: Uint8Array, start: number, end: number): LearnedBasis {
  const runs: number[] = [];
  for (let index = start; index < end; index++) if (states[index] === RAN) runs.push(index);
  const distances = ascending(runs.slice(1).map((run, place) => run - (runs[place] ?? 0)));
  const days = distances[distances.length >> 1] ?? 0;
  const usual = distances.filter(distance => distance === days).length;
  if (days < 2 || usual < USUAL_SHARE * distances.length) return {dates: {kind: 'irregular'}, ran: 0, of: 0};
  let ran = 0;
  let of = 0;
  // Counted from the last time that it ran or should have; a run between two counts from there.
  for (let index = runs[0] ?? end, due = index; index < end; index++) {
    const isRun = states[index] === RAN;
    if (index === due && states[index] !== NOT_KNOWN) {
      of++;
      if (isRun) ran++;
    }
    if (isRun || index === due) due = index + days;
  }
  return {dates: {kind: 'every-n-days', days}, ran, of};
}
