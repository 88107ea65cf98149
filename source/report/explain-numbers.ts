/** Sentences about numbers of runs: what was found, what is usual, and how improbable that is. */
import type {LearnedCount} from '../analysis/counts/day-count.ts';
import {shapeDays} from '../analysis/counts/day-shape.ts';
import type {CountAnomaly} from '../analysis/counts/usual-band.ts';
import type {DayFacts} from '../analysis/day-facts.ts';
import {dayOff} from '../domain/calendar.ts';
import type {Calendar} from '../domain/expectation.ts';
import {formatCount, plural} from '../domain/text.ts';
import type {Day} from '../domain/time.ts';
import {toDayNumber} from '../domain/time.ts';
import type {Explainer} from './format-clock.ts';
import {formatClock} from './format-clock.ts';

/** `312 runs by 10:00, usually 540 by then on a Tuesday (500 to 580); p = 0.0003`. */
export function explainLearnedCount(
  learned: LearnedCount,
  {environment, day}: Pick<DayFacts, 'environment' | 'day'>,
  {zone, now}: Explainer,
): string {
  const {isPartial, countedAt} = learned;
  const [by, then] = isPartial ? [` by ${formatClock(countedAt, zone, now)}`, ' by then'] : ['', ''];
  return explainNumber(learned, day, environment.calendar, by, then);
}

/** The same of a day that is over. `by` and `then` say until when it was counted. */
export function explainNumber(
  {found, median, low, high, probability}: CountAnomaly,
  day: Day,
  calendar: Calendar | undefined,
  by = '',
  then = '',
): string {
  const what = found === 0 ? 'no run' : plural(found, 'run');
  const usual = `usually ${formatCount(median)}${then} on ${describeDay(day, calendar)}`;
  return `${what}${by}, ${usual} (${formatBand(low, high)}); ${formatProbability(probability)}`;
}

export function formatBand(low: number, high: number): string {
  return low === high ? 'always' : `${formatCount(low)} to ${formatCount(high)}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const EDGES = new Map([
  [1, 'first'],
  [2, 'second'],
  [-1, 'last'],
  [-2, 'last but one'],
]);

/** What kind of day it is compared with: `a Tuesday`, `a month's last business day`, `a holiday (Christmas Day)`. */
export function describeDay(day: Day, calendar: Calendar | undefined): string {
  const [shape] = shapeDays(toDayNumber(day), 1, calendar);
  const name = calendar && dayOff(calendar, day);
  if (shape?.isHoliday) return name === undefined ? 'a worked weekend day' : `a holiday (${name})`;
  const edge = EDGES.get(shape?.monthEdge ?? 0);
  if (edge !== undefined) return `a month's ${edge} business day`;
  return `a ${WEEKDAYS[shape?.weekday ?? 0]}`;
}

/** `p = 0.0003`, `p < 0.000001`. */
export function formatProbability(probability: number): string {
  const rounded = roundProbability(probability);
  return rounded < LEAST ? 'p < 0.000001' : `p = ${formatDecimal(rounded)}`;
}

const LEAST = 1e-6;

/** To one digit that counts, or two from a hundredth. What is below a millionth is 0: nobody believes a model beyond that. */
export function roundProbability(probability: number): number {
  if (probability < LEAST) return 0;
  return Number(probability.toPrecision(probability < 0.01 ? 1 : 2));
}

function formatDecimal(value: number): string {
  return value.toFixed(7).replace(/\.?0+$/, '');
}
