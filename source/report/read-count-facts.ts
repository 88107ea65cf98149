/**
 * Reads what a day's number of runs is compared with. What is learned of the days before is the same all day: it is kept in
 * the store's cache, where a report that only reads finds it.
 */
import type {CountFacts, CountModel} from '../analysis/counts/day-count.ts';
import {countedAsOf, judgeDayCount} from '../analysis/counts/day-count.ts';
import {isOrdinary, shapeDays} from '../analysis/counts/day-shape.ts';
import type {PaceDay} from '../analysis/counts/expect-partial.ts';
import type {DayFacts} from '../analysis/day-facts.ts';
import {businessDayOf} from '../domain/business-day.ts';
import type {DailyTotal} from '../domain/facts.ts';
import {fingerprint} from '../domain/fingerprint.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays, MINUTE_MS, toDayNumber} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import {comparableInstants} from './comparable-instants.ts';
import {executedOf, USUAL_WEEKS} from './usual.ts';

export type KnownDay = DayFacts & {
  totals: readonly DailyTotal[];
  startedByNow: ReadonlyMap<Day, number>;
};

/** What begins at the same minute every day may not be in an answer that began at that very minute. */
const PACE_MARGIN_MS = 15 * MINUTE_MS;
/** What is this much more probable than an alarm is worth a closer look. */
const CLOSER_LOOK = 10;

type Known = {now: EpochMs; knownAt?: EpochMs | undefined};

/** Undefined where nothing is to be learned of numbers. */
export async function readCountFacts(
  store: Store,
  facts: KnownDay,
  {now, knownAt}: Known,
): Promise<CountFacts | undefined> {
  const {environment, totals} = facts;
  const rate = environment.countAlarmsPerYear ?? 0;
  if (rate === 0 || totals.length === 0) return undefined;
  const model = await readModel(store, facts, {now, knownAt});
  const pace = roughPace(facts);
  const closer = {...facts, environment: {...environment, countAlarmsPerYear: CLOSER_LOOK * rate}};
  const isOdd = judgeDayCount(closer, {...model, pace}) !== undefined;
  return {...model, pace: isOdd && pace.length > 0 ? await readPace(store, facts, knownAt) : pace};
}

/** Kept with what it was learned from; one of an earlier release has another key. */
type KeptModel = {stamp: string; model: CountModel};
const keyOf = (environment: string): string => `numbers 2 ${environment}`;

async function readModel(store: Store, facts: KnownDay, {now, knownAt}: Known): Promise<CountModel> {
  const {environment, day} = facts;
  const key = keyOf(environment.name);
  const isPresent = knownAt === undefined && day === businessDayOf(now, environment.clock);
  const stamp = isPresent ? stampOf(facts) : '';
  const kept = isPresent ? await store.readCache(key) : undefined;
  if (isKept(kept) && kept.stamp === stamp) return kept.model;
  // Of some two hundred reports a day one learns: what that takes is loaded then.
  const {learnNumbers} = await import('./learn-numbers.ts');
  const model = await learnNumbers(store, environment, day, knownAt);
  if (isPresent) await store.writeCache(key, {stamp, model} satisfies KeptModel);
  return model;
}

function isKept(value: unknown): value is KeptModel {
  return typeof value === 'object' && value !== null && 'stamp' in value && 'model' in value;
}

/** What is learned changes with the numbers of the days before, and with what the calendar says of them. */
function stampOf({environment: {calendar}, day, totals}: KnownDay): string {
  const before = totals.filter(({businessDay}) => businessDay < day);
  return fingerprint(
    JSON.stringify([
      day,
      calendar && [
        calendar.name,
        [...calendar.weekend],
        [...calendar.daysOff.keys()],
        [...calendar.workedDays],
      ],
      before.map(total => [total.businessDay, executedOf(total)]),
    ]),
  );
}

function roughPace({totals, startedByNow}: KnownDay): PaceDay[] {
  if (startedByNow.size === 0) return [];
  const byDay = new Map(totals.map(total => [total.businessDay, executedOf(total)]));
  return [...startedByNow].map(([day, begun]) => ({begun, total: byDay.get(day) ?? 0}));
}

/** Of ordinary days that are known as a whole, with a margin. */
async function readPace(store: Store, facts: KnownDay, knownAt: EpochMs | undefined): Promise<PaceDay[]> {
  const {environment, day, bounds, totals} = facts;
  const asOf = countedAsOf(facts)?.at ?? bounds.end;
  if (asOf >= bounds.end) return [];
  const {readWhole} = await import('./count-series.ts');
  const first = addDays(day, -7 * USUAL_WEEKS);
  const whole = await readWhole(store, environment, {first, days: 7 * USUAL_WEEKS}, knownAt);
  const shapes = shapeDays(toDayNumber(first), 7 * USUAL_WEEKS, environment.calendar);
  const instants = comparableInstants(
    {day, bounds, clock: environment.clock},
    asOf - PACE_MARGIN_MS,
    USUAL_WEEKS,
  );
  const days = instants.filter(({day: other}) => {
    const shape = shapes[toDayNumber(other) - toDayNumber(first)];
    return shape && isOrdinary(shape) && whole.get(other) !== false;
  });
  const byDay = new Map(totals.map(total => [total.businessDay, executedOf(total)]));
  const begun = await store.readStartedBy(environment.name, days);
  return [...begun].map(([other, number]) => ({begun: number, total: byDay.get(other) ?? 0}));
}
