/** Anomalies put into simulated series, as the benchmark's protocol B has them. */
import {createRandom} from '../../source/demo/random.ts';
import type {SimulatedSeries} from './count-series.ts';

export const INJECTIONS = ['drop 50 %', 'zero', 'double', '-12.5 %'] as const;
export type Injection = (typeof INJECTIONS)[number];

/** Days before this one are there to learn from. */
export const FIRST_JUDGED_DAY = 90;
const LAST_DAYS = 30;
const OF_EACH_KIND = 4;
/** Same weekdays of eight weeks, of which the median says what the day was to have. */
const LOOK_BACK_DAYS = 56;

export type InjectedDay = {day: number; injection: Injection; count: number};

/** Four days of each kind, those left out on which there is nothing to change (under two runs, holidays). */
export function injectAnomalies({counts, shapes}: SimulatedSeries, key: string): InjectedDay[] {
  const random = createRandom(key);
  return INJECTIONS.flatMap(injection =>
    Array.from({length: OF_EACH_KIND}, () => {
      const day = FIRST_JUDGED_DAY + Math.floor(random() * (counts.length - LAST_DAYS - FIRST_JUDGED_DAY));
      const count = counts[day] ?? 0;
      const isTooFew =
        count < 2 || usualOf({counts, shapes}, day) < 2 || (injection === '-12.5 %' && count < 8);
      return isTooFew || shapes[day]?.isHoliday ? [] : [{day, injection, count: change(count, injection)}];
    }).flat(),
  );
}

function change(count: number, injection: Injection): number {
  switch (injection) {
    case 'drop 50 %':
      return Math.floor(count / 2);
    case 'zero':
      return 0;
    case 'double':
      return 2 * count;
    case '-12.5 %':
      return Math.floor(0.875 * count);
  }
}

function usualOf({counts, shapes}: Pick<SimulatedSeries, 'counts' | 'shapes'>, day: number): number {
  const weekday = shapes[day]?.weekday;
  const past: number[] = [];
  for (let other = Math.max(0, day - LOOK_BACK_DAYS); other < day; other++) {
    if (shapes[other]?.weekday === weekday) past.push(counts[other] ?? 0);
  }
  past.sort((a, b) => a - b);
  const middle = past.length / 2;
  return ((past[Math.floor(middle)] ?? 0) + (past[Math.ceil(middle) - 1] ?? 0)) / 2;
}

const SHIFT_DAYS = 28;
export const SHIFT_FACTOR = 0.6;

/** Four weeks at three fifths of the level, from a day on; undefined for a series with too few runs to tell. */
export function injectShift(
  {counts}: SimulatedSeries,
  key: string,
): {day: number; counts: number[]} | undefined {
  const first = FIRST_JUDGED_DAY + 20;
  const day = first + Math.floor(createRandom(key)() * (counts.length - LAST_DAYS - first));
  const before = counts.slice(day - LOOK_BACK_DAYS, day).reduce((sum, count) => sum + count, 0);
  if (before / LOOK_BACK_DAYS < 1) return undefined;
  const shifted = counts.map((count, index) =>
    index >= day && index < day + SHIFT_DAYS ? Math.round(count * SHIFT_FACTOR) : count,
  );
  return {day, counts: shifted};
}
