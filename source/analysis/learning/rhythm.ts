/** Jobs that run every n minutes: what is usual is the time from one start to the next, on the days that they run. */
import type {RhythmModel} from '../../domain/learned.ts';
import {ascending} from '../../domain/quantile.ts';

const MOST_RHYTHM_DAYS = 28;
/** A gap this much longer than the usual one is a missed run, and says nothing of the usual spread. */
const MISSED_GAPS = 1.7;

/** Takes down a finished business day. `starts` in seconds from its start, ascending. */
export function addRhythmDay(rhythm: RhythmModel, starts: readonly number[]): void {
  const gaps = ascending(starts.slice(1).map((start, index) => start - (starts[index] ?? 0)));
  const [first = 0] = starts;
  const last = starts.at(-1) ?? first;
  const median = gaps[gaps.length >> 1];
  if (median === undefined) return;
  const longest = gaps.findLast(gap => gap < MISSED_GAPS * median) ?? median;
  push(rhythm.first, Math.round(first / 60));
  push(rhythm.last, Math.round(last / 60));
  push(rhythm.medianGap, median);
  push(rhythm.longestGap, longest);
}

function push(values: number[], value: number): void {
  values.push(value);
  if (values.length > MOST_RHYTHM_DAYS) values.shift();
}
