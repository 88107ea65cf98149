/** With what an environment learns and forecasts. */
import {lateAlarmsAYear, settleBudget} from '../../analysis/learning/budget.ts';
import type {Environment} from '../../domain/environment.ts';
import {fingerprint} from '../../domain/fingerprint.ts';
import type {LearningContext} from '../../domain/learned.ts';

export type LearnSettings = {
  /** This environment's share of the budget. */
  falseAlarmsPerDay: number;
  minimumHistoryDays: number;
  /** What else the learner is told. */
  context: Partial<LearningContext>;
  /** Another one: what is expected of the days to come is derived anew. */
  fingerprint: string;
};

/** `falseAlarmsPerDay` over all environments; `jobs` are those of this one, `share` which part of all they are. */
export function settleSettings(
  {falseAlarmsPerDay, minimumHistoryDays}: {falseAlarmsPerDay: number | 'auto'; minimumHistoryDays: number},
  {expectations, silence, sources, calendar}: Environment,
  share: number,
  jobs: number,
): LearnSettings {
  const said = {
    falseAlarmsPerDay,
    minimumHistoryDays,
    expectations,
    silence,
    sources,
    calendar: calendar?.name,
  };
  const own = settleBudget(falseAlarmsPerDay, share > 0 ? jobs / share : jobs) * share;
  return {
    falseAlarmsPerDay: own,
    minimumHistoryDays,
    context: {lateAlarmsAYear: lateAlarmsAYear(own, jobs)},
    fingerprint: fingerprint(JSON.stringify(said)),
  };
}
