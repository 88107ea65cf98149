/** Whether numbers rise or fall slowly, over three months: told as a trend, never alarmed. */
import type {CountSeries} from './baseline.ts';
import {fitBaseline, WINDOW_DAYS} from './baseline.ts';
import {sumDays} from './level-shift.ts';
import {weighSpreads} from './weigh-spreads.ts';

/** The first and the last third of the window are compared. */
const SPAN_DAYS = WINDOW_DAYS / 3;
const FEWEST_DAYS = 10;
/** Told from so many standard deviations, and from this change in a month. */
const CERTAIN_FROM = 3;
const LEAST_CHANGE = 0.05;
const MONTH_DAYS = 30;

/** The change in thirty days (0.08 = 8 % more) up to the day at `index`; undefined when there is none that is certain. */
export function findDrift(series: CountSeries, index: number): number | undefined {
  const baseline = fitBaseline(series, index + 1);
  if (!baseline) return undefined;
  const spreads = weighSpreads(series, baseline);
  const first = Math.max(0, index + 1 - WINDOW_DAYS);
  const before = sumDays(series, {from: first, to: first + SPAN_DAYS - 1}, baseline, spreads);
  const after = sumDays(series, {from: index + 1 - SPAN_DAYS, to: index}, baseline, spreads);
  if (Math.min(before.days, after.days) < FEWEST_DAYS || before.found <= 0 || after.found <= 0)
    return undefined;
  const log = Math.log(after.found / after.expected) - Math.log(before.found / before.expected);
  const error = Math.sqrt(before.variance / before.found ** 2 + after.variance / after.found ** 2);
  const change = Math.exp((log * MONTH_DAYS) / (WINDOW_DAYS - SPAN_DAYS)) - 1;
  return Math.abs(log) >= CERTAIN_FROM * error && Math.abs(change) >= LEAST_CHANGE ? change : undefined;
}
