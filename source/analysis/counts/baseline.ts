/** What an ordinary day of each weekday has: means that follow the present, with what was odd of the past left out. */
import type {DayShape} from './day-shape.ts';
import {isOrdinary} from './day-shape.ts';
import type {Idleness} from './idle-days.ts';
import {learnIdleness} from './idle-days.ts';
import {probabilityOfNone} from './spread.ts';

/** Consecutive days; a count is undefined where nothing (or not all) is known. There is a shape more than counts. */
export type CountSeries = {counts: readonly (number | undefined)[]; shapes: readonly DayShape[]};

export type Baseline = {
  /** By weekday, 0 = Sunday. */
  means: readonly number[];
  /** The days that it rests on: their indexes, expected means, and how much each weighs (recency x oddness). */
  days: readonly number[];
  expected: Float64Array;
  weights: Float64Array;
  /** On how many days of each weekday, against all that is usual, nothing runs. */
  idleness: readonly Idleness[];
  /** So many days of each weekday it amounts to. */
  effective: readonly number[];
};

export const WINDOW_DAYS = 84;
const HALF_LIFE_DAYS = 42;
/** Fewer known days tell nothing of a weekday. */
export const FEWEST_DAYS = 21;
const SPECIAL_WEIGHT = 0.15;
/** Beyond so many standard deviations a day weighs less. */
const ODD_FROM = 2.6;
const ROUNDS = 3;
const LEAST_MEAN = 0.02;
const LEAST_DISPERSION = 0.05;
/** Where so many of a weekday's days had any run, and this many mostly, those without are another kind of day. */
const LEAST_BUSY_SHARE = 0.34;
const FEWEST_WHEN_BUSY = 4;
/** How many days' weight draws a weekday's mean to the common one. */
const LEAST_PULL = 0.02;
const MOST_PULL = 30;

/** From the `window` days before `end` (exclusive); undefined when too few of them are known. */
export function fitBaseline(series: CountSeries, end: number, window = WINDOW_DAYS): Baseline | undefined {
  const days: number[] = [];
  for (let index = Math.max(0, end - window); index < end; index++) {
    if (series.counts[index] !== undefined) days.push(index);
  }
  if (days.length < FEWEST_DAYS) return undefined;
  const recency = Float64Array.from(days, index => recencyOf(series, index, end));
  const fit: Fit = {days, expected: new Float64Array(days.length), weights: recency.slice(), recency};
  let means: readonly number[] = groupByWeekday(series, days).map(own => usualCount(series, own));
  let idleness: readonly Idleness[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    expect(series, fit, means);
    const squares = squaresOf(series, fit);
    const dispersion = dispersionOf(fit, squares);
    idleness = learnIdleness(
      series,
      days,
      means.map(mean => probabilityOfNone(mean, dispersion)),
    );
    weighDays(series, fit, squares, dispersion, idleness);
    means = weekdayMeans(series, fit, dispersion);
  }
  expect(series, fit, means);
  const {expected, weights} = fit;
  return {means, days, expected, weights, idleness, effective: effectiveDays(series, days, weights)};
}

type Fit = {days: readonly number[]; expected: Float64Array; weights: Float64Array; recency: Float64Array};

function expect(series: CountSeries, {days, expected}: Fit, means: readonly number[]): void {
  for (let at = 0; at < days.length; at++) {
    expected[at] = means[weekdayAt(series, days[at] ?? 0)] ?? LEAST_MEAN;
  }
}

function weekdayAt({shapes}: CountSeries, index: number): number {
  return shapes[index]?.weekday ?? 0;
}

function recencyOf({shapes}: CountSeries, index: number, end: number): number {
  const shape = shapes[index];
  const weight = 0.5 ** ((end - 1 - index) / HALF_LIFE_DAYS);
  return shape && !isOrdinary(shape) ? weight * SPECIAL_WEIGHT : weight;
}

function groupByWeekday(series: CountSeries, days: readonly number[]): number[][] {
  const groups = Array.from({length: 7}, (): number[] => []);
  for (const index of days) groups[weekdayAt(series, index)]?.push(index);
  return groups;
}

/** A start that one odd day does not move: the median, or the mean without the highest, as the median of small counts is often none. */
function usualCount({counts, shapes}: CountSeries, days: readonly number[]): number {
  const sorted = days
    .filter(index => shapes[index]?.isHoliday === false)
    .map(index => counts[index] ?? 0)
    .sort((a, b) => a - b);
  const zeros = sorted.findIndex(count => count > 0);
  const busy = zeros < 0 ? [] : sorted.slice(zeros);
  const middle = (values: readonly number[]): number => values[values.length >> 1] ?? 0;
  if (busy.length > LEAST_BUSY_SHARE * sorted.length && middle(busy) >= FEWEST_WHEN_BUSY) return middle(busy);
  const others = sorted.slice(0, -1);
  const mean = others.reduce((sum, count) => sum + count, 0) / Math.max(1, others.length);
  return Math.max(LEAST_MEAN, middle(sorted), mean);
}

/**
 * Each weekday's mean, drawn towards that of all work days (or of the weekend) as far as the difference between them may
 * be chance: by the ratio of the variance of a day to that between weekdays (James and Stein).
 */
function weekdayMeans(series: CountSeries, {days, weights}: Fit, dispersion: number): readonly number[] {
  const sums = new Float64Array(7);
  const masses = new Float64Array(7);
  for (let at = 0; at < days.length; at++) {
    const weight = weights[at] ?? 0;
    const weekday = weekdayAt(series, days[at] ?? 0);
    sums[weekday] = (sums[weekday] ?? 0) + (series.counts[days[at] ?? 0] ?? 0) * weight;
    masses[weekday] = (masses[weekday] ?? 0) + weight;
  }
  const means = new Array<number>(7).fill(LEAST_MEAN);
  const weekend = new Set(
    series.shapes
      .slice(0, 7)
      .filter(({isWeekend}) => isWeekend)
      .map(({weekday}) => weekday),
  );
  for (const isWeekend of [false, true]) {
    const weekdays = [0, 1, 2, 3, 4, 5, 6].filter(
      weekday => weekend.has(weekday) === isWeekend && (masses[weekday] ?? 0) > 0,
    );
    const mass = weekdays.reduce((sum, weekday) => sum + (masses[weekday] ?? 0), 0);
    const common = weekdays.reduce((sum, weekday) => sum + (sums[weekday] ?? 0), 0) / mass;
    let between = 0;
    for (const weekday of weekdays) between += ((sums[weekday] ?? 0) / (masses[weekday] ?? 1) - common) ** 2;
    const within = dispersion * Math.max(LEAST_MEAN, common);
    between = between / Math.max(1, weekdays.length - 1) - (within * weekdays.length) / mass;
    const pull = Math.min(MOST_PULL, Math.max(LEAST_PULL, within / Math.max(1e-9, between)));
    for (const weekday of weekdays) {
      const mean = ((sums[weekday] ?? 0) + pull * common) / ((masses[weekday] ?? 0) + pull);
      means[weekday] = Math.max(LEAST_MEAN, mean);
    }
  }
  return means;
}

/** How far each day lies from what was expected: squared, over the mean. */
function squaresOf({counts}: CountSeries, {days, expected}: Fit): Float64Array {
  const squares = new Float64Array(days.length);
  for (let at = 0; at < days.length; at++) {
    const mean = expected[at] ?? LEAST_MEAN;
    squares[at] = ((counts[days[at] ?? 0] ?? 0) - mean) ** 2 / mean;
  }
  return squares;
}

/** Variance / mean. */
function dispersionOf({weights}: Fit, squares: Float64Array): number {
  const median = squares.slice().sort()[squares.length >> 1] ?? 0;
  const most = 9 * Math.max(0.05, median * 2.2 + 0.05);
  let sum = 0;
  let mass = 0;
  for (let at = 0; at < squares.length; at++) {
    const weight = weights[at] ?? 0;
    sum += weight * Math.min(squares[at] ?? 0, most);
    mass += weight;
  }
  return Math.max(LEAST_DISPERSION, (1.15 * sum) / mass);
}

/** Sets how much each day weighs: its recency, less the further it lies off, or the likelier it is an idle day. */
function weighDays(
  series: CountSeries,
  {days, recency, weights}: Fit,
  squares: Float64Array,
  dispersion: number,
  idleness: readonly Idleness[],
): void {
  for (let at = 0; at < days.length; at++) {
    const day = days[at] ?? 0;
    const away = Math.sqrt((squares[at] ?? 0) / dispersion);
    const oddness = away > ODD_FROM ? (ODD_FROM / away) ** 2 : 1;
    const chance = series.counts[day] === 0 ? (idleness[weekdayAt(series, day)]?.emptyByChance ?? 1) : 1;
    weights[at] = (recency[at] ?? 0) * oddness * chance;
  }
}

function effectiveDays(series: CountSeries, days: readonly number[], weights: Float64Array): number[] {
  const sums = new Float64Array(7);
  const squares = new Float64Array(7);
  for (const [at, index] of days.entries()) {
    const weight = weights[at] ?? 0;
    const weekday = weekdayAt(series, index);
    sums[weekday] = (sums[weekday] ?? 0) + weight;
    squares[weekday] = (squares[weekday] ?? 0) + weight * weight;
  }
  return Array.from(sums, (sum, weekday) => Math.max(3, sum ** 2 / Math.max(1e-9, squares[weekday] ?? 0)));
}
