/** Builds small facts for judging: an environment `prod` in London with one complete source, on 2026-11-23. */

import type {DayFacts} from '../../source/analysis/day-facts.ts';
import {dayBounds} from '../../source/domain/business-day.ts';
import type {Collection} from '../../source/domain/collection.ts';
import type {Environment} from '../../source/domain/environment.ts';
import type {JobExpectation} from '../../source/domain/expectation.ts';
import type {SourceEvidence} from '../../source/domain/facts.ts';
import type {DayForecast, JobForecast} from '../../source/domain/forecast.ts';
import type {RunRecord} from '../../source/domain/run.ts';
import {openZone} from '../../source/domain/zone.ts';

export const DAY = '2026-11-23';

/** London is on UTC in November: local and UTC times read the same. */
export const at = (time: string, day = DAY): number =>
  Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);

export const traits = {isPlan: false, hasRuns: true, hasHistory: true, hasSchedules: false};

export function environment(overrides: Partial<Environment> = {}): Environment {
  return {
    name: 'prod',
    title: 'Production',
    labels: {},
    timezone: 'Europe/London',
    clock: {zone: openZone('Europe/London'), dayStartMs: 0},
    staleAfterMs: 10 * 60_000,
    calendars: new Map(),
    maintenance: [],
    expectations: [],
    isLearned: true,
    silence: [],
    sources: [{name: 'cron', adapter: 'cron', traits}],
    ...overrides,
  };
}

export function expectation(overrides: Partial<JobExpectation> = {}): JobExpectation {
  return {
    kind: 'job',
    job: 'backup',
    timing: {kind: 'cron', expression: '0 2 * * *', timezone: 'Europe/London', policy: 'debian-cron'},
    graceMs: 30 * 60_000,
    earlyMarginMs: 60_000,
    ...overrides,
  };
}

export function run(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    job: 'backup',
    runKey: `${overrides.startedAt ?? 'r'}`,
    businessDay: DAY,
    status: 'succeeded',
    seenIn: 7,
    ...overrides,
  };
}

export function collection(overrides: Partial<Collection> = {}): Collection {
  return {
    id: 9,
    environment: 'prod',
    source: 'cron',
    adapter: 'cron',
    businessDay: DAY,
    startedAt: at('06:41'),
    durationMs: 1000,
    outcome: 'ok',
    rows: 412,
    rejected: 0,
    bytes: 1000,
    ...overrides,
  };
}

/** Evidence as the store derives it from the attempts of one source and day, oldest first. */
export function evidence(...attempts: Collection[]): SourceEvidence {
  const latest = attempts.at(-1);
  if (!latest) throw new Error('evidence needs an attempt');
  return {
    environment: latest.environment,
    source: latest.source,
    businessDay: latest.businessDay,
    latest,
    latestAnswer: attempts.findLast(({outcome}) => ['ok', 'empty', 'partial'].includes(outcome)),
    latestComplete: attempts.findLast(({outcome}) => ['ok', 'empty'].includes(outcome)),
  };
}

export function facts(
  overrides: Partial<Omit<DayFacts, 'runs'>> & {runs?: readonly RunRecord[]} = {},
): DayFacts {
  const {runs = [], ...rest} = overrides;
  const own = rest.environment ?? environment();
  const day = rest.day ?? DAY;
  return {
    environment: own,
    day,
    bounds: dayBounds(day, own.clock),
    edgeRuns: new Map(),
    counts: [],
    schedules: [],
    jobs: [],
    evidence: [],
    forecasts: new Map(),
    edgeRules: own.expectations,
    acknowledgements: new Map(),
    ...rest,
    runs: Map.groupBy(runs, ({job}) => job),
  };
}

export function dayForecast(jobs: readonly JobForecast[]): DayForecast {
  const byName = new Map(jobs.map(forecast => [forecast.job, forecast]));
  return {
    size: byName.size,
    get: job => byName.get(job),
    durationOf: job => byName.get(job)?.duration,
    jobs: () => byName.keys(),
    expectedJobs: () =>
      jobs.flatMap(({job, slots, rhythm}) => (slots.length > 0 || rhythm !== undefined ? [job] : [])),
    stoppedJobs: () => jobs.flatMap(({job, stoppedSince}) => (stoppedSince === undefined ? [] : [job])),
    spans: () => jobs.flatMap(({slots}) => slots),
  };
}
