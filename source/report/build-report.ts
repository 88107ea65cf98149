/** Judged environments -> the report. Pure: the same facts at the same instant give the same report with the same id. */
import type {Collection} from '../domain/collection.ts';
import {fingerprint} from '../domain/fingerprint.ts';
import type {RunRecord} from '../domain/run.ts';
import {RUN_STATUSES} from '../domain/run.ts';
import type {Day, EpochMs} from '../domain/time.ts';
import {formatInstant} from '../domain/time.ts';
import {explainBlindness} from './explain.ts';
import {buildFindings} from './findings.ts';
import {deriveFreshness} from './freshness.ts';
import type {JudgedEnvironment} from './judge-environment.ts';
import type {EnvironmentFacts} from './read-facts.ts';
import type {EnvironmentReport, EnvironmentState, Finding, StatusReport, Totals} from './status-report.ts';
import {FINDING_KINDS, SCHEMA_VERSION} from './status-report.ts';
import {sumTallies} from './tally.ts';
import {deriveDayTotal, deriveHistory, deriveUsual, emptyCounts, executedOf} from './usual.ts';

export type ReportInput = JudgedEnvironment & {
  facts: EnvironmentFacts;
  /** Each troubled job's latest succeeded run. */
  lastGood: ReadonlyMap<string, RunRecord>;
  /** The collections that findings rest on, by id. One that was pruned is absent. */
  collections: ReadonlyMap<number, Collection>;
};

export function buildReport(inputs: readonly ReportInput[], now: EpochMs, day?: Day): StatusReport {
  const built = inputs.map(input => buildEnvironment(input, now));
  const environments = built.map(({environment}) => environment);
  const content = {
    schemaVersion: SCHEMA_VERSION,
    generatedAt: formatInstant(now),
    businessDay: day ?? commonDay(environments) ?? formatInstant(now).slice(0, 10),
    environments,
    totals: buildTotals(environments),
    findings: built.flatMap(({findings}) => findings).sort(worstFirst),
  } as const;
  const {schemaVersion, ...rest} = content;
  return {schemaVersion, reportId: fingerprint(JSON.stringify(content)), ...rest};
}

const NO_RUN_SOURCE = 'no source of this environment tells of runs; add one that reads what has run';

function buildEnvironment(
  input: ReportInput,
  now: EpochMs,
): {environment: EnvironmentReport; findings: Finding[]} {
  const {facts, tally} = input;
  const {environment, bounds, day} = facts;
  const freshness = deriveFreshness(facts, now);
  // Schedules alone (a crontab without its log) tell what should run, never what did.
  const isUnseen = tally.expected > 0 && !environment.sources.some(({traits}) => traits.hasRuns);
  const findings = buildFindings(input, isUnseen ? NO_RUN_SOURCE : explainBlindness(freshness), now);
  const usual = deriveUsual(facts, now >= bounds.end);
  const dayTotal = deriveDayTotal(facts);
  return {
    findings,
    environment: {
      name: environment.name,
      title: environment.title,
      labels: environment.labels,
      timezone: environment.timezone,
      businessDay: day,
      dayStartsAt: formatInstant(bounds.start),
      dayEndsAt: formatInstant(bounds.end),
      state: deriveState(isUnseen ? 'blind' : freshness.state, findings),
      ...tally,
      counts: dayTotal?.byStatus ?? emptyCounts(),
      total: dayTotal?.total ?? 0,
      usual,
      delta: usual === null || !dayTotal ? null : executedOf(dayTotal) - usual,
      freshness,
      history: deriveHistory(facts, dayTotal),
    },
  };
}

function deriveState(
  freshness: EnvironmentReport['freshness']['state'],
  findings: readonly Finding[],
): EnvironmentState {
  if (freshness === 'blind') return 'blind';
  if (findings.some(({kind}) => kind !== 'late' && kind !== 'blind')) return 'problem';
  return freshness === 'stale' ? 'stale' : 'ok';
}

function buildTotals(environments: readonly EnvironmentReport[]): Totals {
  const counts = emptyCounts();
  for (const environment of environments) {
    for (const status of RUN_STATUSES) counts[status] += environment.counts[status];
  }
  return {
    environments: environments.length,
    ...sumTallies(environments),
    counts,
    total: environments.reduce((sum, {total}) => sum + total, 0),
    blind: environments.filter(({state}) => state === 'blind').length,
  };
}

function commonDay(environments: readonly EnvironmentReport[]): Day | undefined {
  const groups = [...Map.groupBy(environments, ({businessDay}) => businessDay)];
  return groups.sort(([a, as], [b, bs]) => bs.length - as.length || a.localeCompare(b)).at(0)?.[0];
}

/** By kind (worst first), then by when it came to be; environments and jobs decide ties, so that the order is stable. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
    compare(a.since ?? '', b.since ?? '') ||
    compare(a.environment, b.environment) ||
    compare(a.job ?? '', b.job ?? '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
