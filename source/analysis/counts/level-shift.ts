/** Whether the last days as a whole lie above or below the days before: a trend, told and never alarmed. */
import type {Baseline, CountSeries} from './baseline.ts';
import {fitBaseline} from './baseline.ts';
import type {DayShape} from './day-shape.ts';
import {isOrdinary} from './day-shape.ts';
import type {Spread, WeighedSpread} from './spread.ts';
import {probabilityOf, tailsOf, varianceOf} from './spread.ts';
import {weighSpreads} from './weigh-spreads.ts';

export type LevelShift = {
  /** Index of the first day of the new level. */
  from: number;
  /** Found over expected, of the days since. */
  ratio: number;
  probability: number;
};

/** The new level's days are the last 7, 10 or 14; the baseline ends before all of them. */
const SPANS = [7, 10, 14];
export const LONGEST_SPAN = 14;
const FEWEST_DAYS = 4;
/** A level may drift by so much in a fortnight and be the same one. */
const DRIFT = 0.06;
/** One odd day is no level: it counts as so many standard deviations, or this share of its mean, at most. */
const MOST_ODD = 3;
const MOST_ODD_SHARE = 0.6;

/** A smaller change is told of nobody, however sure it is. */
const LEAST_CHANGE = 0.1;
/** The probability below which a shift is told. */
const TOLD_FROM = 1e-3;

/** A shift that the days up to the one at `index` have kept to; undefined when there is none. */
export function findLevelShift(series: CountSeries, index: number): LevelShift | undefined {
  const shift = likeliestShift(series, index);
  if (!shift || shift.probability > TOLD_FROM) return undefined;
  const dated = dateShift(series, index, shift);
  return Math.abs(dated.ratio - 1) >= LEAST_CHANGE ? dated : undefined;
}

const FEWEST_DATED_DAYS = 3;

/** The first day is the one from which on the days lie furthest off as a whole: an earlier one would add usual days to them. */
function dateShift(series: CountSeries, index: number, {probability, ...shift}: LevelShift): LevelShift {
  const baseline = fitBaseline(series, index + 1 - LONGEST_SPAN);
  if (!baseline) return {probability, ...shift};
  const spreads = weighSpreads(series, baseline);
  let best = {...shift, away: 0};
  for (let from = index + 1 - LONGEST_SPAN; from <= index + 1 - FEWEST_DATED_DAYS; from++) {
    const {found, expected, variance} = sumDays(series, {from, to: index}, baseline, spreads);
    const away = variance > 0 ? Math.abs(found - expected) / Math.sqrt(variance) : 0;
    if (away > best.away) best = {from, ratio: found / expected, away};
  }
  return {from: best.from, ratio: best.ratio, probability};
}

/** The least probable of the spans that end with the day at `index`; undefined when too little is known. */
export function likeliestShift(series: CountSeries, index: number): LevelShift | undefined {
  const baseline = fitBaseline(series, index + 1 - LONGEST_SPAN);
  if (!baseline) return undefined;
  const spreads = weighSpreads(series, baseline);
  let best: LevelShift | undefined;
  for (const span of SPANS) {
    const shift = testSpan(series, index, span, baseline, spreads);
    if (shift && (!best || shift.probability < best.probability)) best = shift;
  }
  return best;
}

function testSpan(
  series: CountSeries,
  index: number,
  span: number,
  baseline: Baseline,
  spreads: readonly WeighedSpread[],
): LevelShift | undefined {
  const {found, expected, variance, days} = sumDays(
    series,
    {from: index + 1 - span, to: index},
    baseline,
    spreads,
  );
  if (days < FEWEST_DAYS || expected < 1) return undefined;
  const known = baseline.weights.reduce((sum, weight) => sum + weight, 0);
  const extra = variance * (days / known) + (DRIFT * expected) ** 2;
  const spread: Spread =
    variance < expected
      ? {shape: 'steady', factor: variance / expected}
      : {shape: 'random', factor: (variance - expected) / expected ** 2};
  const tails = tailsOf(spread, expected, Math.round(found), extra);
  return {from: index + 1 - span, ratio: found / expected, probability: probabilityOf(tails)};
}

/** What ordinary days had in all, beside what a baseline expects of them. */
export type DaySum = {found: number; expected: number; variance: number; days: number};

/** From and to are indexes, both inclusive. One odd day moves the sum by little. */
export function sumDays(
  series: CountSeries,
  {from, to}: {from: number; to: number},
  baseline: Baseline,
  spreads: readonly WeighedSpread[],
): DaySum {
  const sum: DaySum = {found: 0, expected: 0, variance: 0, days: 0};
  for (let day = from; day <= to; day++) {
    const count = series.counts[day];
    if (count === undefined || !isOrdinaryAround(series.shapes, day)) continue;
    const weekday = series.shapes[day]?.weekday ?? 0;
    const mean = baseline.means[weekday] ?? 0;
    const own = spreads.reduce((total, {spread, weight}) => total + weight * varianceOf(spread, mean), 0);
    const most = Math.max(MOST_ODD * Math.sqrt(own) + DRIFT * mean, MOST_ODD_SHARE * mean);
    // Of a day without any run nothing is expected, as far as it is probably one of those on which nothing runs.
    const share = count === 0 ? 1 - (baseline.idleness[weekday]?.emptyByWay ?? 0) : 1;
    sum.found += share * Math.max(mean - most, Math.min(mean + most, count));
    sum.expected += share * mean;
    sum.variance += share * own;
    sum.days += share;
  }
  return sum;
}

/** The day after a holiday, and the one before, are often not as usual either. */
function isOrdinaryAround(shapes: readonly DayShape[], day: number): boolean {
  const shape = shapes[day];
  return (
    shape !== undefined &&
    isOrdinary(shape) &&
    shapes[day - 1]?.isHoliday !== true &&
    shapes[day + 1]?.isHoliday !== true
  );
}
