/** Asks the store for everything that a report on some environments needs. The only place of report/ that reads. */
import type {CountFacts} from '../analysis/counts/day-count.ts';
import {countedAsOf} from '../analysis/counts/day-count.ts';
import type {DayFacts} from '../analysis/day-facts.ts';
import {businessDayOf, dayBounds} from '../domain/business-day.ts';
import {edgeWindows} from '../domain/day-edges.ts';
import type {Environment} from '../domain/environment.ts';
import type {DailyTotal} from '../domain/facts.ts';
import type {RunRecord} from '../domain/run.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {addDays} from '../domain/time.ts';
import type {Store} from '../store/store.ts';
import {comparableInstants} from './comparable-instants.ts';
import {readAcknowledgements} from './read-acknowledgements.ts';
import {readCountFacts} from './read-count-facts.ts';
import {readForecasts} from './read-forecasts.ts';
import {readLatestRuns} from './read-latest-runs.ts';
import {USUAL_WEEKS} from './usual.ts';

export type Moment = {
  /** The instant as of which everything is judged; read once, at the edge. */
  now: EpochMs;
  /** The business day to show; absent = each environment's present one. */
  day?: Day;
  /** Leave out what was learned after this instant (`--now` in the past). */
  knownAt?: EpochMs;
  /** Judge only what is due by this local time of day (milliseconds since midnight). */
  dueByMs?: number;
};

export type EnvironmentFacts = DayFacts & {
  /** Daily totals of the last weeks, up to and including the day. */
  totals: readonly DailyTotal[];
  /** Runs of comparable days up to the same local time; empty when the day is over. */
  startedByNow: ReadonlyMap<Day, number>;
  /** What its number of runs is compared with; absent when nothing is to be learned of numbers. */
  numbers?: CountFacts | undefined;
};

/** How far back a job may last have been seen for a pattern in an expectation to stand for it. */
const PATTERN_MEMORY_DAYS = 35;

export async function readFacts(
  store: Store,
  environment: Environment,
  moment: Moment,
): Promise<EnvironmentFacts> {
  const {now, knownAt} = moment;
  const {name, clock} = environment;
  const day = moment.day ?? businessDayOf(now, clock);
  const bounds = dayBounds(day, clock);
  const jobs = await store.readJobs({environment: name});
  const learned = await readForecasts(store, environment, {day, bounds}, now);
  const seenSince = addDays(day, -PATTERN_MEMORY_DAYS);
  const evidence = await store.readEvidence({
    environment: name,
    from: addDays(day, -1),
    to: addDays(day, 1),
    knownAt,
  });
  const schedules = await store.readSchedules({environment: name, knownAt});
  // As the evidence, before the runs: of what another process records in between, the answer alone would prove that nothing ran.
  const latestRuns = await readLatestRuns(store, {environment, day, bounds, schedules, ...learned}, moment);
  const known = {
    environment,
    day,
    bounds,
    runs: await store.readDayRuns(name, day, knownAt),
    edgeRuns: await readEdgeRuns(store, name, {day, bounds, edgeRules: learned.edgeRules}, moment),
    counts: await store.readCounts({environment: name, from: day, to: day, knownAt}),
    schedules,
    latestRuns,
    jobs: jobs.filter(({lastDay}) => lastDay >= seenSince),
    evidence,
    ...learned,
    acknowledgements: await readAcknowledgements(store, {environment, day, bounds, evidence}, moment),
    totals: await readTotals(store, name, day, knownAt),
  };
  // What is known is as of the last answers: compared with what there was by now, it would seem to fall until the next.
  const asOf = Math.min(now, countedAsOf(known)?.at ?? now);
  const startedByNow =
    now < bounds.end ? await readStartedByNow(store, environment, {day, bounds}, asOf) : new Map();
  const facts = {...known, startedByNow};
  return {...facts, numbers: await readCountFacts(store, facts, moment)};
}

/** A late run of this day's last slots may have started on the next business day, an early one of its first on the day before. */
async function readEdgeRuns(
  store: Store,
  name: string,
  {day, bounds, edgeRules}: Pick<DayFacts, 'day' | 'bounds' | 'edgeRules'>,
  {now, knownAt}: Moment,
): Promise<Map<string, RunRecord[]>> {
  const {before, after} = edgeWindows(bounds, edgeRules);
  const edges = [await store.readRunsStarted(name, addDays(day, -1), before.start, before.end, knownAt)];
  if (now >= bounds.end) {
    edges.push(await store.readRunsStarted(name, addDays(day, 1), after.start, after.end, knownAt));
  }
  const merged = new Map<string, RunRecord[]>();
  for (const [job, runs] of edges.flatMap(edge => [...edge])) {
    merged.set(job, [...(merged.get(job) ?? []), ...runs]);
  }
  return merged;
}

/** How many weeks back the runs of a day that is not over are compared: each costs a look at all runs of a day. */
const WEEKS_STARTED_BY = 4;

function readStartedByNow(
  store: Store,
  {name, clock}: Environment,
  {day, bounds}: Pick<DayFacts, 'day' | 'bounds'>,
  now: EpochMs,
): Promise<Map<Day, number>> {
  return store.readStartedBy(name, comparableInstants({day, bounds, clock}, now, WEEKS_STARTED_BY));
}

/** The rollup knows only the present: as of an earlier instant it would tell of runs that had not been seen yet. */
async function readTotals(
  store: Store,
  environment: string,
  day: Day,
  knownAt: EpochMs | undefined,
): Promise<DailyTotal[]> {
  const totals = await store.readDailyTotals({environment, from: addDays(day, -7 * USUAL_WEEKS), to: day});
  return knownAt === undefined ? totals : totals.filter(({businessDay}) => businessDay !== day);
}
