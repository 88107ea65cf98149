/** What is expected of the days to come, from what was learned of each job: within the budget of false alarms, and each stop once. */
import {keepWithin} from '../../analysis/learning/budget.ts';
import {reckonRisks} from '../../analysis/learning/track-record.ts';
import type {JobForecast} from '../../domain/forecast.ts';
import type {LearnedRhythm, LearnedSlot} from '../../domain/learned.ts';
import type {Day} from '../../domain/time.ts';
import {DAY_MS, toDayNumber} from '../../domain/time.ts';

/** The jobs whose stop was told: when they ran last, and the day on which it is told. */
export type ToldStops = Record<string, {since: number; day: Day}>;

export type ForecastLimits = {falseAlarmsPerDay: number; toldStops: ToldStops};

export type Forecasts = {
  days: {day: Day; jobs: JobForecast[]}[];
  /** How many false alarms the first of the days is likely to have. */
  falseAlarms: number;
  /** How many of its slots would have been too many for the budget. */
  withheld: number;
  toldStops: ToldStops;
};

/** A stop of which nobody heard for so long is no news: so many days, or so many of the job's usual distances between runs. */
const STOP_IS_NEWS_DAYS = 30;
const STOP_IS_NEWS_DISTANCES = 5;

/** `byDay`: everything that could be expected, the first day first. */
export function makeForecasts(
  byDay: ReadonlyMap<Day, readonly JobForecast[]>,
  {falseAlarmsPerDay, toldStops}: ForecastLimits,
): Forecasts {
  const stops = noteStops(byDay, toldStops);
  let riskOf: ((slot: LearnedSlot | LearnedRhythm) => number) | undefined;
  let first: Pick<Forecasts, 'falseAlarms' | 'withheld'> | undefined;
  const days = [...byDay].map(([day, jobs]) => {
    const expected = jobs.flatMap(({slots, rhythm}) => [...slots, ...(rhythm ? [rhythm] : [])]);
    riskOf ??= reckonRisks(jobs.flatMap(({records = []}) => records));
    const weighed = expected.map(slot => Object.assign(slot, {falseAlarmRisk: riskOf?.(slot) ?? 1}));
    const {told, falseAlarms, withheld} = keepWithin(weighed, falseAlarmsPerDay);
    first ??= {falseAlarms, withheld};
    return {day, jobs: jobs.flatMap(job => limit(job, day, told, stops) ?? [])};
  });
  return {days, ...(first ?? {falseAlarms: 0, withheld: 0}), toldStops: stops};
}

/** Nothing for a job of which nothing is known. */
function limit(
  {stoppedSince, rhythm, records: _, usualDays: __, ...forecast}: JobForecast,
  day: Day,
  told: ReadonlySet<LearnedSlot | LearnedRhythm>,
  stops: ToldStops,
): JobForecast | undefined {
  const slots = forecast.slots.filter(slot => told.has(slot));
  const isNews = stoppedSince !== undefined && stops[forecast.job]?.day === day;
  const limited: JobForecast = {
    ...forecast,
    slots,
    ...(rhythm && told.has(rhythm) && {rhythm}),
    ...(isNews && {stoppedSince}),
  };
  const isEmpty = slots.length === 0 && !limited.rhythm && !isNews && !forecast.duration;
  return isEmpty ? undefined : limited;
}

/** Each stop is told on the first day that is forecast after it was noticed. Jobs that run again are forgotten. */
function noteStops(byDay: ReadonlyMap<Day, readonly JobForecast[]>, before: ToldStops): ToldStops {
  const told: ToldStops = {};
  for (const [day, jobs] of byDay) {
    for (const {job, stoppedSince: since, usualDays = 1} of jobs) {
      if (since === undefined || told[job]) continue;
      const known = before[job];
      const newsDays = Math.max(STOP_IS_NEWS_DAYS, STOP_IS_NEWS_DISTANCES * usualDays);
      if (known?.since === since) told[job] = known;
      else if (since >= (toDayNumber(day) - newsDays) * DAY_MS) told[job] = {since, day};
    }
  }
  return told;
}
