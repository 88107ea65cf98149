/** What is expected of the days to come, from what was learned of each job: within the budget of false alarms, and each stop once. */
import {
  DEFAULT_THRESHOLD,
  expectedFalseAlarms,
  isAlarming,
  thresholdFor,
} from '../../analysis/learning/budget.ts';
import type {JobForecast} from '../../domain/forecast.ts';
import type {LearnedRhythm, LearnedSlot} from '../../domain/learned.ts';
import type {Day} from '../../domain/time.ts';
import {addDays, DAY_MS, toDayNumber} from '../../domain/time.ts';

/** The jobs whose stop was told: when they ran last, and the day on which it is told. */
export type ToldStops = Record<string, {since: number; day: Day}>;

export type ForecastLimits = {falseAlarmsPerDay: number; toldStops: ToldStops};

export type Forecasts = {
  days: {day: Day; jobs: JobForecast[]}[];
  /** How many false alarms the first of the days is likely to have, and how sure its slots have to be. */
  falseAlarms: number;
  threshold: number;
  toldStops: ToldStops;
};

/**
 * What is counted as a false alarm is an upper bound, a small number for each job: the jobs of a large fleet that never fail to
 * run would add up to a budget, and nobody would be told when one of them does.
 */
const SUREST = 0.98;

/** A stop of which nobody heard for so long is no news. */
const STOP_IS_NEWS_DAYS = 30;

/** `byDay`: everything that could be expected, the first day first. */
export function makeForecasts(
  byDay: ReadonlyMap<Day, readonly JobForecast[]>,
  {falseAlarmsPerDay, toldStops}: ForecastLimits,
): Forecasts {
  const told = noteStops(byDay, toldStops);
  let first: Pick<Forecasts, 'falseAlarms' | 'threshold'> | undefined;
  const days = [...byDay].map(([day, jobs]) => {
    const expected = jobs.flatMap(({slots, rhythm}) => [...slots, ...(rhythm ? [rhythm] : [])]);
    // A small fleet has a budget to spare; nobody wants it spent on jobs that run when they please.
    const wanted = Math.max(thresholdFor(expected, falseAlarmsPerDay), DEFAULT_THRESHOLD);
    const threshold = Math.min(wanted, SUREST);
    first ??= {threshold, falseAlarms: expectedFalseAlarms(expected, threshold)};
    return {day, jobs: jobs.flatMap(job => limit(job, day, threshold, told) ?? [])};
  });
  return {days, ...(first ?? {threshold: 1, falseAlarms: 0}), toldStops: told};
}

/** Nothing for a job of which nothing is known. */
function limit(
  {stoppedSince, rhythm, ...forecast}: JobForecast,
  day: Day,
  threshold: number,
  told: ToldStops,
): JobForecast | undefined {
  const isSure = (expected: LearnedSlot | LearnedRhythm): boolean => isAlarming(expected, threshold);
  const slots = forecast.slots.filter(isSure);
  const isNews = stoppedSince !== undefined && told[forecast.job]?.day === day;
  const limited: JobForecast = {
    ...forecast,
    slots,
    ...(rhythm && isSure(rhythm) && {rhythm}),
    ...(isNews && {stoppedSince}),
  };
  const isEmpty = slots.length === 0 && !limited.rhythm && !isNews && !forecast.duration;
  return isEmpty ? undefined : limited;
}

/** Each stop is told on the first day that is forecast after it was noticed. Jobs that run again are forgotten. */
function noteStops(byDay: ReadonlyMap<Day, readonly JobForecast[]>, before: ToldStops): ToldStops {
  const told: ToldStops = {};
  for (const [day, jobs] of byDay) {
    const newsSince = toDayNumber(addDays(day, -STOP_IS_NEWS_DAYS)) * DAY_MS;
    for (const {job, stoppedSince: since} of jobs) {
      if (since === undefined || told[job]) continue;
      const known = before[job];
      if (known?.since === since) told[job] = known;
      else if (since >= newsSince) told[job] = {since, day};
    }
  }
  return told;
}
