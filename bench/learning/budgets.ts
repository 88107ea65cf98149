/**
 * Is a budget of false alarms kept, and what does it cost? A fleet of made jobs goes through its days together, as the product
 * does: all are expected, the budget decides what is told, and then the day is learned. A fleet of 20,000 jobs is a few
 * hundred with as much of the budget for each.
 */
import {lateAlarmsAYear} from '../../source/analysis/learning/budget.ts';
import type {JobForecast} from '../../source/domain/forecast.ts';
import type {Day} from '../../source/domain/time.ts';
import {addDays} from '../../source/domain/time.ts';
import {makeForecasts} from '../../source/report/learning/make-forecasts.ts';
import type {BenchJob} from './job-set.ts';
import type {Replay} from './replay.ts';
import {startReplay} from './replay.ts';
import type {Score} from './score.ts';
import {addScores, scoreJob} from './score.ts';

export type BudgetResult = {
  fleet: number;
  budget: number;
  /** A day, of the whole fleet. */
  expected: number;
  score: Score;
  /** False alarms a day of the whole fleet, on the days and of the jobs that are scored. */
  found: number;
  /** Likewise: told before a run that was late by nature, for an hour or more. */
  natural: number;
  /** Slots that were told of, of those that were sure enough. */
  toldShare: number;
};

type Run = {fleet: number; budget: number; replays: Replay[]; expected: number; told: number; of: number};

export function tryBudgets(
  jobs: readonly BenchJob[],
  fleets: readonly number[],
  budgets: readonly number[],
): BudgetResult[] {
  return fleets.flatMap(fleet => budgets.map(budget => tryBudget(jobs, fleet, budget)));
}

function tryBudget(jobs: readonly BenchJob[], fleet: number, budget: number): BudgetResult {
  const context = {lateAlarmsAYear: lateAlarmsAYear(budget, fleet)};
  const replays = jobs.map(job => startReplay(job, {...job.context, ...context}));
  const run: Run = {fleet, budget, replays, expected: 0, told: 0, of: 0};
  const first = replays.reduce((day, {firstDay}) => (firstDay < day ? firstDay : day), '9999');
  const last = replays.reduce((day, {lastDay}) => (lastDay > day ? lastDay : day), '');
  const from = addDays(first, FIRST_DAYS);
  let days = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const falseAlarms = passDay(run, day);
    if (day < from) continue;
    days++;
    run.expected += falseAlarms;
  }
  const score = addScores(replays.map(({job, alerts}) => scoreJob(job, alerts)));
  const aDay = (alarms: number): number => (alarms / Math.max(1, score.days)) * fleet;
  return {
    fleet,
    budget,
    expected: (run.expected / days) * (fleet / jobs.length),
    found: aDay(score.falseAlarms + score.nuisances),
    natural: aDay(score.natural),
    score,
    toldShare: run.told / Math.max(1, run.of),
  };
}

/** Until then the scores count nothing either. */
const FIRST_DAYS = 120;

/** Returns the false alarms that were to be expected. */
function passDay(run: Run, day: Day): number {
  const {replays, fleet, budget} = run;
  const present = replays.filter(({firstDay, lastDay}) => firstDay <= day && day <= lastDay);
  const forecasts = present.map((replay): JobForecast => ({job: replay.job.name, ...replay.expect(day)}));
  const made = makeForecasts(new Map([[day, forecasts]]), {
    falseAlarmsPerDay: (budget * replays.length) / fleet,
    toldStops: {},
  });
  const told = new Map(made.days[0]?.jobs.map(forecast => [forecast.job, forecast]));
  for (const replay of present) {
    const {slots = [], rhythm} = told.get(replay.job.name) ?? {};
    replay.tell(day, {slots, rhythm});
    replay.learn(day);
    run.told += slots.length + (rhythm ? 1 : 0);
  }
  run.of += made.withheld;
  run.of += [...told.values()].reduce((sum, {slots, rhythm}) => sum + slots.length + (rhythm ? 1 : 0), 0);
  return made.falseAlarms;
}
