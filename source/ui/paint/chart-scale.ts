/** From values to rows of a chart, with round numbers along its side. */
import {formatCount} from '../../domain/text.ts';
import {DAY_MS, formatDuration, HOUR_MS, MINUTE_MS, SECOND_MS} from '../../domain/time.ts';

/** What the values are: durations in milliseconds, or how many. */
export type Unit = 'duration' | 'count';

export type Scale = {
  /** 0 is the bottom row. */
  rowOf: (value: number) => number;
  /** From the bottom up. */
  ticks: readonly {row: number; text: string}[];
  labelWidth: number;
};

/** `values` are finite, not negative and not none; `rows` at least 2. Begins at zero unless that would leave half the chart empty. */
export function openScale(values: readonly number[], rows: number, unit: Unit): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const base = low === high || low < high / 2 ? 0 : low;
  const format = unit === 'duration' ? formatDuration : formatCount;
  const mostSteps = Math.max(1, (rows - 1) >>> 1);
  for (const step of listSteps(unit)) {
    const bottom = Math.floor(base / step) * step;
    const top = Math.max(bottom + step, Math.ceil(high / step) * step);
    const steps = Math.round((top - bottom) / step);
    if (steps > mostSteps) continue;
    const rowOf = (value: number): number => Math.round(((value - bottom) / (top - bottom)) * (rows - 1));
    const ticks = Array.from({length: steps + 1}, (_, i) => {
      const value = bottom + i * step;
      return {row: rowOf(value), text: format(value)};
    });
    // Short forms leave the seconds of longer durations out: two rows must not be called the same.
    if (new Set(ticks.map(({text}) => text)).size < ticks.length) continue;
    return {rowOf, ticks, labelWidth: Math.max(...ticks.map(({text}) => text.length))};
  }
  throw new RangeError('steps have no end');
}

const ROUND_DURATIONS = [
  ...[1, 2, 5, 10, 15, 30].map(seconds => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map(hours => hours * HOUR_MS),
];

/** Distances between two labels, growing without end. */
function* listSteps(unit: Unit): Generator<number, never> {
  if (unit === 'duration') yield* ROUND_DURATIONS;
  for (let power = unit === 'duration' ? DAY_MS : 1; ; power *= 10) yield* [power, 2 * power, 5 * power];
}
