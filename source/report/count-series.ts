/** The numbers of an environment's days as they can be learned from: only of days that are known as a whole. */
import type {CountSeries} from '../analysis/counts/baseline.ts';
import {shapeDays} from '../analysis/counts/day-shape.ts';
import {dayBounds} from '../domain/business-day.ts';
import type {Environment} from '../domain/environment.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, fromDayNumber, toDayNumber} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import {executedOf} from './usual.ts';

/** The `length` days before a day; the shapes go up to the day itself. */
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
  const counts = new Array<number | undefined>(length).fill(undefined);
  for (const total of totals) counts[toDayNumber(total.businessDay) - first] = executedOf(total);
  for (const [known, isWhole] of whole) {
    const index = toDayNumber(known) - first;
    counts[index] = isWhole ? (counts[index] ?? 0) : undefined;
  }
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
