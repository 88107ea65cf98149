/** Jobs on many days, a few hundred at a time: what became of each day, and its numbers. */
import type {CountSeries} from '../../analysis/counts/baseline.ts';
import type {DayShape} from '../../analysis/counts/day-shape.ts';
import {shapeDays} from '../../analysis/counts/day-shape.ts';
import type {ReliabilityDay} from '../../analysis/reliability.ts';
import {businessDayOf} from '../../domain/business-day.ts';
import type {Environment} from '../../domain/environment.ts';
import type {Day, EpochMs} from '../../domain/time.ts';
import {addDays, fromDayNumber, toDayNumber} from '../../domain/time.ts';
import type {JobTrendFacts, Store} from '../../store/store.ts';
import {readWhole} from '../count-series.ts';
import {deriveJobDays, indexAnsweredDays} from '../pages/job-days.ts';
import type {DayCell} from '../pages/pages.ts';
import {toReliabilityDays} from '../pages/reliability-days.ts';

export type DaySpan = {
  /** The last day, and how many there are up to it. */
  to: Day;
  days: number;
  now: EpochMs;
  knownAt?: EpochMs | undefined;
};

export type JobNumbers = {
  job: string;
  /** Oldest first. */
  days: readonly ReliabilityDay[];
  /** Runs that started; undefined on days that are not known as a whole. */
  series: CountSeries;
  /** The number of the last day so far, where that is not over. */
  soFar: number | undefined;
};

/** A job and day is a cell in memory while its group is looked at. */
const JOBS_A_GROUP = 400;

/** Every job that was seen in the span and matches, by name. */
export async function* readJobNumbers(
  store: Store,
  environment: Environment,
  span: DaySpan,
  matches: (job: string) => boolean,
): AsyncGenerator<JobNumbers> {
  const {name, clock, calendar} = environment;
  const from = addDays(span.to, 1 - span.days);
  const range = {environment: name, from, to: span.to, knownAt: span.knownAt};
  const known = await store.readJobs({environment: name});
  const jobs = known
    .filter(({job, firstDay, lastDay}) => firstDay <= span.to && lastDay >= from && matches(job))
    .map(({job}) => job)
    .sort();
  const answered = indexAnsweredDays((await store.readAnsweredDays(range)).get(name));
  const whole = await readWhole(store, environment, {first: from, days: span.days}, span.knownAt);
  const shapes = shapeDays(toDayNumber(from), span.days, calendar);
  const today = businessDayOf(span.now, clock);
  for (let at = 0; at < jobs.length; at += JOBS_A_GROUP) {
    const group = jobs.slice(at, at + JOBS_A_GROUP);
    const trends = await store.readTrends({...range, jobs: group});
    for (const job of group) {
      const trend = trends.get(job);
      const cells = deriveJobDays({from, to: span.to, today, trend, answered});
      yield toNumbers(job, cells, trend, shapes, whole);
    }
  }
}

function toNumbers(
  job: string,
  cells: readonly DayCell[],
  trend: JobTrendFacts | undefined,
  shapes: readonly DayShape[],
  whole: ReadonlyMap<Day, boolean>,
): JobNumbers {
  const last = cells.at(-1);
  const isOver = last !== undefined && whole.get(last.day) === true;
  return {
    job,
    days: toReliabilityDays(cells, trend),
    series: {
      counts: cells.map(({day, runs}) => (whole.get(day) === true ? (runs ?? undefined) : undefined)),
      shapes,
    },
    soFar: isOver ? undefined : (last?.runs ?? undefined),
  };
}

/** The days of a series, by their places. */
export function dayAt(from: Day, index: number): Day {
  return fromDayNumber(toDayNumber(from) + index);
}
