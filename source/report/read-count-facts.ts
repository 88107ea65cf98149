/**
 * Reads what a day's number of runs is compared with. In two steps, because most numbers are usual: first by the totals
 * that a report reads anyway; only where these look odd, which of the days are known as a whole is read too.
 */
import type {CountSeries} from '../analysis/counts/baseline.ts';
import {WINDOW_DAYS} from '../analysis/counts/baseline.ts';
import type {CountFacts} from '../analysis/counts/day-count.ts';
import {countedAsOf, judgeDayCount} from '../analysis/counts/day-count.ts';
import {isOrdinary, shapeDays} from '../analysis/counts/day-shape.ts';
import {findLevelShift, LONGEST_SPAN} from '../analysis/counts/level-shift.ts';
import {SPECIAL_MEMORY_DAYS} from '../analysis/counts/special-days.ts';
import type {DayFacts} from '../analysis/day-facts.ts';
import {dayBounds} from '../domain/business-day.ts';
import type {Environment} from '../domain/environment.ts';
import type {DailyTotal} from '../domain/facts.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, fromDayNumber, MINUTE_MS, toDayNumber} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import {comparableInstants} from './comparable-instants.ts';
import {executedOf, USUAL_WEEKS} from './usual.ts';

/** What a level shift rests on, which looks back furthest on an ordinary day. */
const ORDINARY_DAYS = WINDOW_DAYS + LONGEST_SPAN;
/** What begins at the same minute every day may not be in an answer that began at that very minute. */
const PACE_MARGIN_MS = 15 * MINUTE_MS;
/** What is this much more probable than an alarm is worth a closer look. */
const CLOSER_LOOK = 10;

/** Of so many days before the shown one the totals are needed: holidays and month ends are compared with those of a year. */
export function totalDaysFor({calendar}: Environment, day: Day): number {
  const [shape] = shapeDays(toDayNumber(day), 1, calendar);
  return shape && isOrdinary(shape) ? ORDINARY_DAYS : SPECIAL_MEMORY_DAYS;
}

export type KnownDay = DayFacts & {
  totals: readonly DailyTotal[];
  startedByNow: ReadonlyMap<Day, number>;
};

/** Undefined when the day's number and the days before are as usual, or nothing is to be learned of them. */
export async function readCountFacts(
  store: Store,
  facts: KnownDay,
  knownAt: EpochMs | undefined,
): Promise<CountFacts | undefined> {
  const {environment, day, totals} = facts;
  const rate = environment.countAlarmsPerYear ?? 0;
  if (rate === 0 || totals.length === 0) return undefined;
  const length = totalDaysFor(environment, day);
  const shapes = shapeDays(toDayNumber(day) - length, length + 1, environment.calendar);
  const rough: CountSeries = {counts: listCounts(totals, day, length), shapes};
  const closer = {...facts, environment: {...environment, countAlarmsPerYear: CLOSER_LOOK * rate}};
  const looksOdd =
    judgeDayCount(closer, {series: rough, pace: roughPace(facts)}) !== undefined ||
    findLevelShift(rough, length - 1) !== undefined;
  return looksOdd ? readWholeCounts(store, facts, length, knownAt) : undefined;
}

/** Reads the numbers of the days that are known as a whole, and how much comparable ones had by the same time. */
async function readWholeCounts(
  store: Store,
  facts: KnownDay,
  length: number,
  knownAt: EpochMs | undefined,
): Promise<CountFacts> {
  const {environment, day} = facts;
  const series = await readCountSeries(store, environment, day, length, knownAt);
  return {series, pace: await readPace(store, facts, series)};
}

/** The numbers of the `length` days before a day, those that are known as a whole; and the shapes up to the day itself. */
export async function readCountSeries(
  store: Store,
  environment: Environment,
  day: Day,
  length: number,
  knownAt: EpochMs | undefined,
): Promise<CountSeries> {
  const {name, calendar} = environment;
  const first = toDayNumber(day) - length;
  const range = {environment: name, from: fromDayNumber(first), to: addDays(day, -1)};
  const totals = await store.readDailyTotals(range);
  const whole = await readWhole(store, environment, {first: range.from, days: length}, knownAt);
  const counts = listCounts(totals, day, length).map((count, index) => {
    const isWhole = whole.get(fromDayNumber(first + index));
    return isWhole === undefined ? count : isWhole ? (count ?? 0) : undefined;
  });
  return {counts, shapes: shapeDays(first, length + 1, calendar)};
}

/** Which days' numbers are known as a whole. Days of which no source was ever asked are absent. */
export function readWhole(
  store: Store,
  {name, clock, sources, staleAfterMs}: Environment,
  {first, days}: {first: Day; days: number},
  knownAt: EpochMs | undefined,
): Promise<Map<Day, boolean>> {
  return store.readWholeDays({
    environment: name,
    sources: sources.filter(({traits}) => traits.hasRuns || !traits.hasSchedules).map(source => source.name),
    // What tells only of the present is asked a last time a little before the day's end.
    days: Array.from({length: days}, (_, index) => {
      const day = fromDayNumber(toDayNumber(first) + index);
      return {day, after: dayBounds(day, clock).end - staleAfterMs};
    }),
    knownAt,
  });
}

function listCounts(totals: readonly DailyTotal[], day: Day, length: number): (number | undefined)[] {
  const first = toDayNumber(day) - length;
  const counts = new Array<number | undefined>(length).fill(undefined);
  for (const total of totals) {
    const index = toDayNumber(total.businessDay) - first;
    if (index >= 0 && index < length) counts[index] = executedOf(total);
  }
  return counts;
}

function roughPace({totals, startedByNow}: KnownDay): CountFacts['pace'] {
  const byDay = new Map(totals.map(total => [total.businessDay, executedOf(total)]));
  return [...startedByNow].map(([day, begun]) => ({begun, total: byDay.get(day) ?? 0}));
}

async function readPace(
  store: Store,
  facts: KnownDay,
  {counts, shapes}: CountSeries,
): Promise<CountFacts['pace']> {
  const {environment, day, bounds} = facts;
  const asOf = countedAsOf(facts)?.at ?? bounds.end;
  if (asOf >= bounds.end) return [];
  const comparable = comparableInstants(
    {day, bounds, clock: environment.clock},
    asOf - PACE_MARGIN_MS,
    USUAL_WEEKS,
  );
  const days = comparable.filter((_, week) => {
    const shape = shapes[shapes.length - 1 - 7 * (week + 1)];
    return shape && isOrdinary(shape) && counts[counts.length - 7 * (week + 1)] !== undefined;
  });
  const begun = await store.readStartedBy(environment.name, days);
  return [...begun].map(([other, number]) => ({
    begun: number,
    total: counts[counts.length - (toDayNumber(day) - toDayNumber(other))] ?? 0,
  }));
}
