import type {JudgedDay} from './read-report.ts';
import {deriveDayTotal} from './usual.ts';

/**
 * A judged day with what a report says of it and nothing more: without the runs and jobs, which are most of its weight. For
 * whoever keeps the days of many environments.
 */
export function slimDay(judged: JudgedDay): JudgedDay {
  const {facts} = judged;
  const dayTotal = deriveDayTotal(facts);
  const earlier = facts.totals.filter(({businessDay}) => businessDay !== facts.day);
  return {
    ...judged,
    jobs: [],
    facts: {
      ...facts,
      runs: new Map(),
      edgeRuns: new Map(),
      counts: [],
      schedules: [],
      forecasts: new Map(),
      jobs: [],
      latestRuns: undefined,
      // What the day's runs and counts add up to takes their place.
      totals: dayTotal ? [...earlier, dayTotal] : earlier,
    },
  };
}
