/** Configured environments -> environments as judging sees them: zones opened, calendars with their holidays looked up. */

import type {Environment} from '../domain/environment.ts';
import {NO_CALENDAR} from '../domain/environment.ts';
import type {Calendar} from '../domain/expectation.ts';
import {openZone} from '../domain/zone.ts';
import type {Config, EnvironmentConfig, LearnConfig} from './config.ts';
import type {HolidayCache} from './holidays.ts';
import {resolveCalendar} from './holidays.ts';

/** `years` are those whose holidays are needed: the shown day's and its neighbours'. Only calendars in use are looked up. */
export async function prepareEnvironments(
  config: Config,
  years: readonly number[],
  cache: HolidayCache,
): Promise<Environment[]> {
  const calendars = new Map<string, Calendar>();
  for (const name of namesInUse(config.environments)) {
    const calendar = config.calendars[name];
    if (calendar) calendars.set(name, await resolveCalendar(name, calendar, years, cache));
  }
  return config.environments.map(environment => prepareEnvironment(environment, calendars, config.learn));
}

function prepareEnvironment(
  config: EnvironmentConfig,
  calendars: ReadonlyMap<string, Calendar>,
  {countAlarmsPerYear}: LearnConfig,
): Environment {
  const {
    name,
    title,
    labels,
    timezone,
    dayStartMs,
    refreshMs,
    timeoutMs,
    calendar,
    maintenance,
    expectations,
    isLearned,
    silence,
  } = config;
  return {
    name,
    title,
    labels,
    timezone,
    clock: {zone: openZone(timezone), dayStartMs},
    // One missed refresh is a hiccup; the second makes the data old.
    staleAfterMs: 2 * Math.max(refreshMs, ...config.sources.map(source => source.refreshMs)) + timeoutMs,
    calendar: calendar === undefined ? undefined : calendars.get(calendar),
    calendars,
    maintenance,
    expectations,
    countAlarmsPerYear: isLearned ? countAlarmsPerYear : 0,
    isLearned,
    silence,
    sources: config.sources.map(source => ({
      name: source.name,
      adapter: source.adapter,
      traits: source.traits,
    })),
  };
}

function namesInUse(environments: readonly EnvironmentConfig[]): Set<string> {
  const names = environments.flatMap(({calendar, expectations}) => [
    calendar,
    ...expectations.map(expectation => expectation.calendar),
  ]);
  return new Set(names.filter(name => name !== undefined).filter(name => name !== NO_CALENDAR));
}
